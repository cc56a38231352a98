import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ProfileBuilder } from '../../../engine/model/builder';
import { defaultOptions, type ReportOptions } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { sourceCandidates } from '../../../engine/source/lookup';
import { runCodeReport } from '../../../engine/source/report';

const fixtures = fileURLToPath(new URL('../../fixtures/symbols', import.meta.url));
/** What `pprof -list='churn|main' -trim_path=/build -source_path=test/fixtures/symbols` printed of the profile. */
const golden = readFileSync(new URL('../../golden/source/list.txt', import.meta.url), 'utf8');

function hotProfile() {
  const builder = new ProfileBuilder([
    { type: 'samples', unit: 'count' },
    { type: 'cpu', unit: 'nanoseconds' },
  ]);
  const mapping = builder.mapping({ filename: '/build/hot', start: 0x1000n, limit: 0x2000n, has: 15 });
  const functionOf = (name: string, startLine: number, filename = '/build/hot.cc') =>
    builder.function({ name, filename, startLine });
  const mix = functionOf('work::mix', 5);
  const churn = functionOf('work::churn', 11);
  const main = functionOf('main', 0);
  const lost = functionOf('main_lost', 0, 'nowhere/lost.cc');
  const bare = functionOf('main_bare', 0, '');
  const at = (address: bigint, ...lines: [number, number][]) =>
    builder.location({ mapping, address, lines: lines.map(([f, line]) => ({ function: f, line })) });
  const root = at(0x1100n, [main, 24]);
  builder.sample([at(0x1010n, [mix, 7], [churn, 15]), root], [3, 30e6]);
  builder.sample([at(0x1014n, [mix, 8], [churn, 15]), root], [1, 10e6]);
  builder.sample([at(0x1018n, [churn, 16]), root], [120, 1200e6]);
  builder.sample([at(0x1200n, [lost, 3]), root], [1, 10e6]);
  builder.sample([at(0x1300n, [bare, 0]), root], [2, 20e6]);
  return builder.build();
}

const files = {
  folder: '/nowhere',
  read: (path: string) =>
    readFile(path, 'utf8').then(
      (text) => text,
      () => null,
    ),
};

async function list(pattern: string, options: Partial<ReportOptions>): Promise<string> {
  const request = {
    command: 'list',
    parameter: pattern,
    options: { ...defaultOptions(), ...options },
    place: utcPlace,
  };
  const ports = { files, open: () => Promise.reject(new Error('not asked for')), note: () => {} };
  const { output } = await runCodeReport(hotProfile(), request, ports);
  return output.kind === 'text' ? output.text : '';
}

describe('list', () => {
  it('prints what pprof prints', async () => {
    const text = await list('churn|main', { trim_path: '/build', source_path: fixtures });
    expect(text.replaceAll(fixtures, 'SOURCES')).toBe(golden);
  });

  it('finds a source below a folder of the name that the path has', async () => {
    const text = await list('work::mix', { source_path: `${fixtures}/../build/../symbols` });
    expect(text).toContain('ROUTINE ======================== work::mix in /build/hot.cc');
    expect(text).toContain(' Error: open /build/hot.cc: no such file or directory');
  });

  it('refuses a pattern that no function matches', async () => {
    await expect(list('absent', {})).rejects.toMatchObject({
      failure: { code: 'bad-argument', subject: 'list' },
    });
  });
});

describe('where sources are looked for', () => {
  it('is the path itself where it is absolute', () => {
    expect(sourceCandidates('/a/b.go', '/work/x', '')).toEqual(['/a/b.go']);
  });

  it('is each folder and all above it where it is relative', () => {
    expect(sourceCandidates('b.go', '/work/x:y/z', '')).toEqual([
      '/work/x/b.go',
      '/work/b.go',
      '/b.go',
      'y/z/b.go',
      'y/b.go',
      'b.go',
    ]);
  });

  it('is relative to what trimming leaves', () => {
    expect(sourceCandidates('/remote/proj/a/b.go', '/home/me/proj', '')[0]).toBe('/home/me/proj/a/b.go');
    expect(sourceCandidates('/remote/a/b.go', '/src', '/other:/remote')[0]).toBe('/src/a/b.go');
    expect(sourceCandidates('/proc/self/cwd/a.cc', '/src', '')[0]).toBe('/src/a.cc');
  });
});
