import { breadthFirst, type GrownTree, NodeColumns } from './node-columns';
import {
  aheadLevels,
  emptyWalkers,
  ended,
  headEntries,
  type Paths,
  pathNumber,
  pathsOf,
  readAhead,
  type TreeSource,
  type Walkers,
} from './paths';
import type { TreeShape } from './types';

/** Runs of at most so many samples find their paths in the cache: 64 bytes each, one megabyte. */
const shortRun = 1 << 14;

/**
 * Grows a call tree, root first and depth first.
 *
 * The samples that pass through one node are neighbours, a *run*. A run reads each sample's next frame and
 * is split by it with a counting sort; the parts are the runs of the children. There is no hash, no object
 * per node and no recursion. What costs time is waiting for memory, as the paths of a run lie far apart. So
 * long runs read several frames at once and carry them along; short ones fit the cache, and depth first what
 * they read is still there for their children. Where all samples go the same way, nothing is moved.
 *
 * Children of one run are ordered by the shape's order, where heavy means the sum of their samples' values over all
 * sides: exact for one side without negative values, else only a first guess.
 *
 * @param rank place of each frame row in the order of names.
 * @throws FlamebenchError as {@link pathsOf}
 */
export function growTree(sources: readonly TreeSource[], rank: Int32Array, shape: TreeShape): GrownTree {
  const paths = pathsOf(sources, rank.length, shape);
  const root = shape.pivot?.frame ?? 0;
  if (shape.order !== 'time') {
    return { ...breadthFirst(growByRuns(paths, root, sources.length, rank, shape.order)), start: null };
  }
  const { self, ...grown } = breadthFirst(growInOrder(paths, root));
  return { ...grown, self: [self[0]!], start: self[1]! };
}

/**
 * The tree of one side's paths as they come: each goes as far as it can along the one before it. In place of
 * a second side, the nodes have the time at which they begin.
 */
function growInOrder({ entries, walkers }: Paths, root: number): NodeColumns {
  const nodes = new NodeColumns(2, expectedNodes(entries));
  let time = 0;
  nodes.add(-1, root, 0);
  /** The nodes of the last path, from the root, and how many. */
  let open = new Int32Array(256);
  let length = 1;
  for (let path = 0; path < walkers.begin.length; path++) {
    let at = walkers.begin[path]! + headEntries;
    let depth = 1;
    while (depth < length && entries[at] === nodes.frame[open[depth]!]!) {
      depth++;
      at++;
    }
    for (; entries[at] !== ended; at++) {
      if (depth === open.length) {
        const longer = new Int32Array(depth * 2);
        longer.set(open);
        open = longer;
      }
      const node = nodes.add(open[depth - 1]!, entries[at]!, depth);
      nodes.self[1]![node] = time;
      open[depth++] = node;
    }
    // What the path before had beyond this one is over.
    length = depth;
    nodes.self[0]![open[depth - 1]!]! += walkers.value[path]!;
    time += Math.abs(walkers.value[path]!);
  }
  return nodes;
}

