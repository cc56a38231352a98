import { byRows, inTurn, type Work } from '../work/work';
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
function sumUp(parent: Int32Array, value: Float64Array): Work<void> {
  const { length } = value;
  return byRows(length, (from, to) => {
    const last = Math.max(1, length - to);
    for (let node = length - 1 - from; node >= last; node--) value[parent[node]!]! += value[node]!;
  });
}
