import type { Work } from '../work/work';
import type { CallTree } from './types';

/**
 * One byte per node: 1 where no ancestor has the same frame. Summing totals over these nodes only is what
 * counts recursion once, as pprof's cum does.
 */
export function findOutermost(tree: CallTree): Work<Uint8Array> {
  return findOutermostOf(tree, tree.frame, tree.frames.length);
}

/**
 * The same for any number that nodes have.
 * @param key per node 0 … `keys` - 1; a node of -1 has none and is never marked
 */
export function* findOutermostOf(tree: CallTree, key: Int32Array, keys: number): Work<Uint8Array> {
  const { length } = tree;
  const result = new Uint8Array(length);
  /** How often each key is on the path from the root to where the walk stands. */
  const onPath = new Int32Array(keys);
  let entered = 0;
  for (let node = length > 0 ? 0 : -1; node >= 0; ) {
    node = walkOn(tree, key, onPath, result, node);
    entered += nodesInPart;
    yield Math.min(1, entered / length);
  }
  return result;
}

const nodesInPart = 1 << 16;

/**
 * Enters and leaves nodes, depth first, from `start` on. Written out: called back at each node, as callers and callees
 * are found, it takes half as long again. @returns where to go on; -1 = that was all
 */
function walkOn(
  { parent, firstChild, childCount }: CallTree,
  key: Int32Array,
  onPath: Int32Array,
  result: Uint8Array,
  start: number,
): number {
  let node = start;
  for (let entered = 0; entered < nodesInPart; entered++) {
    if (key[node]! >= 0 && onPath[key[node]!]!++ === 0) result[node] = 1;
    if (childCount[node]! > 0) {
      node = firstChild[node]!;
      continue;
    }
    // Leave nodes until one has a next sibling.
    for (;;) {
      if (key[node]! >= 0) onPath[key[node]!]!--;
      const up = parent[node]!;
      if (up < 0) return -1;
      if (node + 1 < firstChild[up]! + childCount[up]!) {
        node++;
        break;
      }
      node = up;
    }
  }
  return node;
}
