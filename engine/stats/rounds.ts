import { FlamebenchError } from '../../proto/errors';
import type { TreeSide } from '../analysis/tree';
import type { Normalisation } from '../analysis/types';
import { type Work, within } from '../work/work';
import type { Design } from './rounds-noise';
import { knowsNoise, scalesOf } from './scales';
import type { Tally } from './tally';

/** The captures behind a comparison. */
export interface RoundsOf {
  /** One capture a round, filtered like what is compared: its sides are all rounds of each, pooled. */
  readonly before: readonly TreeSide[];
  readonly after: readonly TreeSide[];
  /** How the sides were made comparable. */
  readonly normalisation: Normalisation['kind'];
  /** Requests of each capture, needed for 'per-request'. */
  readonly requests: { readonly before: readonly number[]; readonly after: readonly number[] } | null;
  /** The k-th captures of the sides were taken in turn. */
  readonly paired: boolean;
}

/**
 * How the rounds lie.
 * @throws FlamebenchError 'bad-argument' where a side has no captures, or captures without requests are to be
 *   compared per request
 */
export function designOf({ before, after, normalisation, requests, paired }: RoundsOf): Design {
  if (before.length === 0 || after.length === 0) {
    throw new FlamebenchError('bad-argument', 'comparison', { reason: 'a side has no captures' });
  }
  const ran = requests === null ? null : ([requests.before, requests.after] as const);
  return {
    scales: scalesOf([before, after], normalisation, ran),
    paired: paired && before.length === after.length,
  };
}

/** Shares beside values; null where there are none to add. */
export function sharesDesign(rounds: RoundsOf, { scales, paired }: Design): Design | null {
  if (rounds.normalisation === 'equal-totals' || !knowsNoise(scales)) return null;
  return { scales: scalesOf([rounds.before, rounds.after], 'equal-totals', null), paired };
}

/** Goes through the captures round by round, the first side's before the second's, and ends each pair. */
export function* eachRound(
  { before, after }: RoundsOf,
  tallies: readonly Pick<Tally, 'closePair'>[],
  take: (capture: TreeSide, side: 0 | 1, round: number) => Work<void>,
): Work<void> {
  const all = before.length + after.length;
  let taken = 0;
  for (let round = 0; round < Math.max(before.length, after.length); round++) {
    for (const side of [0, 1] as const) {
      const capture = [before, after][side]![round];
      if (capture === undefined) continue;
      yield* within(taken / all, (taken + 1) / all, take(capture, side, round));
      taken++;
    }
    for (const tally of tallies) tally.closePair();
  }
}
