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
}

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

/** Reads the next frame, toward the leaf, of each walker of one side among `from` … `to` - 1. */
export function stepDown(
  walkers: Walkers,
  from: number,
  to: number,
  source: TreeSource,
  side: number,
  frameOf: Int32Array,
): void {
  const { at, end, linesLeft } = walkers;
  const { stacks } = source.samples;
  const { single, offsets, frames } = source.frames;
  for (let i = from; i < to; i++) {
    if (walkers.side[i] !== side) continue;
    let left = linesLeft[i]!;
    if (left === 0) {
      if (at[i] === end[i]) {
        frameOf[i] = ended;
        continue;
      }
      const location = stacks[--at[i]!]!;
      const frame = single[location]!;
      if (frame >= 0) {
        frameOf[i] = frame;
        continue;
      }
      left = offsets[location + 1]! - offsets[location]!;
    }
    linesLeft[i] = --left;
    frameOf[i] = frames[offsets[stacks[at[i]!]!]! + left]!;
  }
}

/**
 * What is left of some samples' stacks, copied side by side as frame rows from root to leaf, each followed
 * by {@link ended}. Walking here touches little memory, and knows neither sides nor inlining any more.
 */
export class GatheredPaths {
  private paths = new Int32Array(1 << 12);

  /** Copies the rest of the walkers' stacks here and sets them upon the copy; false if it would be too large. */
  take(walkers: Walkers, from: number, to: number, sources: readonly TreeSource[]): boolean {
    if (to - from > gatherLimits.samples) return false;
    const { side, at, end, linesLeft } = walkers;
    let bound = to - from;
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
