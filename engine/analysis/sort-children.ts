import { byRows, inTurn, type Work, within } from '../work/work';
import type { CallTree } from './types';

/**
 * How heavy each node is where values may be negative and sides may differ: |self| plus the children's
 * heaviness. It never cancels out, so a parent is at least as wide as its children together. Without
 * negative values it is the total.
 *
 * @param side one side, or 'union': at each node the heaviest side's |self|.
 */
export function* heaviness(tree: CallTree, side: number | 'union'): Work<Float64Array> {
  const columns = side === 'union' ? tree.self : [tree.self[side]!];
  const heavy = new Float64Array(tree.length);
  const largest = (self: Float64Array) =>
    byRows(tree.length, (from, to) => {
      for (let node = from; node < to; node++) heavy[node] = Math.max(heavy[node]!, Math.abs(self[node]!));
    });
  yield* inTurn([...columns.map(largest), sumUp(tree.parent, heavy)]);
  return heavy;
}

/** Adds each node's value to its parent's, the deepest first: self becomes total, in place. */
export function sumUp(parent: Int32Array, value: Float64Array): Work<void> {
  const { length } = value;
  return byRows(length, (from, to) => {
    const last = Math.max(1, length - to);
    for (let node = length - 1 - from; node >= last; node--) value[parent[node]!]! += value[node]!;
  });
}

/**
 * The same tree with siblings in order of weight, heaviest first, then by the rank of their frame. Nodes are
 * renumbered; a tree already in order comes back itself.
 */
export function* sortChildren(tree: CallTree, weight: Float64Array, rank: Int32Array): Work<CallTree> {
  const { length, frame, firstChild, childCount } = tree;
  const before = (a: number, b: number) => weight[b]! - weight[a]! || rank[frame[a]!]! - rank[frame[b]!]!;

  /** Old row of each new row. Filled breadth first, so children stay consecutive and behind their parent. */
  const old = new Int32Array(length);
  const newFirst = new Int32Array(length);
  const newParent = new Int32Array(length).fill(-1);
  let end = 1;
  let moved = false;
  const order = (first: number, last: number) => {
    for (let row = first; row < last; row++) {
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
  };
  yield* within(0, 0.5, byRows(length, order));
  if (!moved) return tree;

  const self = tree.self.map((column) => new Float64Array(column.length));
  const total = tree.total.map((column) => new Float64Array(column.length));
  const sorted = {
    frame: new Int32Array(length),
    childCount: new Int32Array(length),
    depth: new Int32Array(length),
  };
  const columns: readonly [Int32Array | Float64Array, Int32Array | Float64Array][] = [
    [frame, sorted.frame],
    [childCount, sorted.childCount],
    [tree.depth, sorted.depth],
    ...self.map((column, side): [Float64Array, Float64Array] => [tree.self[side]!, column]),
    ...total.map((column, side): [Float64Array, Float64Array] => [tree.total[side]!, column]),
  ];
  for (const [i, [from, to]] of columns.entries()) {
    pick(old, from, to);
    yield 0.5 + (0.5 * (i + 1)) / columns.length;
  }
  return { ...tree, ...sorted, parent: newParent, firstChild: newFirst, self, total };
}

function pick(rows: Int32Array, from: Int32Array | Float64Array, to: Int32Array | Float64Array): void {
  for (let row = 0; row < rows.length; row++) to[row] = from[rows[row]!]!;
}
