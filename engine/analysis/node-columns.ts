import { byRows, type Work, within } from '../work/work';
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
export function* breadthFirst(nodes: NodeColumns): Work<Omit<GrownTree, 'start'>> {
  const { length } = nodes;
  let deepest = 0;
  for (let node = 0; node < length; node++) deepest = Math.max(deepest, nodes.depth[node]!);
  /** Where the next node of each depth goes. */
  const place = new Int32Array(deepest + 2);
  for (let node = 0; node < length; node++) place[nodes.depth[node]! + 1]!++;
  for (let depth = 0; depth < deepest; depth++) place[depth + 1]! += place[depth]!;
  yield 0.1;

  const row = new Int32Array(length);
  const depth = new Int32Array(length);
  const parent = new Int32Array(length);
  const childCount = new Int32Array(length);
  const renumber = (from: number, to: number) => {
    const { depth: oldDepth, parent: oldParent } = nodes;
    for (let node = from; node < to; node++) {
      const at = place[oldDepth[node]!]!++;
      row[node] = at;
      depth[at] = oldDepth[node]!;
      const above = oldParent[node]!;
      parent[at] = above < 0 ? -1 : row[above]!;
      if (above >= 0) childCount[parent[at]!]!++;
    }
  };
  yield* within(0.1, 0.6, byRows(length, renumber));
  nodes.depth = nodes.parent = new Int32Array(0);

  const frame = yield* within(0.6, 0.7, moved(nodes.frame, row, new Int32Array(length)));
  nodes.frame = new Int32Array(0);
  const self: Float64Array[] = [];
  const sides = nodes.self.length;
  for (let side = 0; side < sides; side++) {
    const moving = moved(nodes.self[side]!, row, new Float64Array(length));
    self.push(yield* within(0.7 + (0.3 * side) / sides, 0.7 + (0.3 * (side + 1)) / sides, moving));
    nodes.self[side] = new Float64Array(0);
  }

  const firstChild = row;
  for (let node = 0, next = 1; node < length; node++) {
    firstChild[node] = next;
    next += childCount[node]!;
  }
  return { length, parent, frame, firstChild, childCount, depth, self };
}

/** A column in another order of rows. */
function* moved<C extends Int32Array | Float64Array>(column: C, row: Int32Array, to: C): Work<C> {
  yield* byRows(row.length, (from, end) => {
    for (let node = from; node < end; node++) to[row[node]!] = column[node]!;
  });
  return to;
}
