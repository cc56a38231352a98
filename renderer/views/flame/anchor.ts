import type { Anchor } from '../contract';
import { depthOf, firstReaching, type Intervals, type NodeTable, nearestDrawn } from './tree';
import type { Viewport } from './viewport';
import { viewportOf } from './viewport';

/** How much wider than the viewport a node may be before one nearer to it is taken as its anchor. */
const looseness = 3;

/**
 * The anchor of what is shown: the uppermost node that holds the viewport and is not much wider.
 * @param reach per node, the value that fills a picture with it; see `reach` of Scene
 */
export function anchorOf(
  tree: NodeTable,
  at: Intervals,
  reach: (node: number) => number,
  view: Viewport,
): Anchor {
  const span = view.x1 - view.x0;
  let node = 0;
  while (at.width[node] > span * looseness) {
    const first = tree.firstChild[node];
    const end = first + tree.childCount[node];
    let child = first === end ? end : firstReaching(at, first, end, view.x0);
    while (child < end && at.start[child] + at.width[child] <= view.x0) child++;
    const holds = child < end && at.start[child] <= view.x0;
    if (!holds || at.start[child] + at.width[child] < view.x1) break;
    node = child;
  }
  const width = reach(node) || 1;
  return {
    node,
    from: (view.x0 - at.start[node]) / width,
    to: (view.x1 - at.start[node]) / width,
    scroll: view.scroll,
  };
}

/** Where a drawing shows an anchor. A node without width in it gives way to its nearest drawn caller. */
export function viewportAt(
  tree: NodeTable,
  at: Intervals,
  reach: (node: number) => number,
  anchor: Anchor,
): Viewport {
  const node = nearestDrawn(tree, at, anchor.node);
  const width = reach(node) || 1;
  const [from, to] = node === anchor.node ? [anchor.from, anchor.to] : [0, 1];
  return { x0: at.start[node] + from * width, x1: at.start[node] + to * width, scroll: anchor.scroll };
}

/** The anchor that fills a window of `heightPx` with one node. */
export function anchorOn(tree: NodeTable, node: number, heightPx: number): Anchor {
  const { scroll } = viewportOf(0, 1, depthOf(tree, node), heightPx);
  return { node, from: 0, to: 1, scroll };
}
