import { FlamebenchError } from '../../proto/errors';
import type { CallTree, Normalisation } from './types';

/**
 * The tree with its sides made comparable; structure and order of siblings stay. Columns that keep their
 * scale are shared with the given tree.
 *
 * - 'absolute': as measured.
 * - 'equal-totals': the second side times (first total ÷ second total); as measured where either is 0.
 * - 'per-request': each side divided by its requests, and the unit says so ('nanoseconds/request').
 *
 * @throws FlamebenchError 'bad-argument' for 'per-request' on a side without requests.
 */
export function normalise(tree: CallTree, how: Normalisation): CallTree {
  const factors = normalisationFactors(tree, how);
  const unit = normalisedUnit(tree.unit, how);
  if (unit === tree.unit && factors.every((factor) => factor === 1)) return tree;
  return { ...scaled(tree, factors), unit };
}

/** The unit of normalised values: 'nanoseconds/request' once they are divided by requests. */
export function normalisedUnit(unit: string, how: Normalisation): string {
  return how.kind === 'per-request' ? `${unit}/request` : unit;
}

/**
 * What the values of each side are multiplied by.
 * @throws FlamebenchError as {@link normalise}
 */
export function normalisationFactors(
  tree: Pick<CallTree, 'self' | 'total'>,
  how: Normalisation,
): readonly number[] {
  switch (how.kind) {
    case 'absolute':
      return tree.self.map(() => 1);
    case 'equal-totals': {
      const before = tree.total[0]![0]!;
      const after = tree.total[1]?.[0] ?? 0;
      return before === 0 || after === 0 ? tree.self.map(() => 1) : [1, before / after];
    }
    case 'per-request':
      return tree.self.map((_, side) => {
        const requests = how.requests[side] ?? 0;
        if (requests > 0 && Number.isFinite(requests)) return 1 / requests;
        throw new FlamebenchError('bad-argument', 'per request', {
          reason: `no requests were counted while the ${side === 0 ? 'first' : 'second'} profile was taken`,
        });
      });
  }
}

/** The tree with each side's values multiplied; see {@link normalisationFactors}. */
export function scaled(tree: CallTree, factors: readonly number[]): CallTree {
  const times = (column: Float64Array, side: number) => {
    const factor = factors[side] ?? 1;
    return factor === 1 ? column : column.map((value) => value * factor);
  };
  return { ...tree, self: tree.self.map(times), total: tree.total.map(times) };
}
