import { byRows, samplesInPart, type Work, within } from '../work/work';
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
import { Kids, RunStack } from './run-split';
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
export function* growTree(
  sources: readonly TreeSource[],
  rank: Int32Array,
  shape: TreeShape,
): Work<GrownTree> {
  const nodes = yield* within(0, 0.85, growNodes(sources, rank, shape));
  const { self, ...grown } = yield* within(0.85, 1, breadthFirst(nodes));
  return shape.order === 'time'
    ? { ...grown, self: [self[0]!], start: self[1]! }
    : { ...grown, self, start: null };
}

/** The nodes depth first. The paths, which are large, end with it. */
function* growNodes(sources: readonly TreeSource[], rank: Int32Array, shape: TreeShape): Work<NodeColumns> {
  const paths = yield* within(0, 0.3, pathsOf(sources, rank.length, shape));
  const root = shape.pivot?.frame ?? 0;
  const growth =
    shape.order === 'time'
      ? growInOrder(paths, root)
      : growByRuns(paths, root, sources.length, rank, shape.order);
  return yield* within(0.3, 1, growth);
}

/**
 * The tree of one side's paths as they come: each goes as far as it can along the one before it. In place of
 * a second side, the nodes have the time at which they begin.
 */
function* growInOrder({ entries, walkers }: Paths, root: number): Work<NodeColumns> {
  const nodes = new NodeColumns(2, expectedNodes(entries));
  let time = 0;
  nodes.add(-1, root, 0);
  /** The nodes of the last path, from the root, and how many. */
  let open = new Int32Array(256);
  let length = 1;
  const grow = (from: number, to: number) => {
    for (let path = from; path < to; path++) {
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
  };
  yield* byRows(walkers.begin.length, grow, samplesInPart);
  return nodes;
}

/** The tree in which each function has one node among the children of a node. */
function* growByRuns(
  paths: Paths,
  root: number,
  sides: number,
  rank: Int32Array,
  order: 'heavy' | 'name',
): Work<NodeColumns> {
  const growth = new RunGrowth(paths, root, sides, rank, order);
  while (growth.goOn(samplesAtOnce)) yield growth.done;
  return growth.nodes;
}

/** How many samples of runs are gone through before growth stops for a moment: some milliseconds' worth. */
const samplesAtOnce = 1 << 17;

class RunGrowth {
  readonly nodes: NodeColumns;
  private readonly entries: Paths['entries'];
  private readonly side: Uint8Array;
  private readonly count: number;
  /** A run lies in one of the two; split, its parts lie at the same places of the other. */
  private readonly walkers: readonly [Walkers, Walkers];
  private readonly stepped: Paths['entries'];
  private readonly kids: Kids;
  private readonly waiting = new RunStack();
  /** Samples that have come to their last node. */
  private arrived = 0;

  constructor(
    { entries, walkers, side }: Paths,
    root: number,
    sides: number,
    rank: Int32Array,
    order: 'heavy' | 'name',
  ) {
    this.entries = entries;
    this.side = side;
    this.count = walkers.begin.length;
    this.walkers = [walkers, emptyWalkers(this.count, entries)];
    this.stepped = walkers.ahead[0].slice(0, Math.min(this.count, shortRun));
    this.kids = new Kids(rank, order, this.count);
    this.nodes = new NodeColumns(sides, expectedNodes(entries));
    this.waiting.push(-1, root, 0, 0, this.count, 0);
  }

  /** Share of the samples that have come to their last node. */
  get done(): number {
    return this.count === 0 ? 1 : this.arrived / this.count;
  }

  /** Grows until `most` samples or more were gone through. @returns whether there is more to do */
  goOn(most: number): boolean {
    const { nodes, entries, side, walkers, stepped, kids, waiting } = this;
    let gone = 0;
    while (waiting.length > 0 && gone < most) {
      waiting.pop();
      const { from, to, which } = waiting;
      const now = walkers[which & 1]!;
      let { depth } = waiting;
      let node = nodes.add(waiting.parent, waiting.frame, depth);
      gone += to - from + 1;
      if (to - from === 1) {
        const first = now.begin[from]!;
        for (let at = first + headEntries + depth; entries[at] !== ended; at++) {
          node = nodes.add(node, entries[at]!, ++depth);
        }
        nodes.self[side[pathNumber(entries, first)]!]![node]! += now.value[from]!;
        this.arrived++;
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
      this.arrived += kids.ended;
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
    return waiting.length > 0;
  }
}

/** Stacks of large profiles have much in common: so many frames mostly come to one node, or to more. */
const framesPerNode = 6;

function expectedNodes(entries: Paths['entries']): number {
  return Math.min(mostExpected, Math.ceil(entries.length / framesPerNode));
}

/** Beyond that, growing is cheap beside all the rest. */
const mostExpected = 1 << 24;
