import { firstReaching, type Intervals, type NodeTable } from './tree';
import { rowPx, type Viewport } from './viewport';
import { narrowestBoxPx } from './visible';

/** What lies under a point of the picture. */
export type Hit =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'node'; readonly node: number; readonly row: number }
  /** A muted box: siblings too narrow to draw. `parent` is what calls them. */
  | { readonly kind: 'narrow'; readonly parent: number; readonly row: number };

const nothing: Hit = { kind: 'nothing' };

/** The node whose box contains a point given in CSS pixels from the upper left corner of the window. */
export function hitTest(
  tree: NodeTable,
  at: Intervals,
  view: Viewport,
  widthPx: number,
  xPx: number,
  yPx: number,
): Hit {
  if (at.width.length === 0) return nothing;
  const valuePerPx = (view.x1 - view.x0) / widthPx;
  const value = view.x0 + xPx * valuePerPx;
  const row = Math.floor((yPx + view.scroll) / rowPx);
  if (row < 0 || value < at.start[0] || value >= at.start[0] + at.width[0]) return nothing;
  let node = 0;
  for (let r = 1; r <= row; r++) {
    const first = tree.firstChild[node];
    const end = first + tree.childCount[node];
    let child = first === end ? end : firstReaching(at, first, end, value);
    // An edge belongs to the box on its right; widths of zero have no inside.
    while (child < end && at.start[child] + at.width[child] <= value) child++;
    // In the order of time there are gaps: there the caller ran itself.
    if (child >= end || at.start[child] > value) return nothing;
    if (at.width[child] < narrowestBoxPx * valuePerPx) {
      return r === row ? { kind: 'narrow', parent: node, row } : nothing;
    }
    node = child;
  }
  return { kind: 'node', node, row };
}

export type Direction = 'caller' | 'callee' | 'previous' | 'next';

/**
 * Where an arrow key leads from a node: its caller, its widest callee, or the neighbour in the same row
 * that shares its caller. The node itself where there is no such place.
 */
export function step(tree: NodeTable, at: Intervals, node: number, direction: Direction): number {
  if (direction === 'caller') return Math.max(0, tree.parent[node]);
  if (direction === 'callee') {
    const first = tree.firstChild[node];
    let widest = -1;
    for (let i = first; i < first + tree.childCount[node]; i++) {
      if (at.width[i] > 0 && (widest < 0 || at.width[i] > at.width[widest])) widest = i;
    }
    return widest < 0 ? node : widest;
  }
  const parent = tree.parent[node];
  if (parent < 0) return node;
  const first = tree.firstChild[parent];
  const end = first + tree.childCount[parent];
  const move = direction === 'next' ? 1 : -1;
  for (let i = node + move; i >= first && i < end; i += move) if (at.width[i] > 0) return i;
  return node;
}
