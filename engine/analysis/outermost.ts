import type { CallTree } from './types';

/**
 * One byte per node: 1 where no ancestor has the same frame. Summing totals over these nodes only is what
 * counts recursion once, as pprof's cum does.
 */
export function outermost(tree: CallTree): Uint8Array {
  const { parent, frame, firstChild, childCount, length } = tree;
  const result = new Uint8Array(length);
  /** How often each frame is on the path from the root to where the walk stands. */
  const onPath = new Int32Array(tree.frames.length);
  let node = 0;
  while (node >= 0 && length > 0) {
    if (onPath[frame[node]!]!++ === 0) result[node] = 1;
    if (childCount[node]! > 0) {
      node = firstChild[node]!;
      continue;
    }
    // Leave nodes until one has a next sibling.
    for (;;) {
      onPath[frame[node]!]!--;
      const up = parent[node]!;
      if (up < 0) return result;
      if (node + 1 < firstChild[up]! + childCount[up]!) {
        node++;
        break;
      }
      node = up;
    }
  }
  return result;
}
