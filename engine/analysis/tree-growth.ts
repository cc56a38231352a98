import type { SampleTable } from '../model/profile';
import type { LocationFrames } from './frames';
import { breadthFirst, type GrownTree, NodeColumns } from './node-columns';
import type { ChildOrder } from './types';

/** What one side of a tree grows from. */
export interface TreeSource {
  readonly samples: SampleTable;
  readonly values: Float64Array;
  readonly frames: LocationFrames;
}

/**
 * The samples that are still on their way from the root to their leaf. Those that stand at one node are
 * neighbours: a *run*. Samples of all sides are numbered through.
 */
interface Walkers {
  readonly sample: Int32Array;
  /** Where each stands in its side's `stacks`. */
  readonly at: Int32Array;
  /** Inline lines of that location still to come. */
  readonly linesLeft: Int32Array;
}

/** In place of a frame: the sample's stack has ended. */
const ended = -1;

/**
 * Grows a call tree, root first and depth first.
 *
 * A run reads each of its samples' next frame and is split by it with a counting sort; the parts are the runs
 * of the children. There is no hash, no object per node and no recursion. Depth first, because a run that has
 * become small then stays in the processor's caches, stacks included, until all below it is done; a run of
 * one sample is just its stack read to the end.
 *
 * Children of one run are ordered by `order`, where heavy means the sum of their samples' values over all
 * sides: exact for one side without negative values, else only a first guess.
 *
 * @param rank place of each frame row in the order of names.
 */
export function growTree(sources: readonly TreeSource[], rank: Int32Array, order: ChildOrder): GrownTree {
  const bounds = [0];
  for (const source of sources) bounds.push(bounds[bounds.length - 1]! + source.samples.length);
  const values = joined(sources.map((source) => source.values));
  const { count, ...start } = startingWalkers(sources, values);
  /** Runs of even and of odd depth: a run is split into the same places of the other's arrays. */
  const walkers = [start, emptyWalkers(count)] as const;
  const frameOf = new Int32Array(count);
  const kids = new Kids(rank, order);
  const nodes = new NodeColumns(sources.length);
  const waiting = new RunStack();

  const sideOf = (sample: number): number => {
    let side = 0;
    while (sample >= bounds[side + 1]!) side++;
    return side;
  };
  const endAt = (node: number, sample: number): void => {
    nodes.self[sideOf(sample)]![node]! += values[sample]!;
  };

  waiting.push(-1, 0, 0, 0, count);
  while (waiting.length > 0) {
    waiting.pop();
    const { parent, frame, depth, from, to } = waiting;
    const node = nodes.add(parent, frame, depth);
    const now = walkers[depth & 1]!;
    if (to - from === 1) {
      const sample = now.sample[from]!;
      const side = sideOf(sample);
      const leaf = readToLeaf(
        nodes,
        node,
        depth,
        sources[side]!,
        sample - bounds[side]!,
        now.at[from]!,
        now.linesLeft[from]!,
      );
      endAt(leaf, sample);
      continue;
    }

    for (let side = 0; side < sources.length; side++) {
      stepDown(now, from, to, sources[side]!, bounds[side]!, bounds[side + 1]!, frameOf);
    }
    kids.count(frameOf, from, to, node + 1);
    for (let i = from; kids.ended > 0 && i < to; i++) {
      if (frameOf[i] === ended) endAt(node, now.sample[i]!);
    }
    if (kids.length > 1) kids.sort(frameOf, now.sample, values, from, to);
    // Backwards, so that the first child is taken from the stack first.
    for (let place = kids.length - 1, end = to - kids.ended; place >= 0; place--) {
      const kid = kids.inOrder[place]!;
      const first = end - kids.samples[kid]!;
      kids.start[kid] = first;
      waiting.push(node, kids.frame[kid]!, depth + 1, first, end);
      end = first;
    }
    const next = walkers[(depth + 1) & 1]!;
    for (let i = from; i < to; i++) {
      const frame = frameOf[i]!;
      if (frame === ended) continue;
      const slot = kids.start[kids.ofFrame[frame]!]!++;
      next.sample[slot] = now.sample[i]!;
      next.at[slot] = now.at[i]!;
      next.linesLeft[slot] = now.linesLeft[i]!;
    }
  }
  return breadthFirst(nodes);
}

/** Runs that wait to become nodes. `pop` leaves the run's facts in the fields. */
class RunStack {
  length = 0;
  parent = 0;
  frame = 0;
  depth = 0;
  from = 0;
  to = 0;
  private facts = new Int32Array(5 * 1024);

  push(parent: number, frame: number, depth: number, from: number, to: number): void {
    const at = this.length++ * 5;
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
  }

  pop(): void {
    const at = --this.length * 5;
    const { facts } = this;
    this.parent = facts[at]!;
    this.frame = facts[at + 1]!;
    this.depth = facts[at + 2]!;
    this.from = facts[at + 3]!;
    this.to = facts[at + 4]!;
  }
}

