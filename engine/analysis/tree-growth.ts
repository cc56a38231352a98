import type { SampleTable } from '../model/profile';
import type { LocationFrames } from './frames';
import { type GrownTree, NodeColumns } from './node-columns';
import type { ChildOrder } from './types';

/** What one side of a tree grows from. */
export interface TreeSource {
  readonly samples: SampleTable;
  readonly values: Float64Array;
  readonly frames: LocationFrames;
}

/** The samples that reach one depth, ordered by their node there. Samples of all sides are numbered through. */
interface Level {
  count: number;
  readonly sample: Int32Array;
  /** Where each sample stands in its side's `stacks`. */
  readonly at: Int32Array;
  /** Inline lines of that location still to come. */
  readonly linesLeft: Int32Array;
  /** First sample of each node of the level. */
  readonly runStart: Int32Array;
}

/** In place of a frame: the sample's stack has ended. */
const ended = -1;

/**
 * Grows a call tree level by level, root first.
 *
 * All samples of one node stand in a row (a *run*). A level reads each sample's next frame, splits every run
 * by it with a counting sort, and the parts are the runs of the next level. So nodes come out numbered
 * breadth first with siblings consecutive; there is no hash, no object per node and no recursion; and the
 * reads of a level do not wait for each other, which is what makes it fast on profiles that exceed the caches.
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
  const nodes = new NodeColumns(sources.length);
  nodes.reserve(1);
  nodes.add(-1, 0, 0);

  let now = firstLevel(sources, values);
  let next = emptyLevel(now.count);
  const frameOf = new Int32Array(now.count);
  const kids = new Kids(rank, order);

  const endAt = (node: number, sample: number): void => {
    let side = 0;
    while (sample >= bounds[side + 1]!) side++;
    nodes.self[side]![node]! += values[sample]!;
  };

  for (let depth = 1, levelStart = 0; now.count > 0; depth++) {
    for (let side = 0; side < sources.length; side++) {
      stepDown(now, sources[side]!, bounds[side]!, bounds[side + 1]!, frameOf);
    }
    const levelEnd = nodes.length;
    nodes.reserve(now.count);
    next.count = 0;
    for (let node = levelStart; node < levelEnd; node++) {
      const from = now.runStart[node - levelStart]!;
      const to = node + 1 < levelEnd ? now.runStart[node + 1 - levelStart]! : now.count;
      nodes.firstChild[node] = nodes.length;
      kids.count(frameOf, from, to, node + 1);
      nodes.childCount[node] = kids.length;
      for (let i = from; kids.ended > 0 && i < to; i++) {
        if (frameOf[i] === ended) endAt(node, now.sample[i]!);
      }
      if (kids.length > 1) kids.sort(frameOf, now.sample, values, from, to);
      for (let place = 0, start = next.count; place < kids.length; place++) {
        const kid = kids.inOrder[place]!;
        next.runStart[nodes.length - levelEnd] = start;
        kids.start[kid] = start;
        start += kids.samples[kid]!;
        nodes.add(node, kids.frame[kid]!, depth);
      }
      for (let i = from; i < to; i++) {
        const frame = frameOf[i]!;
        if (frame === ended) continue;
        const slot = kids.start[kids.ofFrame[frame]!]!++;
        next.sample[slot] = now.sample[i]!;
        next.at[slot] = now.at[i]!;
        next.linesLeft[slot] = now.linesLeft[i]!;
      }
      next.count += to - from - kids.ended;
    }
    [now, next] = [next, now];
    levelStart = levelEnd;
  }
  return nodes.freeze();
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

/** Reads the next frame, toward the leaf, of each sample that belongs to one side (rows `low` … `high` - 1). */
function stepDown(level: Level, source: TreeSource, low: number, high: number, frameOf: Int32Array): void {
  const { count, sample, at, linesLeft } = level;
  const { stacks, stackOffsets } = source.samples;
  const { single, offsets, frames } = source.frames;
  for (let i = 0; i < count; i++) {
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
      const frame = single[stacks[position]!]!;
      if (frame >= 0) {
        frameOf[i] = frame;
        continue;
      }
      const location = stacks[position]!;
      left = offsets[location + 1]! - offsets[location]!;
    }
    linesLeft[i] = --left;
    frameOf[i] = frames[offsets[stacks[position]!]! + left]!;
  }
}

/** All samples whose value is not 0, at the root. */
function firstLevel(sources: readonly TreeSource[], values: Float64Array): Level {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] !== 0) count++;
  const level = emptyLevel(count);
  let base = 0;
  for (const { samples } of sources) {
    for (let row = 0; row < samples.length; row++) {
      if (values[base + row] === 0) continue;
      level.sample[level.count] = base + row;
      level.at[level.count] = samples.stackOffsets[row + 1]!;
      level.count++;
    }
    base += samples.length;
  }
  return level;
}

function emptyLevel(capacity: number): Level {
  return {
    count: 0,
    sample: new Int32Array(capacity),
    at: new Int32Array(capacity),
    linesLeft: new Int32Array(capacity),
    runStart: new Int32Array(capacity + 1),
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
