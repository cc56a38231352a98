/** The part of FlameData that drawing and hit-testing walk. Children are consecutive; parents come first. */
export interface NodeTable {
  readonly parent: Int32Array;
  readonly frame: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
}

/** Node intervals on the value axis; siblings follow each other without gaps. */
export interface Intervals {
  readonly start: Float64Array;
  readonly width: Float64Array;
}

/** Row of a node: 0 for the root. */
export function depthOf(tree: NodeTable, node: number): number {
  let depth = 0;
  for (let n = tree.parent[node]; n >= 0; n = tree.parent[n]) depth++;
  return depth;
}

/** Nodes from the root down to `node`, both included. */
export function pathTo(tree: NodeTable, node: number): number[] {
  const path: number[] = [];
  for (let n = node; n >= 0; n = tree.parent[n]) path.push(n);
  return path.reverse();
}

/** True when `node` is `ancestor` or lies below it. A parent's row is smaller, so the walk ends early. */
export function isWithin(tree: NodeTable, node: number, ancestor: number): boolean {
  let n = node;
  while (n > ancestor) n = tree.parent[n];
  return n === ancestor;
}

/**
 * The first of the consecutive siblings `from` … `end - 1` whose right edge is at or beyond `value`; `end`
 * when there is none. Right edges never decrease, zero widths included.
 */
export function firstReaching(at: Intervals, from: number, end: number, value: number): number {
  let low = from;
  let step = 1;
  // Gallop first: the answer is mostly near, and siblings can be many thousand.
  while (low + step < end && at.start[low + step - 1] + at.width[low + step - 1] < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(end, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at.start[middle] + at.width[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nearest node at or above `node` that has a width in this drawing; the root when none has. */
export function nearestDrawn(tree: NodeTable, at: Intervals, node: number): number {
  let n = node;
  while (n > 0 && !(at.width[n] > 0)) n = tree.parent[n];
  return n;
}
