import type { FrameTable } from '../analysis/types';
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
  readonly q: number;
}

/** What a gate says of a comparison. */
export type Verdict =
  | { readonly verdict: 'regressed'; readonly regressions: readonly Regression[] }
  /** Nothing rose for sure, and the whole did not rise by more than is allowed, also for sure. */
  | { readonly verdict: 'passed' }
  /** Nothing rose for sure, but the data could hide a rise beyond what is allowed. */
  | { readonly verdict: 'undecided'; readonly because: 'one-capture' | 'few-samples' | 'wide' };

/** A function that costs less than this share of the whole, on its dearer side, is too small to stop a build for. */
export const smallestGated = 0.01;

/**
 * Whether a comparison shows a regression: a rise of the whole, or of a function's flat or cum, that is no noise
 * and larger than `limit` times what it was before. A function that is new is held against the whole.
 */
export function gate(
  { frames, noise, whole }: FrameSignificance,
  { name, length }: FrameTable,
  limit: number,
): Verdict {
  const { flat, cum } = frames;
  const all = Math.max(Math.abs(whole.before[0]!), Math.abs(whole.after[0]!));
  const seen = [whole, cum].some(({ p }) => p.some((each) => !Number.isNaN(each)));
  if (!seen) return { verdict: 'undecided', because: 'few-samples' };
  if (noise === 'sampling') return { verdict: 'undecided', because: 'one-capture' };

  const rose = (judged: Judged, row: number) => {
    const before = judged.before[row]!;
    const reference = before > 0 ? before : all;
    return judged.changed[row] === 1 && judged.delta[row]! > limit * reference;
  };
  const found: Regression[] = [];
  const add = (judged: Judged, row: number, what: 'flat' | 'cum') =>
    found.push({
      name: row === 0 ? '' : name[row]!,
      what,
      before: judged.before[row]!,
      after: judged.after[row]!,
      ciLow: judged.ciLow[row]!,
      ciHigh: judged.ciHigh[row]!,
      q: judged.q[row]!,
    });
  if (rose(whole, 0)) add(whole, 0, 'cum');
  for (let row = 1; row < length; row++) {
    const gated = (judged: Judged) => judged.after[row]! >= smallestGated * all && rose(judged, row);
    if (gated(flat)) add(flat, row, 'flat');
    if (gated(cum)) add(cum, row, 'cum');
  }
  if (found.length > 0) {
    const rise = ({ before, after }: Regression) => after - before;
    return { verdict: 'regressed', regressions: found.sort((a, b) => rise(b) - rise(a)) };
  }
  const could = whole.ciHigh[0]! > limit * Math.abs(whole.before[0]!);
  return could || Number.isNaN(whole.ciHigh[0]!)
    ? { verdict: 'undecided', because: 'wide' }
    : { verdict: 'passed' };
}
