import type { CallTree } from './types';

/** The structure of a tree and what ends at each node; totals follow from it. */
export type GrownTree = Pick<
  CallTree,
  'length' | 'parent' | 'frame' | 'firstChild' | 'childCount' | 'depth' | 'self'
>;

/** A tree's columns while it grows: typed arrays that are reallocated ahead of need, never per node. */
export class NodeColumns {
  length = 0;
  parent = new Int32Array(0);
  frame = new Int32Array(0);
  firstChild = new Int32Array(0);
  childCount = new Int32Array(0);
  depth = new Int32Array(0);
  readonly self: Float64Array[];

  constructor(sides: number) {
    this.self = Array.from({ length: sides }, () => new Float64Array(0));
  }

  /** Makes room for so many more nodes. Columns may be new arrays afterwards. */
  reserve(more: number): void {
    const need = this.length + more;
    if (need <= this.parent.length) return;
    // A quarter more than is there keeps the copies few without holding twice the memory on big trees.
    this.resize(Math.max(need, Math.ceil(this.parent.length * 1.25)));
  }

  /** Adds a childless node; `reserve` has made room. */
  add(parent: number, frame: number, depth: number): void {
    const node = this.length++;
    this.parent[node] = parent;
    this.frame[node] = frame;
    this.depth[node] = depth;
    this.firstChild[node] = node;
  }

  freeze(): GrownTree {
    this.resize(this.length);
    const { length, parent, frame, firstChild, childCount, depth, self } = this;
    return { length, parent, frame, firstChild, childCount, depth, self };
  }

  private resize(capacity: number): void {
    const { length } = this;
    const ints = (column: Int32Array) => {
      const roomier = new Int32Array(capacity);
      roomier.set(column.subarray(0, length));
      return roomier;
    };
    this.parent = ints(this.parent);
    this.frame = ints(this.frame);
    this.firstChild = ints(this.firstChild);
    this.childCount = ints(this.childCount);
    this.depth = ints(this.depth);
    for (let side = 0; side < this.self.length; side++) {
      const roomier = new Float64Array(capacity);
      roomier.set(this.self[side]!.subarray(0, length));
      this.self[side] = roomier;
    }
  }
}
