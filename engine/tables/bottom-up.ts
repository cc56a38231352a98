import { compareBytewise } from '../analysis/order';
import type { CallTree } from '../analysis/types';
import { byRows, type Work } from '../work/work';
import { heft } from './sides';

/** Rows of a call tree that is read from the leaves upward: below a function stand its callers. */
export interface BottomUpRows {
  readonly frame: Int32Array;
  /** Per side: what the functions at the start of the path cost by themselves when called this way. */
  readonly value: readonly Float64Array[];
  /** 1 where there are callers to unfold. */
  readonly hasCallers: Uint8Array;
}

/**
 * The rows below a path of the tree turned upside down.
 *
 * @param path frame rows from the leaf on: [] asks for the functions that cost something by themselves, [f]
 *   for the callers of f, [f, g] for those of g where it called f.
 * @returns heaviest first, then by name
 */
export function* bottomUpRows(tree: CallTree, path: readonly number[]): Work<BottomUpRows> {
  const { frame, parent, self, frames } = tree;
  const sides = self.length;
  const sums = self.map(() => new Float64Array(frames.length));
  const touched = new Uint8Array(frames.length);
  const hasCallers = new Uint8Array(frames.length);
  yield* byRows(tree.length, (from, to) => {
    for (let leaf = Math.max(1, from); leaf < to; leaf++) {
      let node = leaf;
      for (let i = 0; i < path.length && node > 0; i++) node = frame[node] === path[i] ? parent[node]! : -1;
      if (node <= 0 || self.every((column) => column[leaf] === 0)) continue;
      const row = frame[node]!;
      touched[row] = 1;
      if (parent[node] !== 0) hasCallers[row] = 1;
      for (let side = 0; side < sides; side++) sums[side]![row]! += self[side]![leaf]!;
    }
  });
  const weights = Float64Array.from(touched.keys(), (row) => heft(sums.map((column) => column[row]!)));
  const order = Int32Array.from(touched.keys())
    .filter((row) => touched[row] === 1)
    .sort((a, b) => weights[b]! - weights[a]! || compareBytewise(frames.name[a]!, frames.name[b]!));
  return {
    frame: order,
    value: sums.map((column) => Float64Array.from(order, (row) => column[row]!)),
    hasCallers: Uint8Array.from(order, (row) => hasCallers[row]!),
  };
}
