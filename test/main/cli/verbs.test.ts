import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { requireTool } from '../../helpers/require-tool';
import { textProfile } from '../../helpers/text-profile';
import { tempFolder } from '../services/temp-folder';
import { cli } from './capture-cli';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const cpu = fixture('go-cpu.pb.gz');
const heap = fixture('go-heap.pb.gz');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('top', () => {
  it('prints as many rows as asked for, below a heading with the sample type', async () => {
    const { status, out, err } = await cli(['top', cpu, '-n', '3']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain('go-cpu.pb.gz  cpu, nanoseconds');
    expect(lines[1]).toMatch(/flat\s+flat%\s+sum%\s+cum\s+cum%/);
  });

  it('takes a sample type by name or number', async () => {
    const byName = await cli(['top', heap, '--sample-type', 'alloc_objects']);
    expect(byName.out).toContain('alloc_objects, count');
    expect((await cli(['top', heap, '--sample-type', '0'])).out).toBe(byName.out);
  });

  it('names the sample types there are when asked for another', async () => {
    const { status, out, err } = await cli(['top', cpu, '--sample-type', 'walltime']);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain('samples, cpu');
  });
});

describe('diff', () => {
  it('finds no change between a profile and itself', async () => {
    const { status, out } = await cli(['diff', cpu, cpu, '--json']);
    expect(status).toBe(0);
    const { total, rows, unit, sampleType } = JSON.parse(out);
    expect({ unit, sampleType }).toEqual({ unit: 'nanoseconds', sampleType: 'cpu' });
    expect(total[0]).toBeGreaterThan(0);
    expect(total[0]).toBe(total[1]);
    expect(rows.length).toBeGreaterThan(0);
    for (const { flat, cum } of rows) expect([flat[0], cum[0]]).toEqual([flat[1], cum[1]]);
  });

  it('says why two files cannot be compared per request', async () => {
    const { status, err } = await cli(['diff', cpu, cpu, '--per-request']);
    expect(status).toBe(1);
    expect(err).toContain('no requests were counted');
  });

  it('brings sides of different units to the finer one, as go tool pprof does', async () => {
    const folder = tempFolder();
    const write = (name: string, unit: string, work: number) => {
      const path = join(folder, name);
      const stacks = `main  main\n work  rest\n ${work}  10`;
      writeFileSync(path, encodePprof(textProfile(stacks, [{ type: 'cpu', unit }])));
      return path;
    };
    const [ms, us] = [write('ms.pb', 'milliseconds', 30), write('us.pb', 'microseconds', 20_000)];
    const { unit, rows } = JSON.parse((await cli(['diff', ms, us, '--json'])).out);
    expect(unit).toBe('microseconds');
    const flat = Object.fromEntries(
      rows.map((row: { name: string; flat: number[] }) => [row.name, row.flat]),
    );
    expect(flat).toMatchObject({ work: [30_000, 20_000], rest: [10_000, 10] });
    const other = JSON.parse((await cli(['diff', us, ms, '--json'])).out);
    expect([other.unit, other.total]).toEqual(['microseconds', [20_010, 40_000]]);
    if (requireTool('go').skip) return;
    const args = ['-top', '-symbolize=none', '-unit=us', `-diff_base=${ms}`, us];
    const env = { ...process.env, PPROF_TMPDIR: folder };
    const oracle = execFileSync('go', ['tool', 'pprof', ...args], { encoding: 'utf8', env });
    expect(oracle).toMatch(/-10000us .* work/);
    expect(oracle).toMatch(/-9990us .* rest/);
  });

  it('says where totals cannot be made equal, as one is 0', async () => {
    const folder = tempFolder();
    const empty = join(folder, 'empty.pb');
    writeFileSync(empty, encodePprof(textProfile('main\n 0', [{ type: 'cpu', unit: 'nanoseconds' }])));
    const said = 'The total of empty.pb is 0, so totals cannot be made equal: values are as measured.';
    const { status, err } = await cli(['diff', empty, cpu, '--equal-totals']);
    expect(status).toBe(0);
    expect(err).toContain(said);
    const both = await cli(['diff', empty, empty, '--equal-totals', '--json']);
    expect(JSON.parse(both.out).warnings[0]).toContain('The total of empty.pb and of empty.pb is 0');
    const svg = join(folder, 'out.svg');
    expect((await cli(['convert', empty, cpu, svg, '--equal-totals'])).err).toContain(said);
    for (const how of ['--absolute', '--equal-totals']) {
      expect((await cli(['diff', cpu, how === '--absolute' ? empty : cpu, how])).err).not.toContain('is 0');
    }
  });

  it('refuses units that nothing leads between, and says which', async () => {
    const folder = tempFolder();
    const path = join(folder, 'count.pb');
    writeFileSync(path, encodePprof(textProfile('main\n 3', [{ type: 'cpu', unit: 'count' }])));
    const { status, err } = await cli(['diff', cpu, path]);
    expect(status).toBe(1);
    expect(err).toContain('one side counts in nanoseconds, the other in count');
  });

  it('tells sample types of one name apart', async () => {
    const path = join(tempFolder(), 'twice.pb');
    const types = ['objects', 'bytes'].map((unit) => ({ type: 'space', unit }));
    writeFileSync(path, encodePprof(textProfile('main  main\n a  b\n 1  2\n 100  300', types)));
    for (const [name, heaviest] of [
      ['space', '2objects'],
      ['space/bytes', '300B'],
      ['1', '300B'],
      ['space/objects', '2objects'],
    ]) {
      const { out } = await cli(['top', path, '--sample-type', name!]);
      expect(
        out.split('\n').find((line) => line.endsWith('  b')),
        name,
      ).toMatch(new RegExp(`^ *${heaviest} `));
    }
    expect((await cli(['top', path, '--sample-type', 'x'])).err).toContain('space, space/bytes');
    const { out } = await cli(['diff', path, path, '--sample-type', 'space/bytes', '--json']);
    expect(JSON.parse(out)).toMatchObject({ unit: 'bytes', sampleType: 'space/bytes', total: [400, 400] });
  });

  it('refuses profiles of different kinds', async () => {
    const { status, err } = await cli(['diff', cpu, heap]);
    expect(status).toBe(1);
    expect(err).toContain('go-heap.pb.gz has the sample types');
  });
});

describe('flame', () => {
  it.each([
    ['flame', [cpu]],
    ['convert', [cpu, cpu]],
  ])('%s writes a picture', async (verb, files) => {
    const picture = join(folder, `${verb}.svg`);
    const { status, out } = await cli([verb, ...files, picture]);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    const svg = await readFile(picture, 'utf8');
    expect(svg).toMatch(/<svg[\s>]/);
    expect(svg).toContain('go-cpu.pb.gz');
  });

  it('leaves an old picture alone when the profile cannot be read', async () => {
    const picture = join(folder, 'kept.svg');
    await cli(['flame', cpu, picture]);
    const before = await readFile(picture, 'utf8');
    expect((await cli(['flame', join(folder, 'missing.pb.gz'), picture])).status).toBe(1);
    expect(await readFile(picture, 'utf8')).toBe(before);
  });
});

describe('open', () => {
  it.runIf(process.platform === 'linux')(
    'shows no demo in place of what was named',
    async () => {
      vi.stubEnv('DISPLAY', '');
      vi.stubEnv('WAYLAND_DISPLAY', '');
      const began = performance.now();
      expect(await cli(['open', fileURLToPath(import.meta.url)])).toEqual({ status: 1, out: '', err: '' });
      expect(performance.now() - began).toBeLessThan(10_000);
      vi.unstubAllEnvs();
    },
    30_000,
  );

  it('refuses a file that is not there before anything starts', async () => {
    const { status, err } = await cli(['open', join(folder, 'missing.pb.gz')]);
    expect(status).toBe(1);
    expect(err).toContain('missing.pb.gz');
  });
});
