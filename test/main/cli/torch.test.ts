import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { textProfile } from '../../helpers/text-profile';
import { cli } from './capture-cli';

const cpu = fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url));
const bytes = gzipSync(
  encodePprof(
    textProfile(`
      main    main  main
      f/g     f     h
      leaf    .     .
      3       2     1
      300     200   100`),
  ),
);

let folder: string;
let service: Server;
let url: string;
const asked: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-torch-'));
  service = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(bytes);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(async () => {
  service.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  asked.length = 0;
});

describe('flamebench torch', () => {
  it('profiles the service for the seconds given and folds it, with inlined calls as frames', async () => {
    vi.stubEnv('PPROF_TMPDIR', folder);
    const { status, out } = await cli(['torch', '-u', url, '-t', '5', '-r']);
    expect(status).toBe(0);
    expect(asked[0]).toBe('/debug/pprof/profile?seconds=5');
    expect(out).toBe('main;f 2\nmain;f;g;leaf 3\nmain;h 1\n');
  });

  it('asks for another page by --suffix, for 30 s', async () => {
    vi.stubEnv('PPROF_TMPDIR', folder);
    await cli(['torch', `--url=${url}/`, '--suffix', '/pprof/wall', '--raw']);
    expect(asked[0]).toBe('/pprof/wall?seconds=30');
  });

  it('passes what is not its own to pprof', async () => {
    const path = join(folder, 'saved.pb.gz');
    await writeFile(path, bytes);
    const focused = await cli(['torch', '-r', '-focus', 'leaf', '-sample_index=type1', path]);
    expect(focused).toMatchObject({ status: 0, out: 'main;f;g;leaf 300\n' });
    const hidden = await cli(['torch', '-r', '--pprofArgs', '-hide=^f$', '-b', path]);
    expect(hidden.out).toBe('main 2\nmain;g;leaf 3\nmain;h 1\n');
    expect(asked).toEqual([]);
  });

  it('draws a saved profile to a file, or to stdout', async () => {
    const path = join(folder, 'picture.svg');
    const options = ['--title=A <b>', '--width', '900', '--hash', '--colors', 'mem', '--inverted'];
    const drawn = await cli(['torch', '-b', cpu, '-f', path, ...options]);
    expect(drawn).toMatchObject({ status: 0, out: '' });
    expect(drawn.err).toContain(`Writing svg to ${path}`);
    const svg = await readFile(path, 'utf8');
    expect(svg).toMatch(/width="900"/);
    expect(svg).toContain('A &lt;b&gt;');
    expect(svg).toContain('main.sortAll');
    const printed = await cli(['torch', '-b', cpu, '-p', ...options]);
    expect(printed.out).toBe(svg);
  });

  it('counts as many samples as the profile has', async () => {
    const { out } = await cli(['torch', '-r', cpu]);
    const counted = out
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
    const raw = await cli(['pprof', '-traces', '-sample_index=0', '-unit=count', cpu]);
    const traced = [...raw.out.matchAll(/^ {5,}(\d+) {2,}\S/gm)].map(([, count]) => Number(count));
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    expect(sum(counted)).toBe(36);
    expect(sum(traced)).toBe(36);
  });

  it.each([
    [['-f', 'torch.png'], "'torch.png' must end in .svg"],
    [['-t', '0'], "--seconds must be a whole number above 0, not '0'"],
    [['--width', 'wide'], '--width must be a whole number'],
    [['--colors', 'pink'], '--colors must be one of hot'],
    [['--file'], '--file needs a value'],
    [['--raw=1'], '--raw takes no value'],
    [['-top', cpu], 'leave out -top'],
    [['-nonsense', cpu], 'there is no flag -nonsense'],
  ])('refuses %j', async (argv, words) => {
    const { status, out, err } = await cli(['torch', ...argv]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(words);
  });

  it('says in one sentence that no service answers', async () => {
    const { status, err } = await cli(['torch', '-u', 'http://127.0.0.1:1', '-t', '1', '-r']);
    expect(status).toBe(1);
    expect(err).toContain('Nothing answers at');
  });
});