/** The tree in which each function has one node among the children of a node. */
function growByRuns(
  { entries, walkers: start, side }: Paths,
  root: number,
  sides: number,
  rank: Int32Array,
  order: 'heavy' | 'name',
): NodeColumns {
  const count = start.begin.length;
  /** A run lies in one of the two; split, its parts lie at the same places of the other. */
  const walkers = [start, emptyWalkers(count, entries)] as const;
  const stepped = start.ahead[0].slice(0, Math.min(count, shortRun));
  const kids = new Kids(rank, order, count);
  const nodes = new NodeColumns(sides, expectedNodes(entries));
  const waiting = new RunStack();

  waiting.push(-1, root, 0, 0, count, 0);
  while (waiting.length > 0) {
    waiting.pop();
    const { from, to, which } = waiting;
    const now = walkers[which & 1]!;
    let { depth } = waiting;
    let node = nodes.add(waiting.parent, waiting.frame, depth);
    if (to - from === 1) {
      const first = now.begin[from]!;
      for (let at = first + headEntries + depth; entries[at] !== ended; at++) {
        node = nodes.add(node, entries[at]!, ++depth);
      }
      nodes.self[side[pathNumber(entries, first)]!]![node]! += now.value[from]!;
      continue;
    }
    const isShort = to - from <= shortRun;
    let frameOf: Paths['entries'];
    /** Where in `frameOf` the run's first sample is. */
    let shift: number;
    for (;;) {
      if (isShort) {
        frameOf = stepped;
        shift = from;
        const ahead = headEntries + depth;
        for (let i = from; i < to; i++) stepped[i - from] = entries[now.begin[i]! + ahead]!;
      } else {
        if (depth % aheadLevels === 0) readAhead(now, entries, from, to, depth);
        frameOf = now.ahead[depth % aheadLevels]!;
        shift = 0;
      }
      const frame = from < to ? frameOf[from - shift]! : ended;
      let same = from + 1;
      while (same < to && frameOf[same - shift] === frame) same++;
      if (same < to || frame === ended) break;
      node = nodes.add(node, frame, ++depth);
    }

    kids.split(frameOf, now.value, from, to, shift);
    if (nodes.self.length === 1) nodes.self[0]![node]! += kids.endedValue;
    else if (kids.ended > 0) {
      for (let i = from; i < to; i++) {
        if (frameOf[i - shift] !== ended) continue;
        nodes.self[side[pathNumber(entries, now.begin[i]!)]!]![node]! += now.value[i]!;
      }
    }
    // Backwards, so that the first child is taken from the stack first.
    for (let place = kids.length - 1, end = to - kids.ended; place >= 0; place--) {
      const kid = kids.inOrder[place]!;
      const first = end - kids.samples[kid]!;
      kids.start[kid] = first;
      waiting.push(node, kids.frame[kid]!, depth + 1, first, end, 1 - which);
      end = first;
    }
    if (kids.length === 0) continue;
    kids.move(now, walkers[1 - which]!, from, to, isShort ? aheadLevels : depth % aheadLevels);
  }
  return nodes;
}

/** Stacks of large profiles have much in common: so many frames mostly come to one node, or to more. */
const framesPerNode = 6;

function expectedNodes(entries: Paths['entries']): number {
  return Math.min(mostExpected, Math.ceil(entries.length / framesPerNode));
}

/** Beyond that, growing is cheap beside all the rest. */
const mostExpected = 1 << 24;

/** Runs that wait to become nodes. `pop` leaves the run's facts in the fields. */
class RunStack {
  length = 0;
  parent = 0;
  frame = 0;
  depth = 0;
  from = 0;
  to = 0;
  /** Which of the two arrays holds it. */
  which = 0;
  private facts = new Int32Array(6 * 1024);

  push(parent: number, frame: number, depth: number, from: number, to: number, which: number): void {
    const at = this.length++ * 6;
    if (at === this.facts.length) {
      const roomier = new Int32Array(this.facts.length * 2);
      roomier.set(this.facts);
      this.facts = roomier;
    }
    const { facts } = this;
    facts[at] = parent;
    facts[at + 1] = frame;
    facts[at + 2] = depth;
    facts[at + 3] = from;
    facts[at + 4] = to;
    facts[at + 5] = which;
  }

  pop(): void {
    const at = --this.length * 6;
    const { facts } = this;
    this.parent = facts[at]!;
    this.frame = facts[at + 1]!;
    this.depth = facts[at + 2]!;
    this.from = facts[at + 3]!;
    this.to = facts[at + 4]!;
    this.which = facts[at + 5]!;
  }
}

/** The children of one run while it is split. Kids are numbered as they are met. */
class Kids {
  length = 0;
  /** Samples of the run that have no next frame, and the sum of their values over all sides. */
  ended = 0;
  endedValue = 0;
  readonly frame: Int32Array;
  readonly samples: Int32Array;
  /** Where the next sample of a kid goes. */
  readonly start: Int32Array;
  readonly inOrder: Int32Array;
  /** `base` and the kid of a frame; below `base` where the frame is no kid of the current run's. */
  private readonly ofFrame: Float64Array;
  private base = 1;
  /** Per sample of the run: its kid, -1 where it has ended; while samples are moved, where each goes. */
  private readonly ofSample: Int32Array;
  private readonly weight: Float64Array;

