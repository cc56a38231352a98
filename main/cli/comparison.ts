import { diffTable } from '../../engine/analysis/diff';
import { normalise } from '../../engine/analysis/normalise';
import { buildTree } from '../../engine/analysis/tree';
import type { CallTree, DiffTable, Normalisation } from '../../engine/analysis/types';
import { compareRounds } from '../../engine/stats/compare-rounds';
import { accumulates } from '../../engine/stats/pool';
import type { Significance } from '../../engine/stats/types';
import { chooseSampleType, type ProfileInput } from './input';
import type { Side, Sides } from './sides';

/** Two inputs on one tree, made comparable. */
export interface Comparison {
  readonly tree: CallTree;
  readonly diff: DiffTable;
  /** Name of the sample type compared. */
  readonly sampleType: string;
}

/**
 * Aligns two inputs.
 * @param sampleType as {@link chooseSampleType} takes it; looked up by name on the second side
 * @throws FlamebenchError 'bad-argument' when a side lacks the type, or its requests where they are needed
 */
export function compareInputs(
  before: ProfileInput,
  after: ProfileInput,
  how: Normalisation['kind'],
  sampleType?: string,
): Comparison {
  const index = chooseSampleType(before, sampleType);
  const { type } = before.profile.sampleTypes[index]!;
  const union = buildTree([
    { profile: before.profile, sampleIndex: index },
    { profile: after.profile, sampleIndex: chooseSampleType(after, type) },
  ]);
  const tree = normalise(
    union,
    how === 'per-request' ? { kind: how, requests: [before.requests, after.requests] } : { kind: how },
  );
  return { tree, diff: diffTable(tree), sampleType: type };
}

/** A comparison that tells change from noise. */
export interface JudgedComparison extends Comparison {
  readonly significance: Significance;
  readonly how: Normalisation['kind'];
}

/**
 * Aligns two sides and judges every difference.
 * @param how 'fair': per request where all captures know their requests and what is counted accumulates; as
 *   measured otherwise, or by shares where one side has more captures than the other
 * @throws FlamebenchError as {@link compareInputs}
 */
export async function compareSides(
  { before, after, paired }: Sides,
  how: Normalisation['kind'] | 'fair',
  sampleType?: string,
): Promise<JudgedComparison> {
  const index = chooseSampleType(before.pooled, sampleType);
  const { type } = before.pooled.profile.sampleTypes[index]!;
  const known = before.pooled.requests > 0 && after.pooled.requests > 0;
  const kind = how === 'fair' ? fairBasis(known && accumulates(type), before, after) : how;
  const comparison = compareInputs(before.pooled, after.pooled, kind, String(index));
  const captures = ({ captures }: Side) =>
    captures.map((input) => ({ profile: input.profile, sampleIndex: chooseSampleType(input, type) }));
  const requests = ({ captures }: Side) => captures.map((input) => input.requests);
  const significance = await compareRounds({
    tree: comparison.tree,
    before: captures(before),
    after: captures(after),
    normalisation: kind,
    requests: { before: requests(before), after: requests(after) },
    paired,
  });
  return { ...comparison, significance, how: kind };
}

function fairBasis(perRequest: boolean, before: Side, after: Side): Normalisation['kind'] {
  if (perRequest) return 'per-request';
  return before.captures.length === after.captures.length ? 'absolute' : 'equal-totals';
}
