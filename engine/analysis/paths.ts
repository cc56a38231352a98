import { FlamebenchError } from '../../proto/errors';
import type { SampleTable } from '../model/profile';
import { byRows, samplesInPart, type Work, within } from '../work/work';
import type { LocationFrames } from './frames';
import type { TreeShape } from './types';

/** What one side of a tree grows from. */
export interface TreeSource {
  readonly samples: SampleTable;
  readonly values: Float64Array;
  readonly frames: LocationFrames;
}

/**
 * The stacks of all samples whose value is not 0, one behind the other as a tree is walked: root first, one
 * frame row an entry, each ended by {@link ended}. A path is known by where it begins in `entries`: there
 * stands its number in two halves (see {@link pathNumber}), then its frames. A sample's whole stack is mostly
 * within one or two lines of the cache, and all that must be moved of it is where it begins and its value.
 */
export interface Paths {
  /** 16 bits wide where all frame rows fit. */
  readonly entries: Uint16Array | Int32Array;
  /** At the root, in the order of the paths' numbers. */
  readonly walkers: Walkers;
  /** Per path. */
  readonly side: Uint8Array;
}

/** Samples on their way from the root to their leaf; one row each. */
export interface Walkers {
  readonly begin: Int32Array;
  readonly value: Float64Array;
  /** Frames read ahead: column `depth % aheadLevels` is the next frame of a walker at that depth. */
  readonly ahead: readonly [Paths['entries'], ...Paths['entries'][]];
}

/** A power of two. */
export const aheadLevels = 4;

/** In place of a frame: the stack has ended. Row 0 is the root's, which no stack holds. */
export const ended = 0;

/** Entries before a path's frames. */
export const headEntries = 2;

/** Entries of all paths together: their offsets are 32 bits wide, and so is an array's length. */
const mostEntries = 2 ** 29;

/** The number of the path that begins at `begin`. */
export function pathNumber(entries: Paths['entries'], begin: number): number {
  return entries[begin]! | (entries[begin + 1]! << 16);
}

export function emptyWalkers(length: number, entries: Paths['entries']): Walkers {
  const column = () => (entries instanceof Uint16Array ? new Uint16Array(length) : new Int32Array(length));
  return {
    begin: new Int32Array(length),
    value: new Float64Array(length),
    ahead: [column(), ...Array.from({ length: aheadLevels - 1 }, column)],
  };
}

/**
 * Reads the next frames of walkers at `depth`. What is read behind a path's end is of no use, and nobody
 * uses it: a walker whose stack ended goes no further.
 */
export function readAhead(
  { begin, ahead }: Walkers,
  entries: Paths['entries'],
  from: number,
  to: number,
  depth: number,
): void {
  for (let i = from; i < to; i++) {
    const at = begin[i]! + headEntries + depth;
    for (let level = 0; level < aheadLevels; level++) ahead[level]![i] = entries[at + level]!;
  }
}

/**
 * @param frameRows rows of the frame table.
 * @param shape what of the stacks is taken; its order is not looked at. Where there is a pivot, that itself is
 *   left out of the paths, and so are the samples without it.
 * @throws FlamebenchError 'too-large' (with no subject) where inlining makes the stacks too many frames.
 */
export function* pathsOf(
  sources: readonly TreeSource[],
  frameRows: number,
  { foldRecursion, pivot }: Omit<TreeShape, 'order'>,
): Work<Paths> {
  let count = 0;
  let stackFrames = 0;
  for (const { samples, values } of sources) {
    stackFrames += samples.stacks.length;
    for (let row = 0; row < values.length; row++) if (values[row] !== 0) count++;
  }
  const make = (length: number) => (frameRows <= 1 << 16 ? new Uint16Array(length) : new Int32Array(length));
  // A tenth more is what inlined calls commonly add.
  let entries = make(Math.ceil(stackFrames * 1.1) + (headEntries + 1) * count);
  const walkers = emptyWalkers(count, entries);
  const { begin, value } = walkers;
  const side = new Uint8Array(count);
  let length = 0;
  let path = 0;
  for (let s = 0; s < sources.length; s++) {
    const { samples, values, frames } = sources[s]!;
    const { stackOffsets } = samples;
    const write = (first: number, last: number) => {
      for (let row = first; row < last; row++) {
        if (values[row] === 0) continue;
        const most = (stackOffsets[row + 1]! - stackOffsets[row]!) * frames.mostLines + headEntries + 1;
        if (length + most > entries.length) {
          if (length + most > mostEntries) {
            throw new FlamebenchError('too-large', '', {
              limitBytes: mostEntries * entries.BYTES_PER_ELEMENT,
            });
          }
          const roomier = make(Math.min(mostEntries, Math.ceil(entries.length * 1.5) + most));
          roomier.set(entries);
          entries = roomier;
        }
        const begins = length + headEntries;
        let end = writeFrames(entries, begins, samples, row, frames);
        if (pivot !== null) end = cutToPivot(entries, begins, end, pivot.frame, pivot.towards === 'callers');
        if (end < 0) continue;
        if (foldRecursion) end = fold(entries, begins, end, pivot?.frame ?? ended);
        begin[path] = length;
        value[path] = values[row]!;
        side[path] = s;
        entries[length] = path & 0xffff;
        entries[length + 1] = path >>> 16;
        entries[end] = ended;
        length = end + 1;
        path++;
      }
    };
    yield* within(s / sources.length, (s + 1) / sources.length, byRows(samples.length, write, samplesInPart));
  }
  if (path === count) return { entries, walkers, side };
  const { ahead } = walkers;
  return {
    entries,
    walkers: { begin: begin.subarray(0, path), value: value.subarray(0, path), ahead },
    side,
  };
}

/** Writes one stack, root first; returns where it ends. */
function writeFrames(
  entries: Paths['entries'],
  at: number,
  samples: SampleTable,
  row: number,
  { single, offsets, frames }: LocationFrames,
): number {
  const { stacks, stackOffsets } = samples;
  const leaf = stackOffsets[row]!;
  let end = at;
  for (let i = stackOffsets[row + 1]! - 1; i >= leaf; i--) {
    const location = stacks[i]!;
    const frame = single[location]!;
    if (frame >= 0) {
      entries[end++] = frame;
      continue;
    }
    for (let line = offsets[location + 1]! - 1; line >= offsets[location]!; line--) {
      entries[end++] = frames[line]!;
    }
  }
  return end;
}

/** Keeps of a path what is below the outermost `pivot`, or what is above it, innermost first. -1 = not in it. */
function cutToPivot(
  entries: Paths['entries'],
  from: number,
  end: number,
  pivot: number,
  callers: boolean,
): number {
  let at = from;
  while (at < end && entries[at] !== pivot) at++;
  if (at === end) return -1;
  if (callers) {
    entries.subarray(from, at).reverse();
    return at;
  }
  entries.copyWithin(from, at + 1, end);
  return from + end - at - 1;
}

/** Leaves out frames that equal the one before them; before the first there is `above`. */
function fold(entries: Paths['entries'], from: number, end: number, above: number): number {
  let kept = from;
  let last = above;
  for (let at = from; at < end; at++) {
    const frame = entries[at]!;
    if (frame !== last) entries[kept++] = frame;
    last = frame;
  }
  return kept;
}
