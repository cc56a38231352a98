import type { CallTree } from './types';

/** The structure of a tree and what ends at each node; totals follow from it. */
export type GrownTree = Pick<
  CallTree,
  'length' | 'parent' | 'frame' | 'firstChild' | 'childCount' | 'depth' | 'self' | 'start'
>;

/** A tree's columns while it grows depth first: typed arrays that are reallocated ahead of need. */
export class NodeColumns {
  length = 0;
  parent = new Int32Array(0);
  frame = new Int32Array(0);
  depth = new Int32Array(0);
  /** Per side. */
  readonly self: Float64Array[];

  /**
   * @param expected nodes that there is room for at once. What is never written to costs address space only, so a
   *   generous guess is cheaper than growing.
   */
  constructor(
    sides: number,
    private readonly expected: number,
  ) {
    this.self = Array.from({ length: sides }, () => new Float64Array(0));
  }

  /** Adds a node and returns its row. Columns may be new arrays afterwards. */
  add(parent: number, frame: number, depth: number): number {
    const node = this.length;
    if (node === this.parent.length) this.grow();
    this.length = node + 1;
    this.parent[node] = parent;
    this.frame[node] = frame;
    this.depth[node] = depth;
    return node;
  }

  private grow(): void {
    // A third more at a time keeps the copies few without holding twice the memory of a big tree.
    const capacity = Math.max(1024, this.expected, Math.ceil(this.length * 1.35));
    const ints = (column: Int32Array) => {
      const roomier = new Int32Array(capacity);
      roomier.set(column);
      return roomier;
    };
    this.parent = ints(this.parent);
    this.frame = ints(this.frame);
    this.depth = ints(this.depth);
    for (let side = 0; side < this.self.length; side++) {
      const roomier = new Float64Array(capacity);
      roomier.set(this.self[side]!);
      this.self[side] = roomier;
    }
  }
}

/**
 * The nodes, given depth first, renumbered breadth first. Taking each depth's nodes in the order they come
 * is enough: all children of a node come before those of the next node of its depth.
 *
 * The given columns are let go of one by one, since a large tree is held in two orders meanwhile.
 */
export function breadthFirst(nodes: NodeColumns): Omit<GrownTree, 'start'> {
  const { length } = nodes;
  let deepest = 0;
  for (let node = 0; node < length; node++) deepest = Math.max(deepest, nodes.depth[node]!);
  /** Where the next node of each depth goes. */
  const place = new Int32Array(deepest + 2);
  for (let node = 0; node < length; node++) place[nodes.depth[node]! + 1]!++;
  for (let depth = 0; depth < deepest; depth++) place[depth + 1]! += place[depth]!;

  const row = new Int32Array(length);
  const depth = new Int32Array(length);
  const parent = new Int32Array(length);
  const childCount = new Int32Array(length);
  for (let node = 0; node < length; node++) {
    const at = place[nodes.depth[node]!]!++;
    row[node] = at;
    depth[at] = nodes.depth[node]!;
    const above = nodes.parent[node]!;
    parent[at] = above < 0 ? -1 : row[above]!;
    if (above >= 0) childCount[parent[at]!]!++;
  }
  nodes.depth = nodes.parent = new Int32Array(0);

  const frame = new Int32Array(length);
  for (let node = 0; node < length; node++) frame[row[node]!] = nodes.frame[node]!;
  nodes.frame = new Int32Array(0);

  const self = nodes.self.map((grown, side) => {
    const column = new Float64Array(length);
    for (let node = 0; node < length; node++) column[row[node]!] = grown[node]!;
    nodes.self[side] = new Float64Array(0);
    return column;
  });

  const firstChild = row;
  for (let node = 0, next = 1; node < length; node++) {
    firstChild[node] = next;
    next += childCount[node]!;
  }
  return { length, parent, frame, firstChild, childCount, depth, self };
}
