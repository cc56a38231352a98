import type { CallTree } from './types';

/**
 * How heavy each node is where values may be negative and sides may differ: |self| plus the children's
 * heaviness. It never cancels out, so a parent is at least as wide as its children together. Without
 * negative values it is the total.
 *
 * @param side one side, or 'union': at each node the heaviest side's |self|.
 */
export function heaviness(tree: CallTree, side: number | 'union'): Float64Array {
  const columns = side === 'union' ? tree.self : [tree.self[side]!];
  const heavy = new Float64Array(tree.length);
  for (const self of columns) {
    for (let node = 0; node < tree.length; node++)
      heavy[node] = Math.max(heavy[node]!, Math.abs(self[node]!));
  }
  for (let node = tree.length - 1; node > 0; node--) heavy[tree.parent[node]!]! += heavy[node]!;
  return heavy;
}

/**
 * The same tree with siblings in order of weight, heaviest first, then by the rank of their frame. Nodes are
 * renumbered; a tree already in order comes back itself.
 */
export function sortChildren(tree: CallTree, weight: Float64Array, rank: Int32Array): CallTree {
  const { length, frame, firstChild, childCount } = tree;
  const before = (a: number, b: number) => weight[b]! - weight[a]! || rank[frame[a]!]! - rank[frame[b]!]!;

  /** Old row of each new row. Filled breadth first, so children stay consecutive and behind their parent. */
  const old = new Int32Array(length);
  const newFirst = new Int32Array(length);
  const newParent = new Int32Array(length).fill(-1);
  let end = 1;
  let moved = false;
  for (let row = 0; row < length; row++) {
    const from = firstChild[old[row]!]!;
    const count = childCount[old[row]!]!;
    newFirst[row] = end;
    let inOrder = true;
    for (let i = 0; i < count; i++) {
      old[end + i] = from + i;
      newParent[end + i] = row;
      if (i > 0 && before(from + i - 1, from + i) > 0) inOrder = false;
    }
    if (!inOrder) {
      moved = true;
      old.subarray(end, end + count).sort(before);
    }
    end += count;
  }
  if (!moved) return tree;

  const ints = (column: Int32Array) => column.map((_, row) => column[old[row]!]!);
  const doubles = (column: Float64Array) => column.map((_, row) => column[old[row]!]!);
  return {
    ...tree,
    parent: newParent,
    frame: ints(frame),
    firstChild: newFirst,
    childCount: ints(childCount),
    depth: ints(tree.depth),
    self: tree.self.map(doubles),
    total: tree.total.map(doubles),
  };
}