/** The children of one run while it is split. Kids are numbered as they are met. */
class Kids {
  length = 0;
  /** Samples of the run that have no next frame. */
  ended = 0;
  readonly frame: Int32Array;
  readonly samples: Int32Array;
  readonly start: Int32Array;
  readonly inOrder: Int32Array;
  /** Kid of a frame; valid where `mark` is the current run's. */
  readonly ofFrame: Int32Array;
  private readonly mark: Int32Array;
  private readonly weight: Float64Array;

  constructor(
    private readonly rank: Int32Array,
    private readonly order: ChildOrder,
  ) {
    const frames = rank.length;
    this.frame = new Int32Array(frames);
    this.samples = new Int32Array(frames);
    this.start = new Int32Array(frames);
    this.inOrder = new Int32Array(frames);
    this.ofFrame = new Int32Array(frames);
    this.mark = new Int32Array(frames);
    this.weight = new Float64Array(frames);
  }

  /** @param run a number no other run has had; not 0. */
  count(frameOf: Int32Array, from: number, to: number, run: number): void {
    const { frame, samples, ofFrame, mark, inOrder } = this;
    let length = 0;
    let endedHere = 0;
    for (let i = from; i < to; i++) {
      const f = frameOf[i]!;
      if (f === ended) endedHere++;
      else if (mark[f] === run) samples[ofFrame[f]!]!++;
      else {
        mark[f] = run;
        ofFrame[f] = length;
        frame[length] = f;
        samples[length] = 1;
        inOrder[length] = length;
        length++;
      }
    }
    this.length = length;
    this.ended = endedHere;
  }

  sort(frameOf: Int32Array, sample: Int32Array, values: Float64Array, from: number, to: number): void {
    const { weight, rank, frame, inOrder, ofFrame, length } = this;
    weight.fill(0, 0, length);
    if (this.order === 'heavy') {
      for (let i = from; i < to; i++) {
        const f = frameOf[i]!;
        if (f !== ended) weight[ofFrame[f]!]! += values[sample[i]!]!;
      }
    }
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
}

/** Reads the next frame, toward the leaf, of each sample of a run that belongs to one side (`low` … `high` - 1). */
function stepDown(
  walkers: Walkers,
  from: number,
  to: number,
  source: TreeSource,
  low: number,
  high: number,
  frameOf: Int32Array,
): void {
  const { sample, at, linesLeft } = walkers;
  const { stacks, stackOffsets } = source.samples;
  const { single, offsets, frames } = source.frames;
  for (let i = from; i < to; i++) {
    const row = sample[i]!;
    if (row < low || row >= high) continue;
    let position = at[i]!;
    let left = linesLeft[i]!;
    if (left === 0) {
      if (position === stackOffsets[row - low]!) {
        frameOf[i] = ended;
        continue;
      }
      at[i] = --position;
      const location = stacks[position]!;
      const frame = single[location]!;
      if (frame >= 0) {
        frameOf[i] = frame;
        continue;
      }
      left = offsets[location + 1]! - offsets[location]!;
    }
    linesLeft[i] = --left;
    frameOf[i] = frames[offsets[stacks[position]!]! + left]!;
  }
}

/** Adds the rest of one sample's stack below a node that no other sample reaches; returns the last node. */
function readToLeaf(
  nodes: NodeColumns,
  above: number,
  depthAbove: number,
  source: TreeSource,
  row: number,
  at: number,
  linesLeft: number,
): number {
  const { stacks, stackOffsets } = source.samples;
  const { offsets, frames } = source.frames;
  const end = stackOffsets[row]!;
  let node = above;
  let depth = depthAbove;
  let left = linesLeft;
  for (let position = left > 0 ? at : at - 1; position >= end; position--) {
    const location = stacks[position]!;
    const first = offsets[location]!;
    if (left === 0) left = offsets[location + 1]! - first;
    while (left > 0) node = nodes.add(node, frames[first + --left]!, ++depth);
  }
  return node;
}

/** All samples whose value is not 0, at the root. */
function startingWalkers(sources: readonly TreeSource[], values: Float64Array): Walkers & { count: number } {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] !== 0) count++;
  const walkers = emptyWalkers(count);
  let end = 0;
  let base = 0;
  for (const { samples } of sources) {
    for (let row = 0; row < samples.length; row++) {
      if (values[base + row] === 0) continue;
      walkers.sample[end] = base + row;
      walkers.at[end] = samples.stackOffsets[row + 1]!;
      end++;
    }
    base += samples.length;
  }
  return { ...walkers, count };
}

function emptyWalkers(length: number): Walkers {
  return {
    sample: new Int32Array(length),
    at: new Int32Array(length),
    linesLeft: new Int32Array(length),
  };
}

function joined(columns: readonly Float64Array[]): Float64Array {
  if (columns.length === 1) return columns[0]!;
  const all = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0));
  let end = 0;
  for (const column of columns) {
    all.set(column, end);
    end += column.length;
  }
  return all;
}
