import { diffTable } from '../../engine/analysis/diff';
import { normalise } from '../../engine/analysis/normalise';
import { buildTree } from '../../engine/analysis/tree';
import type { CallTree, DiffTable, Normalisation } from '../../engine/analysis/types';
import { chooseSampleType, type ProfileInput } from './input';

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
