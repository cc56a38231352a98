import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { cli } from './capture-cli';

const cpu = fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

describe('flamebench pprof draws', () => {
  it('an SVG of what is focused on, to stdout', async () => {
    const { status, out, err } = await cli(['pprof', '-svg', '-focus=sortAll', cpu]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('sortAll');
    expect(out).not.toContain('hashAll');
    expect(out.trimEnd()).toMatch(/<\/svg>$/);
  });

  it('an SVG to a file that is named, also where a program would show it', async () => {
    for (const flag of ['-svg', '-web']) {
      const path = join(folder, `${flag}.svg`);
      const { status, out, err } = await cli(['pprof', flag, '-output', path, cpu]);
      expect({ status, out, err }).toEqual({ status: 0, out: '', err: `Generating report in ${path}\n` });
      expect(await readFile(path, 'utf8')).toContain('class="node"');
    }
  });

  it('a file for a browser, and says where it is when there is none', async () => {
    vi.stubEnv('TMPDIR', folder);
    vi.stubEnv('BROWSER', '');
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    const { status, err } = await cli(['pprof', '-web', cpu]);
    expect(status).toBe(0);
    expect(err).toContain('No browser could be started');
    const path = /Generating report in (.*pprof001\.svg)/.exec(err)![1]!;
    expect(await readFile(path, 'utf8')).toContain('class="node"');
  });

  it('nothing but one sentence where a format needs the Graphviz that is not installed', async () => {
    vi.stubEnv('PATH', folder);
    const { status, out, err } = await cli(['pprof', '-png', cpu]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^dot is not installed on this machine, which png pictures need: .*\n$/);
  });

  it('other formats by the dot in PATH, which gets the graph and the format', async () => {
    const tools = await mkdtemp(join(folder, 'tools-'));
    await writeFile(join(tools, 'dot'), '#!/bin/sh\necho "$@"\ncat\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${tools}${delimiter}${process.env.PATH}`);
    const { status, out } = await cli(['pprof', '-pdf', cpu]);
    expect(status).toBe(0);
    expect(out).toMatch(/^-Tpdf\ndigraph "program" \{/);
  });

  it('nothing but the words of a dot that fails', async () => {
    const tools = await mkdtemp(join(folder, 'tools-'));
    await writeFile(join(tools, 'dot'), '#!/bin/sh\necho "no fonts" >&2\nexit 3\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${tools}${delimiter}${process.env.PATH}`);
    const { status, out, err } = await cli(['pprof', '-gif', cpu]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('could not be drawn (dot exited with code 3: no fonts)');
  });
});
