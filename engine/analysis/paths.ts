import type { SampleTable } from '../model/profile';
import type { LocationFrames } from './frames';
import type { TreeShape } from './types';

/** What one side of a tree grows from. */
export interface TreeSource {
  readonly samples: SampleTable;
  readonly values: Float64Array;
  readonly frames: LocationFrames;
}

/** Behind the last frame of a path. Row 0 of the frames is the root's, which no stack holds. */
export const ended = 0;

/**
 * The stack of one sample as a tree is walked: frame rows, root first, then {@link ended}. It is read over and over
 * into the same memory, which stays in the cache.
 */
export class PathReader {
  frames = new Int32Array(1024);

  /**
   * @param shape what of a stack is taken; its order is not looked at. Where there is a pivot, that itself is left
   *   out of the path.
   */
  constructor(private readonly shape: Omit<TreeShape, 'order'>) {}

  /** Reads the stack of a sample. @returns false where it is not in the tree, since the pivot is not in it */
  read({ samples, frames: ofLocation }: TreeSource, row: number): boolean {
    const { foldRecursion, pivot } = this.shape;
    const { stacks, stackOffsets } = samples;
    const leaf = stackOffsets[row]!;
    const root = stackOffsets[row + 1]!;
    const most = (root - leaf) * ofLocation.mostLines + 1;
    if (most > this.frames.length) this.frames = new Int32Array(most * 2);
    const path = this.frames;
    let end = writeFrames(path, stacks, leaf, root, ofLocation);
    if (pivot !== null) end = cutToPivot(path, end, pivot.frame, pivot.towards === 'callers');
    if (end < 0) return false;
    if (foldRecursion) end = fold(path, end, pivot?.frame ?? ended);
    path[end] = ended;
    return true;
  }
}

/** Writes the locations `leaf` … `root` - 1 of `stacks` as frames, root first. @returns how many those are */
function writeFrames(
  path: Int32Array,
  stacks: Int32Array,
  leaf: number,
  root: number,
  { single, offsets, frames }: LocationFrames,
): number {
  let end = 0;
  for (let i = root - 1; i >= leaf; i--) {
    const location = stacks[i]!;
    const frame = single[location]!;
    if (frame >= 0) {
      path[end++] = frame;
      continue;
    }
    for (let line = offsets[location + 1]! - 1; line >= offsets[location]!; line--) {
      path[end++] = frames[line]!;
    }
  }
  return end;
}

/** Keeps of a path what is below the outermost `pivot`, or what is above it, innermost first. -1 = not in it. */
function cutToPivot(path: Int32Array, end: number, pivot: number, callers: boolean): number {
  const at = path.subarray(0, end).indexOf(pivot);
  if (at < 0) return -1;
  if (callers) {
    path.subarray(0, at).reverse();
    return at;
  }
  path.copyWithin(0, at + 1, end);
  return end - at - 1;
}

/** Leaves out frames that equal the one before them; before the first there is `above`. */
function fold(path: Int32Array, end: number, above: number): number {
  let kept = 0;
  let last = above;
  for (let at = 0; at < end; at++) {
    const frame = path[at]!;
    if (frame !== last) path[kept++] = frame;
    last = frame;
  }
  return kept;
}
