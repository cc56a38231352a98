import { FlamebenchError } from '../../proto/errors';
import { atOnce, type Work, within } from '../work/work';
import { nameRanks } from './order';
import { findOutermost } from './outermost';
import { sumFrames } from './top';
import type { CallTree, DiffTable } from './types';

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
    unit: tree.unit,
  };
}
