import { FlamebenchError } from '../../proto/errors';
import type { TreeSide } from '../analysis/tree';
import type { Normalisation } from '../analysis/types';
import { accumulates } from '../model/accumulates';

type BySide<T> = readonly [before: T, after: T];

/** What a comparison multiplies raw values by. */
export interface Scales {
  /** Of a side's sum over all rounds, to be the value in the comparison's tree. */
  readonly pooled: BySide<number>;
  /** Of a single round's value, to be that round's own estimate of the value in the tree. */
  readonly rounds: BySide<readonly number[]>;
  /**
   * What the sides come to, raw, where values are shares of it: the samples of a share are among those of the whole, so
   * it varies by less. Absent where they are not.
   */
  readonly wholes?: BySide<number>;
}

/** Whether the rounds tell the noise between them: else only sampling error is known. */
export function knowsNoise({ rounds }: Scales): boolean {
  return rounds.every((side) => side.length > 1);
}

/**
 * The scales of a comparison whose sides are pooled by `poolProfiles` and then normalised by `normalise`.
 *
 * @param requests of each capture; needed for 'per-request' alone
 * @throws FlamebenchError 'bad-argument' for 'per-request' where a capture has no requests
 */
export function scalesOf(
  sides: BySide<readonly TreeSide[]>,
  normalisation: Normalisation['kind'],
  requests: BySide<readonly number[]> | null,
): Scales {
  switch (normalisation) {
    case 'absolute':
      return absoluteScales(sides);
    case 'equal-totals':
      return equalTotals(sides);
    case 'per-request': {
      const counts = both((side) => countsOf(sides[side], requests?.[side] ?? []));
      return {
        pooled: both((side) => 1 / sum(counts[side])),
        rounds: both((side) => counts[side].map((count) => 1 / count)),
      };
    }
  }
}

/** Sums over rounds are estimated by as many times each round's own; means, of what stood at a moment, by itself. */
function absoluteScales(sides: BySide<readonly TreeSide[]>): Scales {
  const { profile, sampleIndex } = sides[0][0]!;
  const adds = accumulates(profile.sampleTypes[sampleIndex]!.type);
  return {
    pooled: both((side) => (adds ? 1 : 1 / sides[side].length)),
    rounds: both((side) => sides[side].map(() => (adds ? sides[side].length : 1))),
  };
}

function equalTotals(sides: BySide<readonly TreeSide[]>): Scales {
  const plain = absoluteScales(sides);
  const totals = both((side) => sides[side].map(totalOf));
  const [before, after] = both((side) => sum(totals[side]) * plain.pooled[side]);
  if (before === 0 || after === 0) return plain;
  return {
    wholes: both((side) => sum(totals[side])),
    pooled: [plain.pooled[0], (plain.pooled[1] * before) / after],
    rounds: both((side) => totals[side].map((total) => (total === 0 ? 0 : before / total))),
  };
}

function countsOf(captures: readonly TreeSide[], counts: readonly number[]): readonly number[] {
  if (counts.length === captures.length && counts.every((count) => count > 0)) return counts;
  throw new FlamebenchError('bad-argument', 'per request', {
    reason: 'no requests were counted while one of the captures was taken',
  });
}

const both = <T>(of: (side: 0 | 1) => T): [T, T] => [of(0), of(1)];
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

function totalOf({ profile, sampleIndex }: TreeSide): number {
  return sum(Array.from(profile.samples.values[sampleIndex]!));
}