  constructor(
    private readonly rank: Int32Array,
    private readonly order: 'heavy' | 'name',
    count: number,
  ) {
    this.ofSample = new Int32Array(count);
    const frames = rank.length;
    this.frame = new Int32Array(frames);
    this.samples = new Int32Array(frames);
    this.start = new Int32Array(frames);
    this.inOrder = new Int32Array(frames);
    this.ofFrame = new Float64Array(frames);
    this.weight = new Float64Array(frames);
  }

  /** Counts and weighs the kids of the run `from` … `to` - 1, and orders them. */
  split(frameOf: Paths['entries'], value: Float64Array, from: number, to: number, shift: number): void {
    const { frame, samples, ofFrame, inOrder, weight, ofSample } = this;
    const base = this.base + this.length;
    let length = 0;
    let endedHere = 0;
    let endedValue = 0;
    for (let i = from; i < to; i++) {
      const f = frameOf[i - shift]!;
      if (f === ended) {
        ofSample[i - from] = -1;
        endedHere++;
        endedValue += value[i]!;
        continue;
      }
      let kid = ofFrame[f]! - base;
      if (kid < 0) {
        kid = length++;
        ofFrame[f] = base + kid;
        frame[kid] = f;
        samples[kid] = 0;
        weight[kid] = 0;
        inOrder[kid] = kid;
      }
      ofSample[i - from] = kid;
      samples[kid]!++;
      weight[kid]! += value[i]!;
    }
    this.base = base;
    this.length = length;
    this.ended = endedHere;
    this.endedValue = endedValue;
    this.sort();
  }

  private sort(): void {
    const { weight, rank, frame, inOrder, length } = this;
    if (length < 2) return;
    if (this.order === 'name') weight.fill(0, 0, length);
    const compare = (a: number, b: number) => weight[b]! - weight[a]! || rank[frame[a]!]! - rank[frame[b]!]!;
    if (length > 12) {
      inOrder.subarray(0, length).sort(compare);
      return;
    }
    for (let i = 1; i < length; i++) {
      const kid = inOrder[i]!;
      let j = i;
      for (; j > 0 && compare(inOrder[j - 1]!, kid) > 0; j--) inOrder[j] = inOrder[j - 1]!;
      inOrder[j] = kid;
    }
  }

  /**
   * Moves each sample of a run to its kid's part, with the frames read ahead that are deeper than `level`.
   * Column by column: each loop then writes to a few places that move on, which memory is quick at.
   */
  move(now: Walkers, next: Walkers, from: number, to: number, level: number): void {
    const { start, ofSample } = this;
    const length = to - from;
    for (let i = 0; i < length; i++) {
      const kid = ofSample[i]!;
      if (kid >= 0) ofSample[i] = start[kid]!++;
    }
    moveInts(ofSample, now.begin, next.begin, from, length);
    moveDoubles(ofSample, now.value, next.value, from, length);
    for (let deeper = level + 1; deeper < aheadLevels; deeper++) {
      moveFrames(ofSample, now.ahead[deeper]!, next.ahead[deeper]!, from, length);
    }
  }
}

// One function a kind of array: a function that sees several kinds is compiled for none of them.

function moveInts(slot: Int32Array, now: Int32Array, next: Int32Array, from: number, length: number): void {
  for (let i = 0; i < length; i++) if (slot[i]! >= 0) next[slot[i]!] = now[from + i]!;
}

function moveDoubles(
  slot: Int32Array,
  now: Float64Array,
  next: Float64Array,
  from: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) if (slot[i]! >= 0) next[slot[i]!] = now[from + i]!;
}

function moveFrames(
  slot: Int32Array,
  now: Paths['entries'],
  next: Paths['entries'],
  from: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) if (slot[i]! >= 0) next[slot[i]!] = now[from + i]!;
}
