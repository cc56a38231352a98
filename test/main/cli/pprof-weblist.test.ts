import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { cli } from './capture-cli';

const fixture = (path: string) => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url));
const cpu = fixture('go-cpu.pb.gz');
const place = [`-source_path=${fixture('go-program')}`, '-trim_path=fixture'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-weblist-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

describe('flamebench pprof -weblist', () => {
  it('writes a page with the lines of the source, though the program is not here', async () => {
    const path = join(folder, 'page.html');
    const { status, out, err } = await cli(['pprof', '-weblist=sortAll', '-output', path, ...place, cpu]);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toContain(`Generating report in ${path}\n`);
    const page = await readFile(path, 'utf8');
    expect(page).toContain('<h2>main.sortAll</h2>');
    expect(page).toContain('<code>\tsort.Strings(words)</code>');
  });

  it('makes a file for a browser, and says where it is when there is none', async () => {
    vi.stubEnv('TMPDIR', folder);
    vi.stubEnv('BROWSER', '');
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    const { status, out, err } = await cli(['pprof', '-weblist', 'sortAll', ...place, cpu]);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toContain('No browser could be started');
    const path = /Generating report in (.*pprof001\.html)/.exec(err)![1]!;
    expect(await readFile(path, 'utf8')).toContain('<h2>main.sortAll</h2>');
  });

  it('says that nothing matches', async () => {
    const { status, out, err } = await cli(['pprof', '-weblist=absent', cpu]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/weblist=absent cannot be used: no function of the profile matches/);
  });
});
