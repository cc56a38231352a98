import { goRegExp } from '../pprof/regexp';
import { byRows, type Work, within } from '../work/work';
import type { CallTree } from './types';

/**
 * Finds frames whose name matches a regular expression of Go's, without regard to case. The root is no function and
 * never matches; an empty pattern matches nothing.
 *
 * @returns per frame row 1 where it matches; and per side the total of the outermost matching nodes, so
 *   that a match inside a match is not counted again.
 * @throws FlamebenchError 'bad-argument' for a broken pattern.
 */
export function* searchTree(
  tree: CallTree,
  pattern: string,
): Work<{ readonly frameMatches: Uint8Array; readonly matched: number[] }> {
  const frameMatches = new Uint8Array(tree.frames.length);
  if (pattern !== '') {
    const expression = goRegExp(`(?i)${pattern}`, `search ${pattern}`);
    const test = (from: number, to: number) => {
      for (let row = Math.max(1, from); row < to; row++) {
        if (expression.test(tree.frames.name[row]!)) frameMatches[row] = 1;
      }
    };
    yield* within(0, 0.5, byRows(frameMatches.length, test, namesInPart));
  }
  const matched = tree.total.map(() => 0);
  /** 1 where the node or one of its ancestors matches. */
  const inside = new Uint8Array(tree.length);
  const sum = (from: number, to: number) => {
    for (let node = Math.max(1, from); node < to; node++) {
      if (inside[tree.parent[node]!] === 1) {
        inside[node] = 1;
      } else if (frameMatches[tree.frame[node]!] === 1) {
        inside[node] = 1;
        for (let side = 0; side < matched.length; side++) matched[side]! += tree.total[side]![node]!;
      }
    }
  };
  yield* within(0.5, 1, byRows(tree.length, sum));
  return { frameMatches, matched };
}

/** Patterns may be slow, and names long. */
const namesInPart = 1 << 11;
