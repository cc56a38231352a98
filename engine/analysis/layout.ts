import { atOnce, byRows, type Work, within } from '../work/work';
import { heaviness } from './heaviness';
import type { CallTree, FlameLayout } from './types';

/**
 * Where each node is drawn. Its width is its heaviness: the total where no value is negative; otherwise the
 * sum of absolute self values below, so that children never overhang their parent.
 *
 * @param side one side, or 'union' for the axis of a comparison, on which each node is as wide as its
 *   heaviest side needs. On one side's own axis, nodes that only the other side has are 0 wide.
 */
export function layoutFlame(tree: CallTree, side: number | 'union'): FlameLayout {
  return atOnce(layOutFlame(tree, side));
}

/** {@link layoutFlame} in parts. */
export function* layOutFlame(tree: CallTree, side: number | 'union'): Work<FlameLayout> {
  const width = isPlain(tree) ? tree.total[0]!.slice() : yield* within(0, 0.5, heaviness(tree, side));
  const start = tree.start?.slice() ?? new Float64Array(tree.length);
  let deepest = 0;
  const place = (from: number, to: number) => {
    for (let node = from; node < to; node++) {
      if (width[node]! > 0 && tree.depth[node]! > deepest) deepest = tree.depth[node]!;
      if (tree.start !== null) continue;
      let edge = start[node]!;
      const end = tree.firstChild[node]! + tree.childCount[node]!;
      for (let child = tree.firstChild[node]!; child < end; child++) {
        start[child] = edge;
        edge += width[child]!;
      }
    }
  };
  yield* within(0.5, 1, byRows(tree.length, place));
  return { length: tree.length, start, width, rows: deepest + 1 };
}

/** One side without negative values: there the total is the heaviness. */
export function isPlain(tree: CallTree): boolean {
  const [self] = tree.self;
  if (self === undefined || tree.self.length > 1) return false;
  for (let node = 0; node < tree.length; node++) if (self[node]! < 0) return false;
  return true;
}
