import type { CallTree } from '../analysis/types';

/**
 * Visits every node, depth first, in the tree's order of children.
 * @param visit gets the node and the path to it: `path[0]` is the root's child, `path[depth - 1]` the node
 *   itself; entries beyond belong to others. Not called for the root.
 */
export function walkPaths(
  tree: CallTree,
  visit: (node: number, path: readonly number[], depth: number) => void,
): void {
  const path: number[] = [];
  const waiting: number[] = [];
  const push = (node: number) => {
    for (let i = tree.childCount[node]! - 1; i >= 0; i--) waiting.push(tree.firstChild[node]! + i);
  };
  if (tree.length > 0) push(0);
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    const depth = tree.depth[node]!;
    path[depth - 1] = node;
    visit(node, path, depth);
    push(node);
  }
}
