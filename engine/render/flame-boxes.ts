import type { CallTree, FlameLayout } from '../analysis/types';
import type { Work } from '../work/work';

/** From where on a box is drawn, in units of the drawing's axis. */
export interface Finest {
  /** A narrower box is not drawn by itself. */
  readonly box: number;
  /** Siblings below `box` are drawn as one where together they are at least so wide. */
  readonly rest: number;
}

/** What of a drawing is in sight at first, and how fine the drawing is there and elsewhere. */
export interface Sight {
  /** Edges on the axis. */
  readonly from: number;
  readonly to: number;
  readonly inside: Finest;
  readonly outside: Finest;
}

/** The boxes of a drawing: a caller before what it calls, siblings from left to right. Columns are parallel. */
export interface FlameBoxes {
  readonly node: readonly number[];
  /** The last of the siblings from `node` on that are drawn as one; -1: the box is the node's own. */
  readonly last: readonly number[];
  /** Deepest row that has a box, and 1. */
  readonly rows: number;
}

/** Children that are looked at in one part. */
const childrenInPart = 1 << 15;

/** Collects what is wide enough to be drawn, in any order of siblings. */
export function* collectBoxes(tree: CallTree, layout: FlameLayout, sight: Sight): Work<FlameBoxes> {
  const node: number[] = [];
  const last: number[] = [];
  /** Pairs of `node` and `last`, the next one at the end. */
  const waiting = [0, -1];
  const kids: number[] = [];
  let deepest = 0;
  const walk = (most: number) => {
    for (let looked = 0; looked < most && waiting.length > 0; looked++) {
      const end = waiting.pop()!;
      const begin = waiting.pop()!;
      node.push(begin);
      last.push(end);
      if (tree.depth[begin]! > deepest) deepest = tree.depth[begin]!;
      if (end >= 0) continue;
      kids.length = 0;
      drawnChildren(tree, layout, sight, begin, kids);
      looked += tree.childCount[begin]!;
      for (let at = kids.length - 2; at >= 0; at -= 2) waiting.push(kids[at]!, kids[at + 1]!);
    }
  };
  const whole = layout.width[0]! || 1;
  while (waiting.length > 0) {
    walk(childrenInPart);
    // From left to right: where the next box begins says how far it is.
    const next = waiting.at(-2);
    yield next === undefined ? 1 : Math.min(1, layout.start[next]! / whole);
  }
  return { node, last, rows: deepest + 1 };
}

/** Pushes pairs of `node` and `last` of the children that are drawn, by themselves or as one. */
function drawnChildren(
  tree: CallTree,
  { start, width }: FlameLayout,
  { from, to, inside, outside }: Sight,
  parent: number,
  found: number[],
): void {
  /** Narrow siblings side by side; -1 = none. */
  let first = -1;
  let end = -1;
  let edge = 0;
  let finest = outside;
  const join = () => {
    if (first >= 0 && edge - start[first]! >= finest.rest) found.push(first, end);
    first = -1;
  };
  const stop = tree.firstChild[parent]! + tree.childCount[parent]!;
  for (let child = tree.firstChild[parent]!; child < stop; child++) {
    const right = start[child]! + width[child]!;
    if (!(width[child]! > 0)) continue;
    const here = start[child]! < to && right > from ? inside : outside;
    if (width[child]! >= here.box) {
      join();
      found.push(child, -1);
      continue;
    }
    // In the order of time there are gaps between, in which the caller ran itself.
    if (first >= 0 && (here !== finest || start[child]! - edge > here.box)) join();
    if (first < 0) {
      first = child;
      finest = here;
    }
    end = child;
    edge = right;
  }
  join();
}
