import { goRegExp } from '../pprof/regexp';
import type { CallTree } from './types';

/**
 * Finds frames whose name matches a regular expression of Go's, without regard to case. The root is no function and
 * never matches; an empty pattern matches nothing.
 *
 * @returns per frame row 1 where it matches; and per side the total of the outermost matching nodes, so
 *   that a match inside a match is not counted again.
 * @throws FlamebenchError 'bad-argument' for a broken pattern.
 */
export function searchTree(
  tree: CallTree,
  pattern: string,
): { readonly frameMatches: Uint8Array; readonly matched: number[] } {
  const frameMatches = new Uint8Array(tree.frames.length);
  if (pattern !== '') {
    const expression = goRegExp(`(?i)${pattern}`, `search ${pattern}`);
    for (let row = 1; row < frameMatches.length; row++) {
      if (expression.test(tree.frames.name[row]!)) frameMatches[row] = 1;
    }
  }
  const matched = tree.total.map(() => 0);
  /** 1 where the node or one of its ancestors matches. */
  const inside = new Uint8Array(tree.length);
  for (let node = 1; node < tree.length; node++) {
    if (inside[tree.parent[node]!] === 1) {
      inside[node] = 1;
    } else if (frameMatches[tree.frame[node]!] === 1) {
      inside[node] = 1;
      for (let side = 0; side < matched.length; side++) matched[side]! += tree.total[side]![node]!;
    }
  }
  return { frameMatches, matched };
}
