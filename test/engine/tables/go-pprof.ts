import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { buildTree } from '../../../engine/analysis/tree';
import type { Profile } from '../../../engine/model/profile';
import { type SampledTree, sampledTree } from '../../../engine/tables/sides';
import { atOnce } from '../../../engine/work/work';

export const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

/** What the installed `go tool pprof` prints, nothing trimmed, in the smallest unit. */
export function goReport(path: string, sampleIndex: number, unit: string, ...report: string[]): string[] {
  const options = ['-symbolize=none', '-nodefraction=0', '-edgefraction=0', '-nodecount=0', `-unit=${unit}`];
  const args = ['tool', 'pprof', ...report, ...options, `-sample_index=${sampleIndex}`, path];
  const env = { ...process.env, PPROF_TMPDIR: tmpdir() };
  const text = execFileSync('go', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
  return text.split('\n');
}

/** The number in '30ns', '1024B' or '3'. */
export const numberOf = (amount: string) => Number.parseFloat(amount);

/** The tree of one profile, as measured. */
export function sampledOf(profile: Profile, sampleIndex = 0): SampledTree {
  const sides = [{ profile, sampleIndex }];
  return atOnce(sampledTree(buildTree(sides), sides, [1]));
}

/** The tree of two profiles, as measured. */
export function sampledPair(before: Profile, after: Profile): SampledTree {
  const sides = [
    { profile: before, sampleIndex: 0 },
    { profile: after, sampleIndex: 0 },
  ];
  return atOnce(sampledTree(buildTree(sides), sides, [1, 1]));
}
