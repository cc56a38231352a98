import { inCommonUnit } from '../../engine/analysis/common-unit';
import { diffProfiles } from '../../engine/analysis/diff';
import { normalise } from '../../engine/analysis/normalise';
import { buildTree } from '../../engine/analysis/tree';
import {
  type CallTree,
  type DiffTable,
  type Normalisation,
  type TreeShape,
  wholeShape,
} from '../../engine/analysis/types';
import type { FlameNoise } from '../../engine/flame/look';
import { noiseOf } from '../../engine/flame/noise';
import { sampleTypeNames } from '../../engine/model/sample-types';
import { compareFrames, compareNodes } from '../../engine/stats/compare-rounds';
import type { RoundsOf } from '../../engine/stats/rounds';
import type { FrameSignificance } from '../../engine/stats/types';
import { atOnce } from '../../engine/work/work';
import { type Basis, basisOf } from './basis';
import { chooseSampleType, counterpartOf, type PooledInput, type ProfileInput } from './input';
import type { Sides } from './sides';

/** What is compared: two sides, and whether their k-th captures were taken in turn. */
export interface ComparedInputs {
  readonly before: PooledInput;
  readonly after: PooledInput;
  readonly paired: boolean;
}

/** Two inputs on one tree, made comparable. */
export interface Comparison {
  readonly tree: CallTree;
  /** Name of the sample type compared. */
  readonly sampleType: string;
  readonly how: Normalisation['kind'];
}

/**
 * Aligns two inputs.
 * @param sampleType as {@link chooseSampleType} takes it; the second side's is what counts the same
 * @param shape of the tree
 * @throws FlamebenchError 'bad-argument' when a side lacks the type, or its requests where they are needed
 */
export function compareInputs(
  { before, after }: Pick<ComparedInputs, 'before' | 'after'>,
  asked: Basis,
  sampleType?: string,
  shape: TreeShape = wholeShape,
): Comparison {
  const how = basisOf(asked, before, after, sampleType);
  const { sides, sampleType: type } = columnsOf(before, after, sampleType);
  const tree = normalise(buildTree(sides, shape), normalisationOf(before, after, how));
  return { tree, sampleType: type, how };
}

/**
 * What of such a comparison may as well be noise, by node and by function.
 * @param shape that the tree was grown in
 * @throws FlamebenchError as {@link compareInputs}
 */
export function noiseIn(
  inputs: ComparedInputs,
  { tree, how }: Comparison,
  sampleType?: string,
  shape: TreeShape = wholeShape,
): FlameNoise {
  const rounds = roundsOf(inputs, how, chooseSampleType(inputs.before, sampleType));
  return noiseOf(atOnce(compareFrames(tree.frames, rounds)), atOnce(compareNodes(tree, shape, rounds)));
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
 * @throws FlamebenchError as {@link compareInputs}
 */
export function compareSides(sides: Sides, asked: Basis, sampleType?: string): JudgedComparison {
  const inputs = { before: sides.before.pooled, after: sides.after.pooled, paired: sides.paired };
  const { before, after } = inputs;
  const how = basisOf(asked, before, after, sampleType);
  const pair = columnsOf(before, after, sampleType);
  const diff = atOnce(diffProfiles(pair.sides, normalisationOf(before, after, how)));
  const rounds = roundsOf(inputs, how, chooseSampleType(before, sampleType));
  return {
    diff,
    sampleType: pair.sampleType,
    significance: atOnce(compareFrames(diff.frames, rounds)),
    how,
  };
}

function columnsOf(before: ProfileInput, after: ProfileInput, sampleType: string | undefined) {
  const index = chooseSampleType(before, sampleType);
  const sides = [
    { profile: before.profile, sampleIndex: index },
    { profile: after.profile, sampleIndex: counterpartOf(before, index, after) },
  ] as const;
  return { sides: inCommonUnit(sides), sampleType: sampleTypeNames(before.profile.sampleTypes)[index]! };
}

/** @param index row of the sample type in the first side */
function roundsOf(
  { before, after, paired }: ComparedInputs,
  normalisation: Normalisation['kind'],
  index: number,
): RoundsOf {
  const columns = [...before.captures, ...after.captures].map((input) => ({
    profile: input.profile,
    sampleIndex: counterpartOf(before, index, input),
  }));
  const captures = inCommonUnit(columns);
  const requests = (side: PooledInput) => side.captures.map((input) => input.requests);
  return {
    before: captures.slice(0, before.captures.length),
    after: captures.slice(before.captures.length),
    normalisation,
    requests: { before: requests(before), after: requests(after) },
    paired,
  };
}

function normalisationOf(
  before: ProfileInput,
  after: ProfileInput,
  how: Normalisation['kind'],
): Normalisation {
  return how === 'per-request' ? { kind: how, requests: [before.requests, after.requests] } : { kind: how };
}
