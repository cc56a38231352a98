import type { CallGraph } from '../../../engine/callgraph/call-graph';
import type { Drawing } from './drawing';
import type { Layout, Point, Size } from './layout';
import { amount } from './walk';

/** Where one begins to look at a graph, and what stays in its place when it becomes another. */

/** Of the heaviest total: what weighs nearly as much is as good a beginning. */
const nearly = 0.9;

/**
 * The middle of the upper edge of where to begin: the uppermost of the nodes that weigh most, which is the caller
 * of all where there is one.
 */
export function startOf(graph: CallGraph, layout: Layout, boxes: readonly Size[]): Point {
  const weights = layout.nodes.map((_, node) => Math.abs(amount(graph.cum, node)));
  const least = nearly * weights.reduce((most, weight) => Math.max(most, weight), 0);
  let start: Point | null = null;
  layout.nodes.forEach(({ x, y }, node) => {
    const top = y - boxes[node]!.height / 2;
    if (weights[node]! >= least && (start === null || top < start.y)) start = { x, y: top };
  });
  return start ?? { x: 0, y: 0 };
}

/** What is in sight, and its middle, in points of the graph. */
export interface Sight {
  readonly middleOfGraph: Point;
  sees(at: Point): boolean;
}

/**
 * A node that both graphs have, with its place in each: the selected one where it is in sight, else the one that is
 * nearest to the middle of it. null where they have none in common.
 * @param nodeOfFrame of the graph that is to be shown now, as is `selected`
 */
export function anchorOf(
  old: Pick<Drawing, 'graph' | 'layout'>,
  now: Pick<Drawing, 'layout'>,
  nodeOfFrame: Int32Array,
  selected: number,
  sight: Sight,
): { readonly from: Point; readonly to: Point } | null {
  const { x: middleX, y: middleY } = sight.middleOfGraph;
  let anchor: { from: Point; to: Point } | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [node, frame] of old.graph.frame.entries()) {
    const to = nodeOfFrame[frame]!;
    if (to < 0) continue;
    const from = old.layout.nodes[node]!;
    const distance =
      to === selected && sight.sees(from) ? -1 : Math.hypot(from.x - middleX, from.y - middleY);
    if (distance >= least) continue;
    least = distance;
    anchor = { from, to: now.layout.nodes[to]! };
  }
  return anchor;
}

/** What some nodes take up, as a middle and a size. */
export function boundsOf(
  { layout, boxes }: Pick<Drawing, 'layout' | 'boxes'>,
  nodes: readonly number[],
): { readonly middle: Point; readonly box: Size } {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const node of nodes) {
    const { x, y } = layout.nodes[node]!;
    const { width, height } = boxes[node]!;
    left = Math.min(left, x - width / 2);
    right = Math.max(right, x + width / 2);
    top = Math.min(top, y - height / 2);
    bottom = Math.max(bottom, y + height / 2);
  }
  return {
    middle: { x: (left + right) / 2, y: (top + bottom) / 2 },
    box: { width: right - left, height: bottom - top },
  };
}
