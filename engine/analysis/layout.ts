import { heaviness } from './sort-children';
import type { CallTree, FlameLayout } from './types';

/**
 * Where each node is drawn. Its width is its heaviness: the total where no value is negative; otherwise the
 * sum of absolute self values below, so that children never overhang their parent.
 *
 * @param side one side, or 'union' for the axis of a comparison, on which each node is as wide as its
 *   heaviest side needs. On one side's own axis, nodes that only the other side has are 0 wide.
 */
export function layoutFlame(tree: CallTree, side: number | 'union'): FlameLayout {
  const width = heaviness(tree, side);
  const start = new Float64Array(tree.length);
  let deepest = 0;
  for (let node = 0; node < tree.length; node++) {
    if (width[node]! > 0 && tree.depth[node]! > deepest) deepest = tree.depth[node]!;
    let edge = start[node]!;
    const end = tree.firstChild[node]! + tree.childCount[node]!;
    for (let child = tree.firstChild[node]!; child < end; child++) {
      start[child] = edge;
      edge += width[child]!;
    }
  }
  return { length: tree.length, start, width, rows: deepest + 1 };
}
