import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { inflateNode } from '../../../main/services/inflate';
import { cli } from './capture-cli';

const cpu = fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url));

/** A service with one CPU profile, which notes what it is asked for. */
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const path = new URL(request.url ?? '', 'http://service').pathname;
  if (path === '/debug/pprof/profile') response.end(readFileSync(cpu));
  else response.writeHead(404, { 'content-type': 'text/plain', 'x-go-pprof': '1' }).end('Unknown profile\n');
});
let host = '';
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flamebench-pprof-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});
afterEach(() => {
  asked.length = 0;
  vi.unstubAllEnvs();
});

describe('sources of flamebench pprof', () => {
  it('are services, whose CPU profile is meant where no path is given, and are kept as pprof keeps them', async () => {
    vi.stubEnv('PPROF_TMPDIR', join(folder, 'kept'));
    const fromFile = await cli(['pprof', '-top', cpu]);
    const fromService = await cli(['pprof', '-seconds=2', '-top', host]);
    expect(fromService.out).toBe(fromFile.out);
    expect(asked).toEqual(['/debug/pprof/profile?seconds=2']);
    await cli(['pprof', '-top', `http://${host}/debug/pprof/profile?seconds=1`]);
    expect(readdirSync(join(folder, 'kept')).sort()).toEqual([
      'pprof.program.samples.cpu.001.pb.gz',
      'pprof.program.samples.cpu.002.pb.gz',
    ]);
    expect(fromService.err).toContain(join(folder, 'kept', 'pprof.program.samples.cpu.001.pb.gz'));
  });

  it("that fail end with the service's own words and status 2", async () => {
    const { status, out, err } = await cli(['pprof', '-top', `${host}/debug/pprof/nonsense`]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('Unknown profile');
  });

  it('of which some fail leave the others', async () => {
    const { status, out, err } = await cli([
      'pprof',
      '-top',
      '-compact_labels',
      cpu,
      join(folder, 'missing'),
    ]);
    expect(status).toBe(0);
    expect(out).toBe((await cli(['pprof', '-top', '-compact_labels', cpu])).out);
    expect(err).toContain('Read 1 of 2 sources.');
  });

  it('may follow the program, which then is what the profile is of', async () => {
    const program = join(folder, 'renamed');
    writeFileSync(program, Buffer.from('7f454c46020101', 'hex'));
    const { out } = await cli(['pprof', '-top', program, cpu]);
    expect(out.split('\n')[0]).toBe('File: renamed');
  });
});

describe('output of flamebench pprof', () => {
  it('goes to the file that is named', async () => {
    const output = join(folder, 'top.txt');
    const { out, err } = await cli(['pprof', '-top', '-output', output, cpu]);
    expect(out).toBe('');
    expect(err).toContain(output);
    expect(readFileSync(output, 'utf8')).toBe((await cli(['pprof', '-top', cpu])).out);
  });

  it('as a profile reads like the report it stands for', async () => {
    const output = join(folder, 'focused.pb.gz');
    await cli(['pprof', '-proto', '-focus=sortAll', '-output', output, cpu]);
    const profile = await readProfile(readFileSync(output), 'focused', inflateNode);
    expect(profile.samples.length).toBeGreaterThan(0);
    const focused = await cli([
      'pprof',
      '-top',
      '-focus=sortAll',
      '-relative_percentages',
      '-compact_labels',
      cpu,
    ]);
    const again = await cli(['pprof', '-top', '-compact_labels', output]);
    const table = (text: string) => text.slice(text.indexOf('Showing'));
    expect(table(again.out)).toBe(table(focused.out));
  });

  it('as a profile says nothing of what was filtered away, and all where nothing was', async () => {
    const wordsOf = async (...filters: string[]) => {
      const output = join(folder, 'part.pb.gz');
      await cli(['pprof', '-proto', ...filters, '-output', output, cpu]);
      const { strings } = await readProfile(readFileSync(output), 'part', inflateNode);
      return Array.from({ length: strings.length }, (_, i) => strings.get(i));
    };
    const all = await wordsOf();
    const given = (await readProfile(readFileSync(cpu), 'cpu', inflateNode)).strings;
    expect(new Set(all)).toEqual(new Set(Array.from({ length: given.length }, (_, i) => given.get(i))));
    expect(all.some((word) => word.includes('sortAll'))).toBe(true);
    const part = await wordsOf('-ignore=sortAll', '-hide=sortAll');
    expect(part.filter((word) => word.includes('sortAll'))).toEqual([]);
    expect(part.length).toBeLessThan(all.length);
  });
});

describe('help of flamebench pprof', () => {
  it('names every report, option and source flag', async () => {
    const { status, out } = await cli(['pprof', '--help']);
    expect(status).toBe(0);
    for (const flag of [
      '-top',
      '-peek=regexp',
      '-focus',
      '-lines',
      '-cum',
      '-diff_base',
      '-inuse_space',
      '-seconds',
    ]) {
      expect(out).toContain(flag);
    }
  });
});
