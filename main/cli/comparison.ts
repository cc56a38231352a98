import { inCommonUnit } from '../../engine/analysis/common-unit';
import { diffProfiles } from '../../engine/analysis/diff';
import { normalise } from '../../engine/analysis/normalise';
import { buildTree } from '../../engine/analysis/tree';
import type { CallTree, DiffTable, Normalisation, TreeShape } from '../../engine/analysis/types';
import { accumulates } from '../../engine/model/accumulates';
import { sampleTypeNames } from '../../engine/model/sample-types';
import { compareFrames } from '../../engine/stats/compare-rounds';
import type { FrameSignificance } from '../../engine/stats/types';
import { atOnce } from '../../engine/work/work';
import { chooseSampleType, counterpartOf, type ProfileInput } from './input';
import type { Side, Sides } from './sides';

/** Two inputs on one tree, made comparable. */
export interface Comparison {
  readonly tree: CallTree;
  /** Name of the sample type compared. */
  readonly sampleType: string;
}

/**
 * Aligns two inputs.
 * @param sampleType as {@link chooseSampleType} takes it; the second side's is what counts the same
 * @param shape of the tree; whole stacks, heaviest first, where not given
 * @throws FlamebenchError 'bad-argument' when a side lacks the type, or its requests where they are needed
 */
export function compareInputs(
  before: ProfileInput,
  after: ProfileInput,
  how: Normalisation['kind'],
  sampleType?: string,
  shape?: TreeShape,
): Comparison {
  const { sides, sampleType: type } = pairOf(before, after, sampleType);
  const tree = normalise(buildTree(sides, shape), normalisationOf(before, after, how));
  return { tree, sampleType: type };
}

function pairOf(before: ProfileInput, after: ProfileInput, sampleType: string | undefined) {
  const index = chooseSampleType(before, sampleType);
  const sides = [
    { profile: before.profile, sampleIndex: index },
    { profile: after.profile, sampleIndex: counterpartOf(before, index, after) },
  ] as const;
  return { sides: inCommonUnit(sides), sampleType: sampleTypeNames(before.profile.sampleTypes)[index]! };
}

function normalisationOf(
  before: ProfileInput,
  after: ProfileInput,
  how: Normalisation['kind'],
): Normalisation {
  return how === 'per-request' ? { kind: how, requests: [before.requests, after.requests] } : { kind: how };
}

/** The functions of two sides, and which of their differences are change, which noise. */
export interface JudgedComparison {
  readonly diff: DiffTable;
  /** Name of the sample type compared. */
  readonly sampleType: string;
  /** Rows are those of `diff.frames`. */
  readonly significance: FrameSignificance;
  readonly how: Normalisation['kind'];
}

/**
 * Judges the differences of every function of two sides. No tree is grown for it.
 * @param how 'fair': per request where all captures know their requests and what is counted accumulates; as
 *   measured otherwise, or by shares where one side has more captures than the other
 * @throws FlamebenchError as {@link compareInputs}
 */
export function compareSides(
  { before, after, paired }: Sides,
  how: Normalisation['kind'] | 'fair',
  sampleType?: string,
): JudgedComparison {
  const index = chooseSampleType(before.pooled, sampleType);
  const { type } = before.pooled.profile.sampleTypes[index]!;
  const known = before.pooled.requests > 0 && after.pooled.requests > 0;
  const kind = how === 'fair' ? fairBasis(known && accumulates(type), before, after) : how;
  const pair = pairOf(before.pooled, after.pooled, String(index));
  const diff = atOnce(diffProfiles(pair.sides, normalisationOf(before.pooled, after.pooled, kind)));
  const columns = [...before.captures, ...after.captures].map((input) => ({
    profile: input.profile,
    sampleIndex: counterpartOf(before.pooled, index, input),
  }));
  const captures = inCommonUnit(columns);
  const requests = ({ captures }: Side) => captures.map((input) => input.requests);
  const rounds = {
    before: captures.slice(0, before.captures.length),
    after: captures.slice(before.captures.length),
    normalisation: kind,
    requests: { before: requests(before), after: requests(after) },
    paired,
  };
  return {
    diff,
    sampleType: pair.sampleType,
    significance: atOnce(compareFrames(diff.frames, rounds)),
    how: kind,
  };
}

function fairBasis(perRequest: boolean, before: Side, after: Side): Normalisation['kind'] {
  if (perRequest) return 'per-request';
  return before.captures.length === after.captures.length ? 'absolute' : 'equal-totals';
}
