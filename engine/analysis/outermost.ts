import type { CallTree } from './types';

/**
 * One byte per node: 1 where no ancestor has the same frame. Summing totals over these nodes only is what
 * counts recursion once, as pprof's cum does.
 */
export function outermost(tree: CallTree): Uint8Array {
  return outermostOf(tree, tree.frame, tree.frames.length);
}

/**
 * The same for any number that nodes have.
 * @param key per node 0 … `keys` - 1; a node of -1 has none and is never marked
 */
export function outermostOf(
  { parent, firstChild, childCount, length }: CallTree,
  key: Int32Array,
  keys: number,
): Uint8Array {
  const result = new Uint8Array(length);
  /** How often each key is on the path from the root to where the walk stands. */
  const onPath = new Int32Array(keys);
  let node = 0;
  while (node >= 0 && length > 0) {
    if (key[node]! >= 0 && onPath[key[node]!]!++ === 0) result[node] = 1;
    if (childCount[node]! > 0) {
      node = firstChild[node]!;
      continue;
    }
    // Leave nodes until one has a next sibling.
    for (;;) {
      if (key[node]! >= 0) onPath[key[node]!]!--;
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
