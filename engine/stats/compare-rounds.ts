import { joinFrames, type LocationFrames } from '../analysis/frames';
import { prune } from '../analysis/prune';
import { sumStacks } from '../analysis/top';
import { growCallTree, type TreeSide } from '../analysis/tree';
import type { CallTree, FrameTable, TreeShape } from '../analysis/types';
import type { Profile } from '../model/profile';
import { type Work, within } from '../work/work';
import { type FlatAndCum, FunctionTallies } from './function-tallies';
import { falseShare, fewestSamples, judge } from './judge';
import { matchFrames, matchTrees } from './match-trees';
import { designOf, eachRound, type RoundsOf } from './rounds';
import { samplingVariance } from './sampling-error';
import { knowsNoise } from './scales';
import { Tally } from './tally';
import type { FrameSignificance, Significance } from './types';

/** Judging a node takes some 200 bytes. Deep in a tree of millions hardly one has samples enough anyway. */
const mostNodes = 500_000;

/**
 * Tells change from noise in a comparison, for every frame: see README.md. It goes by the samples alone.
 *
 * @param frames of the comparison, which give the answer its rows
 * @throws FlamebenchError 'bad-argument' where a side has no captures, or captures without requests are to be
 *   compared per request
 */
export function* compareFrames(frames: FrameTable, rounds: RoundsOf): Work<FrameSignificance> {
  const tallies = new FunctionTallies(frames.length, rounds);
  yield* tallies.fill(function* (capture, side, round) {
    addFunctions(tallies, side, round, yield* countFunctions(capture), frames);
  });
  const { design } = tallies;
  return {
    ...tallies.judge(),
    noise: knowsNoise(design.scales) ? 'rounds' : 'sampling',
    rounds: [rounds.before.length, rounds.after.length],
    paired: design.paired,
    falseShare,
    fewestSamples,
  };
}

/**
 * The same for every frame and node of the comparison's tree.
 * @throws FlamebenchError as {@link compareFrames}
 */
export function* compareRounds({
  tree,
  ...rounds
}: RoundsOf & { readonly tree: CallTree }): Work<Significance> {
  const significance = yield* within(0, 0.2, compareFrames(tree.frames, rounds));
  return { ...significance, nodes: yield* within(0.2, 1, compareNodes(tree, {}, rounds)) };
}

/**
 * The nodes alone.
 * @param shape the tree was grown in
 * @throws FlamebenchError as {@link compareFrames}
 */
export function* compareNodes(
  tree: CallTree,
  shape: Partial<TreeShape>,
  rounds: RoundsOf,
): Work<Significance['nodes']> {
  const design = designOf(rounds);
  const tally = () => new Tally(Math.min(tree.length, mostNodes), design.scales, design.paired);
  const [self, total] = [tally(), tally()];
  const growing = eachRound(rounds, [self, total], function* (capture, side, round) {
    const own = yield* within(0, 0.9, growWithNoise(capture, shape, tree.frames));
    if (own === null) return;
    const { nodes } = yield* within(0.9, 1, matchTrees(own, tree));
    self.add(side, round, nodes, own.self[0]!, own.self[1]!);
    total.add(side, round, nodes, own.total[0]!, own.total[1]!);
  });
  yield* within(0, 0.9, growing);
  const wholes = [total.value[0][0] ?? 0, total.value[1][0] ?? 0] as const;
  const judgedSelf = judge(self, design, wholes);
  yield 0.95;
  return { self: judgedSelf, total: judge(total, design, wholes) };
}

/** A capture, and what its functions come to. */
export interface CountedCapture {
  /** Without the frames that it asks to drop. */
  readonly profile: Profile;
  readonly frames: FrameTable;
  readonly ofLocation: LocationFrames;
  /** One a sample, and the variance that sampling gives it. */
  readonly values: Float64Array;
  readonly variances: Float64Array;
  readonly sums: FlatAndCum & { readonly whole: number };
  readonly noise: FlatAndCum & { readonly whole: number };
}

/** flat and cum of a capture's frames, their sum over all samples, and the variance that sampling gives all that. */
export function* countFunctions({ profile, sampleIndex }: TreeSide): Work<CountedCapture> {
  const shown = yield* within(0, 0.05, prune(profile));
  const { frames, ofLocation } = yield* within(0.05, 0.1, joinFrames([shown]));
  const sumsOf = function* (column: Float64Array) {
    const { flat, cum } = yield* sumStacks(shown, column, ofLocation[0]!, frames.length);
    let whole = 0;
    for (let row = 0; row < column.length; row++) whole += column[row]!;
    return { flat, cum, whole };
  };
  const values = profile.samples.values[sampleIndex]!;
  const variances = samplingVariance(profile, sampleIndex);
  return {
    profile: shown,
    frames,
    ofLocation: ofLocation[0]!,
    values,
    variances,
    sums: yield* within(0.1, 0.5, sumsOf(values)),
    noise: yield* within(0.5, 1, sumsOf(variances)),
  };
}

/** @param frames that the tallies have rows of */
export function addFunctions(
  tallies: FunctionTallies,
  side: 0 | 1,
  round: number,
  { sums, noise, ...capture }: CountedCapture,
  frames: FrameTable,
): void {
  tallies.add(side, round, matchFrames(capture.frames, frames), sums, noise);
  tallies.addWhole(side, round, sums.whole, noise.whole);
}

/**
 * The tree of one capture with two sides: its values, and the variance that sampling gives them. null where the capture
 * has not the function that the shape turns about.
 * @param frames whose rows the shape speaks of
 */
function* growWithNoise(
  { profile, sampleIndex }: TreeSide,
  shape: Partial<TreeShape>,
  frames: FrameTable,
): Work<CallTree | null> {
  const variance = samplingVariance(profile, sampleIndex);
  const widened: Profile = {
    ...profile,
    sampleTypes: [...profile.sampleTypes, profile.sampleTypes[sampleIndex]!],
    samples: { ...profile.samples, values: [...profile.samples.values, variance] },
  };
  const sides = [
    { profile: widened, sampleIndex },
    { profile: widened, sampleIndex: profile.sampleTypes.length },
  ];
  const { pivot = null, foldRecursion = false } = shape;
  if (pivot === null) return yield* growCallTree(sides, { order: 'name', foldRecursion });
  const shown = yield* within(0, 0.1, prune(profile));
  const joined = yield* within(0.1, 0.2, joinFrames([shown]));
  const own = joined.frames.name.indexOf(frames.name[pivot.frame]!, 1);
  if (own < 0) return null;
  const growth = growCallTree(sides, { order: 'name', foldRecursion, pivot: { ...pivot, frame: own } });
  return yield* within(0.2, 1, growth);
}
