import type { CallTree } from '../analysis/types';
import type { Work } from '../work/work';

/** Nodes that are visited in one part: some milliseconds' worth. */
const nodesInPart = 1 << 14;

/** The way from the root's child down to a node, as text in UTF-8. Valid until the next visit. */
export interface PathText {
  readonly bytes: Uint8Array;
  /** How many of the bytes it takes. */
  readonly length: number;
}

/**
 * Visits every node but the root, depth first, in the tree's order of children, each with its path. Children
 * share the text of their parent's, so that a node costs no more than its own name.
 *
 * @param name of a frame row, in UTF-8
 * @param separator between names, an ASCII character
 */
export function* walkPaths(
  tree: CallTree,
  name: (frame: number) => Uint8Array,
  separator: string,
  visit: (node: number, path: PathText) => void,
): Work<void> {
  const path = { bytes: new Uint8Array(1 << 12), length: 0 };
  const between = separator.charCodeAt(0);
  /** Where the path to each depth ends. */
  const ends = [0];
  const waiting: number[] = [];
  const walk = (most: number) => {
    const { frame, depth } = tree;
    for (let walked = 0; walked < most && waiting.length > 0; walked++) {
      const node = waiting.pop()!;
      const row = depth[node]!;
      const text = name(frame[node]!);
      let at = ends[row - 1]!;
      const end = at + text.length + 1;
      if (end > path.bytes.length) {
        const grown = new Uint8Array(2 * end);
        grown.set(path.bytes.subarray(0, at));
        path.bytes = grown;
      }
      if (row > 1) path.bytes[at++] = between;
      path.bytes.set(text, at);
      path.length = at + text.length;
      ends[row] = path.length;
      visit(node, path);
      pushChildren(tree, node, waiting);
    }
  };
  if (tree.length > 0) pushChildren(tree, 0, waiting);
  for (let walked = nodesInPart; waiting.length > 0; walked += nodesInPart) {
    walk(nodesInPart);
    yield Math.min(1, walked / tree.length);
  }
}

/** The first child last, so that it is taken first. */
function pushChildren({ firstChild, childCount }: CallTree, node: number, waiting: number[]): void {
  const first = firstChild[node]!;
  for (let child = first + childCount[node]! - 1; child >= first; child--) waiting.push(child);
}
