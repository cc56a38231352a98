import { FlamebenchError } from '../../proto/errors';
import { ended } from './paths';

/** Places are 32 bits wide, and so is an array's length. */
const mostPlaces = 2 ** 29;

/**
 * Paths merged by what they begin with, kept as *chains*. The first path is one chain of frames, one behind the
 * other in memory; each later path goes along what is there, and what it has beyond that is a chain more, a *branch*
 * off the node where it left. A node is known by its place in `frames`.
 *
 * Most calls of a function lead to the same callee, so the first path through a node mostly went where the others go
 * too, and going along is comparing neighbours in memory. Only where a path leaves its chain is a branch looked up,
 * in one hash table for all: a few times a path, not once a frame.
 *
 * Chains follow each other in the order they were made, so that a branch is behind all it branches off from. In front
 * of each is its origin, the place it branches off from, as `~origin`: less than 0, it also ends the chain before.
 */
export class PathTrie {
  /** Frame rows by place, and what is in front of each chain. The root is a chain of its own. */
  frames: Int32Array;
  /** Places in use. */
  length = 3;
  /** Columns by place: per side, the value of the paths that end there. */
  readonly self: Float64Array[];
  /** Where each chain begins. */
  starts: Int32Array = new Int32Array(1 << 8);
  chains = 1;
  /** Where in its path the last {@link walk} ended. */
  at = 0;
  /** The slot that it looked in last. */
  private slot = 0;
  /** Nodes by depth: how many more there are than one depth higher. */
  private more: Int32Array = new Int32Array(1 << 8);
  /** Starts of branches, by the hash of origin and first frame; 0 = free. */
  private slots = new Int32Array(1 << 9);

  /**
   * @param expected places there is room for at once. What is never written to costs address space only, so a
   *   generous guess is cheaper than growing.
   */
  constructor(rootFrame: number, columns: number, expected: number) {
    this.frames = new Int32Array(Math.max(1 << 8, expected));
    this.self = Array.from({ length: columns }, () => new Float64Array(this.frames.length));
    this.frames[root] = rootFrame;
    this.frames[root + 1] = chainEnd;
    this.starts[0] = root;
    this.more[0] = 1;
    this.more[1] = -1;
  }

  /**
   * Goes along a path, which is followed by {@link ended}, as far as there are nodes for it.
   * @param at where in `path` to begin, at a child of `node`
   * @param before only along nodes at lower places, that is, those there were when `length` was that
   * @returns the last node; `at` is then where the rest of the path is
   */
  walk(path: Int32Array, at: number, node: number, before = this.length): number {
    const { frames } = this;
    let last = node;
    let next = at;
    for (;;) {
      while (frames[last + 1] === path[next]) {
        last++;
        next++;
      }
      const frame = path[next]!;
      if (frame === ended) break;
      this.slot = this.slotOf(last, frame);
      const branch = this.slots[this.slot]!;
      if (branch === 0 || branch >= before) break;
      last = branch;
      next++;
    }
    this.at = next;
    return last;
  }

  /**
   * Makes what is missing of a path.
   * @param depth of a node that would be at `path[0]`
   * @param at as of {@link walk}
   * @returns the node at which the path ends
   */
  add(path: Int32Array, at: number, node: number, depth: number): number {
    const last = this.walk(path, at, node);
    const from = this.at;
    if (path[from] === ended) return last;
    this.slots[this.slot] = this.length;
    const end = this.append(last, path, from, depth + from);
    if (this.chains * 2 > this.slots.length) this.growSlots();
    return end;
  }

  /** Adds the rest of a path as a chain. @param depth of its first node @returns its last node */
  append(origin: number, path: Int32Array, from: number, depth: number): number {
    let to = from + 1;
    while (path[to] !== ended) to++;
    const start = this.length;
    const end = start + to - from;
    if (end >= this.frames.length) this.growFrames(end + 1);
    const { frames } = this;
    frames[start - 1] = ~origin;
    for (let at = from, place = start; at < to; ) frames[place++] = path[at++]!;
    frames[end] = chainEnd;
    this.length = end + 1;
    const below = depth + to - from;
    if (below >= this.more.length) this.more = longer(this.more, below * 2);
    this.more[depth]!++;
    this.more[below]!--;
    if (this.chains === this.starts.length) this.starts = longer(this.starts, this.chains * 2);
    this.starts[this.chains++] = start;
    return end - 1;
  }

  /** Where a chain branches off. */
  originOf(chain: number): number {
    return ~this.frames[this.starts[chain]! - 1]!;
  }

  /** How many nodes each depth has, from the root's on; 0 behind the deepest. */
  nodesByDepth(): Int32Array {
    const { more } = this;
    const counts = new Int32Array(more.length);
    for (let depth = 0, count = 0; depth < more.length; depth++) {
      count += more[depth]!;
      counts[depth] = count;
    }
    return counts;
  }

  /** The slot that holds the branch, or the free one where it would go. */
  private slotOf(origin: number, frame: number): number {
    const { slots, frames } = this;
    const mask = slots.length - 1;
    let hash = Math.imul(origin, 0x9e3779b1) ^ Math.imul(frame, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const start = slots[slot]!;
      if (start === 0 || (frames[start] === frame && frames[start - 1] === ~origin)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let chain = 1; chain < this.chains; chain++) {
      const start = this.starts[chain]!;
      this.slots[this.slotOf(this.originOf(chain), this.frames[start]!)] = start;
    }
  }

  private growFrames(least: number): void {
    if (least > mostPlaces) {
      throw new FlamebenchError('too-large', '', { limitBytes: mostPlaces * this.frames.BYTES_PER_ELEMENT });
    }
    const capacity = Math.min(mostPlaces, Math.max(least, this.frames.length * 2));
    this.frames = longer(this.frames, capacity);
    for (let side = 0; side < this.self.length; side++) {
      const column = new Float64Array(capacity);
      column.set(this.self[side]!);
      this.self[side] = column;
    }
  }
}

/** The place of the root. */
export const root = 1;
/** Behind the last chain: less than 0, as what is in front of the next will be. */
const chainEnd = -1;

function longer(column: Int32Array, length: number): Int32Array {
  const copy = new Int32Array(length);
  copy.set(column);
  return copy;
}
