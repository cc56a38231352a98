import type { FrameTable } from '../analysis/types';
import { holm } from './false-discovery';
import type { FrameSignificance, Judged } from './types';

/** A cost that rose, for sure and by more than is allowed. */
export interface Regression {
  /** Function; '' is the whole. */
  readonly name: string;
  /** What rose: its own cost, or that of all it calls with it. */
  readonly what: 'flat' | 'cum';
  readonly before: number;
  readonly after: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  /** Its p, of a function corrected for all that the gate looks at. */
  readonly q: number;
}

/** What a gate says of a comparison. */
export type Verdict =
  | { readonly verdict: 'regressed'; readonly regressions: readonly Regression[] }
  /** Nothing rose for sure, and the whole did not rise by more than is allowed, also for sure. */
  | { readonly verdict: 'passed' }
  /** Nothing rose for sure, but the data could hide a rise beyond what is allowed. */
  | { readonly verdict: 'undecided'; readonly because: 'one-capture' | 'few-samples' | 'wide' };

/** The chance that a build is stopped by noise: half of it for the whole, half for all functions together. */
const falseAlarms = 0.05;

/** A function that costs less than this share of the whole, on its dearer side, is too small to stop a build for. */
export const smallestGated = 0.01;

/**
 * Whether a comparison shows a regression: a rise of the whole, or of a function's flat or cum, that is no noise
 * and larger than `limit` times what it was before. A function that is new is held against the whole.
 *
 * A table may call one in twenty of its changes wrongly, and be of use; a gate that did would stop a build whenever
 * much else changed. So here the chance of any false alarm is held, by Holm's correction.
 */
export function gate(
  { frames, noise, whole }: FrameSignificance,
  { name, length }: FrameTable,
  limit: number,
): Verdict {
  const all = Math.max(Math.abs(whole.before[0]!), Math.abs(whole.after[0]!));
  const seen = [whole, frames.cum].some(({ p }) => p.some((each) => !Number.isNaN(each)));
  if (!seen) return { verdict: 'undecided', because: 'few-samples' };
  if (noise === 'sampling') return { verdict: 'undecided', because: 'one-capture' };

  const found: Regression[] = [];
  const add = (judged: Judged, row: number, what: 'flat' | 'cum', q: number) => {
    const [before, after] = [judged.before[row]!, judged.after[row]!];
    const isRise = after - before > limit * (before > 0 ? before : all);
    if (!(q <= falseAlarms / 2 && isRise)) return;
    const interval = { ciLow: judged.ciLow[row]!, ciHigh: judged.ciHigh[row]! };
    found.push({ name: row === 0 ? '' : name[row]!, what, before, after, ...interval, q });
  };
  add(whole, 0, 'cum', whole.p[0]!);
  const asked = (['flat', 'cum'] as const).flatMap((what) =>
    Array.from({ length }, (_, row) => ({ what, judged: frames[what], row })).filter(
      ({ judged, row }) => row > 0 && judged.after[row]! >= smallestGated * all && judged.p[row]! >= 0,
    ),
  );
  const q = holm(asked.map(({ judged, row }) => judged.p[row]!));
  for (const [i, { what, judged, row }] of asked.entries()) add(judged, row, what, q[i]!);
  if (found.length > 0) {
    const rise = ({ before, after }: Regression) => after - before;
    return { verdict: 'regressed', regressions: found.sort((a, b) => rise(b) - rise(a)) };
  }
  const could = whole.ciHigh[0]! > limit * Math.abs(whole.before[0]!);
  return could || Number.isNaN(whole.ciHigh[0]!)
    ? { verdict: 'undecided', because: 'wide' }
    : { verdict: 'passed' };
}
