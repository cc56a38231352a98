import { FlamebenchError } from '../../proto/errors';
import { atOnce, type Work, within } from '../work/work';
import { alikeColumns, type TreeSide } from './columns';
import { joinFrames } from './frames';
import { normalisationFactors, normalise, normalisedUnit } from './normalise';
import { nameRanks } from './order';
import { findOutermost } from './outermost';
import { prune } from './prune';
import { type FrameSums, sumFrames, sumStacks } from './top';
import { growCallTree } from './tree';
import type { CallTree, DiffTable, FrameTable, Normalisation } from './types';

/**
 * Each frame's flat and cum on the two sides of a comparison, in the tree's normalisation. Ordered by the
 * size of the change of flat, then of cum, then by name. Frames that are 0 everywhere are left out.
 *
 * @throws FlamebenchError 'bad-argument' for a tree that has not two sides.
 */
export function diffTable(tree: CallTree): DiffTable {
  return atOnce(findDifferences(tree));
}

/** {@link diffTable} in parts. */
export function* findDifferences(tree: CallTree): Work<DiffTable> {
  if (tree.self.length !== 2) {
    throw new FlamebenchError('bad-argument', 'comparison', {
      reason: `it needs two profiles, not ${tree.self.length}`,
    });
  }
  const { frames } = tree;
  const isOutermost = yield* within(0, 0.6, findOutermost(tree));
  const before = yield* within(0.6, 0.8, sumFrames(tree, 0, isOutermost));
  const after = yield* within(0.8, 1, sumFrames(tree, 1, isOutermost));
  return diffOfSums(frames, before, after, tree.unit);
}

/**
 * {@link diffTable} of two profiles, straight from their samples. Where values are below 0, which may cancel out
 * in a stack, it goes by way of a tree.
 *
 * @throws FlamebenchError as `buildTree` and `normalise`
 */
export function* diffProfiles(sides: readonly [TreeSide, TreeSide], how: Normalisation): Work<DiffTable> {
  const { values, unit } = alikeColumns(sides);
  if (values.some((column) => column.some((value) => value < 0))) {
    const tree = yield* within(0, 0.8, growCallTree(sides));
    return yield* within(0.8, 1, findDifferences(normalise(tree, how)));
  }
  const profiles = [
    yield* within(0, 0.1, prune(sides[0].profile)),
    yield* within(0.1, 0.2, prune(sides[1].profile)),
  ];
  const { frames, ofLocation } = yield* within(0.2, 0.3, joinFrames(profiles));
  const sumsOf = (side: 0 | 1) =>
    within(
      0.3 + 0.35 * side,
      0.65 + 0.35 * side,
      sumStacks(profiles[side]!, values[side]!, ofLocation[side]!, frames.length),
    );
  const sums = [yield* sumsOf(0), yield* sumsOf(1)] as const;
  const totals = sums.map(({ total }) => Float64Array.of(total));
  const factors = normalisationFactors({ self: totals, total: totals }, how);
  const scaled = ({ flat, cum, total }: FrameSums, factor: number): FrameSums =>
    factor === 1
      ? { flat, cum, total }
      : { flat: flat.map((v) => v * factor), cum: cum.map((v) => v * factor), total: total * factor };
  const [before, after] = [scaled(sums[0], factors[0]!), scaled(sums[1], factors[1]!)];
  return diffOfSums(frames, before, after, normalisedUnit(unit, how));
}

/** The table of two sides' sums, which are made comparable already. */
function diffOfSums(frames: FrameTable, before: FrameSums, after: FrameSums, unit: string): DiffTable {
  const rank = nameRanks(frames);
  const change = (a: Float64Array, b: Float64Array) => a.map((value, row) => Math.abs(b[row]! - value));
  const flatChange = change(before.flat, after.flat);
  const cumChange = change(before.cum, after.cum);

  const columns = [before.flat, before.cum, after.flat, after.cum];
  const frame = Int32Array.from(frames.name.keys())
    .filter((row) => columns.some((column) => column[row] !== 0))
    .sort((a, b) => flatChange[b]! - flatChange[a]! || cumChange[b]! - cumChange[a]! || rank[a]! - rank[b]!);
  const pick = (column: Float64Array) => Float64Array.from(frame, (row) => column[row]!);
  return {
    length: frame.length,
    frames,
    frame,
    flatBefore: pick(before.flat),
    flatAfter: pick(after.flat),
    cumBefore: pick(before.cum),
    cumAfter: pick(after.cum),
    totalBefore: before.total,
    totalAfter: after.total,
    unit,
  };
}
