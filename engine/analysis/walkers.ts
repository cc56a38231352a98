import type { SampleTable } from '../model/profile';
import type { LocationFrames } from './frames';
import type { NodeColumns } from './node-columns';

/** What one side of a tree grows from. */
export interface TreeSource {
  readonly samples: SampleTable;
  readonly values: Float64Array;
  readonly frames: LocationFrames;
}

/** The samples of all sides on their way from the root to their leaf; one row each. */
export interface Walkers {
  readonly side: Uint8Array;
  readonly value: Float64Array;
  /** One behind the next location in the side's `stacks`; in {@link GatheredPaths}, the next frame. */
  readonly at: Int32Array;
  /** The leaf's place in `stacks`: the walk is over when `at` has come here. */
  readonly end: Int32Array;
  /** Inline lines still to come of the location at `at`. */
  readonly linesLeft: Int32Array;
  /**
   * Frames read ahead, so that a stack is visited once per so many levels: column `depth % aheadLevels` is
   * the next frame of a walker at that depth; `at` is behind all of them.
   */
  readonly ahead: readonly Int32Array[];
}

/** A power of two. */
export const aheadLevels = 4;

/** In place of a frame: the stack has ended. */
export const ended = -1;

/** Runs of up to so many samples are gathered, unless that might take more than so many frames. */
const gatherLimits = { samples: 1 << 15, frames: 1 << 23 };

export function emptyWalkers(length: number): Walkers {
  return {
    side: new Uint8Array(length),
    value: new Float64Array(length),
    at: new Int32Array(length),
    end: new Int32Array(length),
    linesLeft: new Int32Array(length),
    ahead: Array.from({ length: aheadLevels }, () => new Int32Array(length)),
  };
}

/** All samples whose value is not 0, at the root. */
export function startingWalkers(sources: readonly TreeSource[]): { walkers: Walkers; count: number } {
  let count = 0;
  for (const { values } of sources)
    for (let row = 0; row < values.length; row++) if (values[row] !== 0) count++;
  const walkers = emptyWalkers(count);
  let walker = 0;
  for (let side = 0; side < sources.length; side++) {
    const { samples, values } = sources[side]!;
    for (let row = 0; row < samples.length; row++) {
      if (values[row] === 0) continue;
      walkers.side[walker] = side;
      walkers.value[walker] = values[row]!;
      walkers.at[walker] = samples.stackOffsets[row + 1]!;
      walkers.end[walker] = samples.stackOffsets[row]!;
      walker++;
    }
  }
  return { walkers, count };
}

/** Reads the next frames, toward the leaf, of each walker of one side among `from` … `to` - 1. */
export function readAhead(
  walkers: Walkers,
  from: number,
  to: number,
  source: TreeSource,
  side: number,
): void {
  const { at, end, linesLeft, ahead } = walkers;
  const { stacks } = source.samples;
  const { single, offsets, frames } = source.frames;
  for (let i = from; i < to; i++) {
    if (walkers.side[i] !== side) continue;
    let position = at[i]!;
    let left = linesLeft[i]!;
    for (let level = 0; level < aheadLevels; level++) {
      let frame = ended;
      if (left > 0) {
        frame = frames[offsets[stacks[position]!]! + --left]!;
      } else if (position > end[i]!) {
        const location = stacks[--position]!;
        frame = single[location]!;
        if (frame < 0) {
          left = offsets[location + 1]! - offsets[location]! - 1;
          frame = frames[offsets[location]! + left]!;
        }
      }
      ahead[level]![i] = frame;
      if (frame === ended) break;
    }
    at[i] = position;
    linesLeft[i] = left;
  }
}

/**
 * What is left of some samples' stacks, copied side by side as frame rows from root to leaf, each followed
 * by {@link ended}. Walking here touches little memory, and knows neither sides nor inlining any more.
 */
export class GatheredPaths {
  private paths = new Int32Array(1 << 12);

  /** Copies the rest of the walkers' stacks here and sets them upon the copy; false if it would be too large. */
  take(walkers: Walkers, from: number, to: number, depth: number, sources: readonly TreeSource[]): boolean {
    if (to - from > gatherLimits.samples) return false;
    const { side, at, end, linesLeft, ahead } = walkers;
    const unread = ahead.slice(depth % aheadLevels || aheadLevels);
    let bound = (to - from) * (1 + unread.length);
    for (let i = from; i < to; i++) bound += (at[i]! - end[i]! + 1) * sources[side[i]!]!.frames.mostLines;
    if (bound > gatherLimits.frames) return false;
    if (bound > this.paths.length) this.paths = new Int32Array(bound);

    const { paths } = this;
    let length = 0;
    for (let i = from; i < to; i++) {
      const source = sources[side[i]!]!;
      const { stacks } = source.samples;
      const { single, offsets, frames } = source.frames;
      const start = length;
      let left = linesLeft[i]!;
      let position = at[i]!;
      const leaf = end[i]!;
      // Where the stack ended among the frames read ahead, nothing is left of it in `stacks` either.
      for (let level = 0; level < unread.length; level++) {
        const frame = unread[level]![i]!;
        if (frame === ended) break;
        paths[length++] = frame;
      }
      while (left > 0) paths[length++] = frames[offsets[stacks[position]!]! + --left]!;
      while (position > leaf) {
        const location = stacks[--position]!;
        const frame = single[location]!;
        if (frame >= 0) {
          paths[length++] = frame;
          continue;
        }
        for (let line = offsets[location + 1]! - 1; line >= offsets[location]!; line--) {
          paths[length++] = frames[line]!;
        }
      }
      paths[length++] = ended;
      at[i] = start;
    }
    return true;
  }

  /** Reads the next frame of each walker among `from` … `to` - 1. */
  step(at: Int32Array, from: number, to: number, frameOf: Int32Array): void {
    const { paths } = this;
    for (let i = from; i < to; i++) frameOf[i] = paths[at[i]!++]!;
  }

  /** Adds the rest of one path below a node that no other sample passes; returns the last node. */
  readToLeaf(at: number, nodes: NodeColumns, above: number, depthAbove: number): number {
    const { paths } = this;
    let node = above;
    let depth = depthAbove;
    for (let i = at; paths[i] !== ended; i++) node = nodes.add(node, paths[i]!, ++depth);
    return node;
  }
}
