import { breadthFirst, type GrownTree, NodeColumns } from './node-columns';
import type { ChildOrder } from './types';
import {
  aheadLevels,
  emptyWalkers,
  ended,
  GatheredPaths,
  readAhead,
  startingWalkers,
  type TreeSource,
  type Walkers,
} from './walkers';

/**
 * Grows a call tree, root first and depth first.
 *
 * The samples that pass through one node are neighbours, a *run*. A run reads each sample's next frame and
 * is split by it with a counting sort; the parts are the runs of the children. There is no hash, no object
 * per node and no recursion. What costs time is waiting for memory, as the samples of a run lie far apart in
 * the profile. So as soon as a run is small enough, the rest of its stacks is copied side by side, and
 * everything below is grown from that copy: hence depth first.
 *
 * Children of one run are ordered by `order`, where heavy means the sum of their samples' values over all
 * sides: exact for one side without negative values, else only a first guess.
 *
 * @param rank place of each frame row in the order of names.
 */
export function growTree(sources: readonly TreeSource[], rank: Int32Array, order: ChildOrder): GrownTree {
  const { count, walkers: start } = startingWalkers(sources);
  /** Runs of even and of odd depth: a run is split into the same places of the other's arrays. */
  const walkers = [start, emptyWalkers(count)] as const;
  const gatheredFrames = new Int32Array(count);
  const kids = new Kids(rank, order);
  const nodes = new NodeColumns(sources.length);
  const gathered = new GatheredPaths();
  const waiting = new RunStack();
  /** Runs at this height of `waiting` and above walk on `gathered`. */
  let gatheredFrom = Number.POSITIVE_INFINITY;

  waiting.push(-1, 0, 0, 0, count);
  while (waiting.length > 0) {
    waiting.pop();
    const { parent, frame, depth, from, to } = waiting;
    const node = nodes.add(parent, frame, depth);
    const now = walkers[depth & 1]!;
    if (waiting.length < gatheredFrom) {
      gatheredFrom = gathered.take(now, from, to, depth, sources) ? waiting.length : Number.POSITIVE_INFINITY;
    }
    const isGathered = waiting.length >= gatheredFrom;
    const { side, value } = now;
    if (isGathered && to - from === 1) {
      const leaf = gathered.readToLeaf(now.at[from]!, nodes, node, depth);
      nodes.self[side[from]!]![leaf]! += value[from]!;
      continue;
    }
    const level = depth % aheadLevels;
    if (isGathered) gathered.step(now.at, from, to, gatheredFrames);
    else if (level === 0) for (let i = 0; i < sources.length; i++) readAhead(now, from, to, sources[i]!, i);
    const frameOf = isGathered ? gatheredFrames : now.ahead[level]!;

    kids.count(frameOf, value, from, to, node + 1);
    for (let i = from; kids.ended > 0 && i < to; i++) {
      if (frameOf[i] === ended) nodes.self[side[i]!]![node]! += value[i]!;
    }
    kids.sort();
    // Backwards, so that the first child is taken from the stack first.
    for (let place = kids.length - 1, end = to - kids.ended; place >= 0; place--) {
      const kid = kids.inOrder[place]!;
      const first = end - kids.samples[kid]!;
      kids.start[kid] = first;
      waiting.push(node, kids.frame[kid]!, depth + 1, first, end);
      end = first;
    }
    const next = walkers[(depth + 1) & 1]!;
    if (isGathered) kids.moveGathered(frameOf, now, next, from, to);
    else kids.move(frameOf, now, next, from, to, level);
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
  /** Where the next sample of a kid goes. */
  readonly start: Int32Array;
  readonly inOrder: Int32Array;
  /** Kid of a frame; valid where `mark` is the current run's. */
  private readonly ofFrame: Int32Array;
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
  count(frameOf: Int32Array, value: Float64Array, from: number, to: number, run: number): void {
    const { frame, samples, ofFrame, mark, inOrder, weight } = this;
    let length = 0;
    let endedHere = 0;
    for (let i = from; i < to; i++) {
      const f = frameOf[i]!;
      if (f === ended) {
        endedHere++;
      } else if (mark[f] === run) {
        const kid = ofFrame[f]!;
        samples[kid]!++;
        weight[kid]! += value[i]!;
      } else {
        mark[f] = run;
        ofFrame[f] = length;
        frame[length] = f;
        samples[length] = 1;
        weight[length] = value[i]!;
        inOrder[length] = length;
        length++;
      }
    }
    this.length = length;
    this.ended = endedHere;
  }

  sort(): void {
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

  /** Moves each sample of a run to its kid's part, with the frames read ahead that are deeper than `level`. */
  move(frameOf: Int32Array, now: Walkers, next: Walkers, from: number, to: number, level: number): void {
    const { start, ofFrame } = this;
    for (let i = from; i < to; i++) {
      const frame = frameOf[i]!;
      if (frame === ended) continue;
      const slot = start[ofFrame[frame]!]!++;
      next.value[slot] = now.value[i]!;
      next.side[slot] = now.side[i]!;
      next.at[slot] = now.at[i]!;
      next.end[slot] = now.end[i]!;
      next.linesLeft[slot] = now.linesLeft[i]!;
      for (let deeper = level + 1; deeper < aheadLevels; deeper++) {
        next.ahead[deeper]![slot] = now.ahead[deeper]![i]!;
      }
    }
  }

  /** The same where all that a sample carries is its place among the gathered paths. */
  moveGathered(frameOf: Int32Array, now: Walkers, next: Walkers, from: number, to: number): void {
    const { start, ofFrame } = this;
    for (let i = from; i < to; i++) {
      const frame = frameOf[i]!;
      if (frame === ended) continue;
      const slot = start[ofFrame[frame]!]!++;
      next.value[slot] = now.value[i]!;
      next.side[slot] = now.side[i]!;
      next.at[slot] = now.at[i]!;
    }
  }
}
