import type { FlameData } from '../../../engine/worker/protocol';

/** A row of the tree as it is unfolded. */
export interface TreeRow {
  /** What tells it from all other rows of the tree. */
  readonly key: string;
  readonly level: number;
  readonly frame: number;
  /** Node of the call tree; -1 where the row stands for several. */
  readonly node: number;
  readonly isExpandable: boolean;
  readonly total: readonly number[];
  readonly self: readonly number[];
}

/** The nodes in sight, each below its parent: children of the root, and of every unfolded node. */
export function topDownRows(
  data: FlameData,
  unfolded: ReadonlySet<number>,
  keep: Uint8Array | null,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  /** Nodes to come, the next one last. */
  const ahead: { readonly node: number; readonly level: number }[] = [];
  const push = (node: number, level: number) => {
    const first = data.firstChild[node]!;
    for (let child = first + data.childCount[node]! - 1; child >= first; child--) {
      if (keep === null || keep[child] === 1) ahead.push({ node: child, level });
    }
  };
  if (data.parent.length > 0) push(0, 1);
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { node, level } = next;
    rows.push({
      key: String(node),
      level,
      frame: data.frame[node]!,
      node,
      isExpandable: data.childCount[node]! > 0,
      total: data.total.map((column) => column[node]!),
      self: data.self.map((column) => column[node]!),
    });
    if (unfolded.has(node)) push(node, level + 1);
  }
  return rows;
}

/** One byte per node: 1 where it matches, or has a match above or below it. */
export function keptNodes(data: FlameData, frameMatches: Uint8Array): Uint8Array {
  const { parent, frame } = data;
  const keep = new Uint8Array(parent.length);
  // Below a match: parents come before their children.
  for (let node = 1; node < keep.length; node++) {
    if (frameMatches[frame[node]!] === 1 || keep[parent[node]!] === 1) keep[node] = 1;
  }
  for (let node = keep.length - 1; node > 0; node--) if (keep[node] === 1) keep[parent[node]!] = 1;
  keep[0] = 0;
  return keep;
}

/** The nodes from a node to a leaf by the heaviest child of each, the given one first. */
export function heaviestPath(data: FlameData, from: number): readonly number[] {
  const path = [from];
  for (let node = from; data.childCount[node]! > 0; ) {
    const first = data.firstChild[node]!;
    let best = first;
    for (let child = first; child < first + data.childCount[node]!; child++) {
      if (weight(data, child) > weight(data, best)) best = child;
    }
    path.push(best);
    node = best;
  }
  return path;
}

function weight({ total }: FlameData, node: number): number {
  return total.reduce((most, column) => Math.max(most, Math.abs(column[node]!)), 0);
}

/** The ancestors of a node, without the root. */
export function ancestors({ parent }: FlameData, node: number): readonly number[] {
  const above: number[] = [];
  for (let at = parent[node] ?? -1; at > 0; at = parent[at]!) above.push(at);
  return above;
}
