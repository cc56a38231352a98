import type { CallTree, FrameTable } from '../analysis/types';
import { byRows, type Work } from '../work/work';

/** Where the rows of one tree are in another of the same functions; -1 = nowhere. */
export interface TreeMatch {
  readonly frames: Int32Array;
  readonly nodes: Int32Array;
}

/** Finds a tree's frames and nodes in another tree, by the names on the way from the root. */
export function* matchTrees(from: CallTree, to: CallTree): Work<TreeMatch> {
  const frames = matchFrames(from.frames, to.frames);
  const nodes = new Int32Array(from.length).fill(-1);
  if (from.length > 0 && to.length > 0) nodes[0] = 0;
  /** By frame row of `to`: the child that bears it, and of which parent it is that. */
  const child = new Int32Array(to.frames.length);
  const parent = new Int32Array(to.frames.length).fill(-1);
  const match = (first: number, end: number) => {
    for (let node = first; node < end; node++) {
      const target = nodes[node]!;
      if (target < 0 || from.childCount[node] === 0) continue;
      const stop = to.firstChild[target]! + to.childCount[target]!;
      for (let row = to.firstChild[target]!; row < stop; row++) {
        child[to.frame[row]!] = row;
        parent[to.frame[row]!] = target;
      }
      const last = from.firstChild[node]! + from.childCount[node]!;
      for (let row = from.firstChild[node]!; row < last; row++) {
        const frame = frames[from.frame[row]!]!;
        if (frame >= 0 && parent[frame] === target) nodes[row] = child[frame]!;
      }
    }
  };
  yield* byRows(from.length, match);
  return { frames, nodes };
}

/** Where the frames of one table are in another, by name; -1 = nowhere. */
export function matchFrames(from: FrameTable, to: FrameTable): Int32Array {
  const rows = new Map<string, number>();
  // The first of equal names: frames of functions come before code that is named after its binary.
  for (let row = to.length - 1; row >= 0; row--) rows.set(to.name[row]!, row);
  const match = Int32Array.from({ length: from.length }, (_, row) => rows.get(from.name[row]!) ?? -1);
  match[0] = 0;
  return match;
}
