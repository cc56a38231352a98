import type { CallTree } from '../analysis/types';
import type { Judged, Significance } from './types';

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
export function gate({ frames, noise, nodes }: Significance, tree: CallTree, limit: number): Verdict {
  const root = nodes.total;
  const whole = Math.max(Math.abs(root.before[0]!), Math.abs(root.after[0]!));
  const seen = root.p.some((p) => !Number.isNaN(p));
  if (!seen) return { verdict: 'undecided', because: 'few-samples' };
  if (noise === 'sampling') return { verdict: 'undecided', because: 'one-capture' };

  const rose = (judged: Judged, row: number) => {
    const before = judged.before[row]!;
    const reference = before > 0 ? before : whole;
    return judged.changed[row] === 1 && judged.delta[row]! > limit * reference;
  };
  const found: Regression[] = [];
  const add = (judged: Judged, row: number, name: string, what: 'flat' | 'cum') =>
    found.push({
      name,
      what,
      before: judged.before[row]!,
      after: judged.after[row]!,
      ciLow: judged.ciLow[row]!,
      ciHigh: judged.ciHigh[row]!,
      q: judged.q[row]!,
    });
  if (rose(root, 0)) add(root, 0, '', 'cum');
  const { flat, cum } = frames;
  for (let row = 1; row < tree.frames.length; row++) {
    const name = tree.frames.name[row]!;
    const gated = (judged: Judged) => judged.after[row]! >= smallestGated * whole && rose(judged, row);
    if (gated(flat)) add(flat, row, name, 'flat');
    if (gated(cum)) add(cum, row, name, 'cum');
  }
  if (found.length > 0) {
    const rise = ({ before, after }: Regression) => after - before;
    return { verdict: 'regressed', regressions: found.sort((a, b) => rise(b) - rise(a)) };
  }
  const could = root.ciHigh[0]! > limit * Math.abs(root.before[0]!);
  return could || Number.isNaN(root.ciHigh[0]!)
    ? { verdict: 'undecided', because: 'wide' }
    : { verdict: 'passed' };
}
