import { sampleColumn } from '../analysis/columns';
import { joinFrames, type LocationFrames } from '../analysis/frames';
import { prune } from '../analysis/prune';
import type { TreeSide } from '../analysis/tree';
import type { CallTree } from '../analysis/types';
import type { Profile } from '../model/profile';
import { byRows, samplesInPart, type Work, within } from '../work/work';

/** One side of a tree, as its samples tell more than the tree does. */
export interface SampleSide {
  /** Without the frames that the profile itself asks to drop. */
  readonly profile: Profile;
  /** As measured; times `factor` they are the tree's. */
  readonly values: Float64Array;
  readonly factor: number;
  /** Which frame rows of the tree a location stands for. */
  readonly frames: LocationFrames;
}

/** A tree together with the samples it was grown from. */
export interface SampledTree {
  readonly tree: CallTree;
  readonly sides: readonly SampleSide[];
}

/** The same where only the names of the frames matter. */
export interface SampledSides extends Pick<SampledTree, 'sides'> {
  readonly tree: Pick<CallTree, 'frames'>;
}

/** Values of one thing, one a side, normalised like the tree. */
export type SideValues = readonly number[];

/** The samples behind a tree that `buildTree` made of these sides. Frames get the rows they have in the tree. */
export function* sampledTree(
  tree: CallTree,
  sides: readonly TreeSide[],
  factors: readonly number[],
): Work<SampledTree> {
  const profiles: Profile[] = [];
  for (const [i, { profile }] of sides.entries()) {
    profiles.push(yield* within((0.8 * i) / sides.length, (0.8 * (i + 1)) / sides.length, prune(profile)));
  }
  const { ofLocation } = yield* within(0.8, 1, joinFrames(profiles));
  return {
    tree,
    sides: profiles.map((profile, side) => ({
      profile,
      values: sampleColumn(profile, sides[side]!.sampleIndex).values,
      factor: factors[side] ?? 1,
      frames: ofLocation[side]!,
    })),
  };
}

/** Σ|value| per side: what percentages are of. */
export function sideTotals({ sides }: Pick<SampledTree, 'sides'>): number[] {
  return sides.map(({ values, factor }) => {
    let total = 0;
    for (let row = 0; row < values.length; row++) total += Math.abs(values[row]!);
    return total * factor;
  });
}

/** A loop over the samples of all sides, in parts: `part` gets what it is to do with the samples of a side. */
export function* bySamples(
  { sides }: Pick<SampledTree, 'sides'>,
  part: (side: SampleSide, index: number) => (from: number, to: number) => void,
): Work<void> {
  for (const [index, side] of sides.entries()) {
    const loop = byRows(side.profile.samples.length, part(side, index), samplesInPart);
    yield* within(index / sides.length, (index + 1) / sides.length, loop);
  }
}

/** How much a row of values weighs where rows of several sides are ordered: its largest magnitude. */
export function heft(values: SideValues): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** Adds to one side of the row that a map has under a key; makes the row where there is none. */
export function addTo<K>(rows: Map<K, number[]>, key: K, side: number, sides: number, value: number): void {
  let row = rows.get(key);
  if (row === undefined) {
    row = new Array<number>(sides).fill(0);
    rows.set(key, row);
  }
  row[side]! += value;
}
