import type { Normalisation } from '../analysis/types';
import { accumulates } from '../model/accumulates';
import { alikeLengths, differ } from './warnings';

/** What of a side of a comparison says how much went on while it was measured, all its rounds together. */
export interface BasisSide {
  /** Requests that ran meanwhile; 0 = unknown. */
  readonly requests: number;
  /** How long it was measured, in whatever unit both sides have; 0 = unknown. */
  readonly duration: number;
  /** Captures that it is made of. */
  readonly captures: number;
}

/**
 * The basis on which two sides are on equal terms, where nobody asks for another. The first of these that holds:
 *
 * 1. What stood at a moment, memory in use or goroutines: as measured. Neither requests nor time add to it, rounds of it
 *    are averaged, and shares of equal totals would hide the very leak that one looks for.
 * 2. Requests of both known: per request. It alone holds where traffic, length and rounds all differ.
 * 3. Lengths of one or both known: as measured where they are alike, for equal time is equal terms; else by equal totals.
 *    Time goes before the number of captures, since three of ten seconds are as much as one of thirty.
 *    A length that only one side knows says nothing of the other, and equal totals claim nothing of either.
 * 4. No length known: as measured where both sides have as many captures; else by equal totals.
 *
 * @param sampleType what is compared, by its name
 */
export function fairBasis(sampleType: string, before: BasisSide, after: BasisSide): Normalisation['kind'] {
  if (!accumulates(sampleType)) return 'absolute';
  if (before.requests > 0 && after.requests > 0) return 'per-request';
  const lengths = [before.duration, after.duration] as const;
  const alike = lengths.some((length) => length > 0)
    ? lengths.every((length) => length > 0) && !differ(...lengths, alikeLengths)
    : before.captures === after.captures;
  return alike ? 'absolute' : 'equal-totals';
}
