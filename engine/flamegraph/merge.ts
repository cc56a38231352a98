import { decodeUtf8 } from '../wire/utf8';
import type { FoldedLines } from './folded';
import { commonPrefix } from './lines';
import { rounded15 } from './perl-number';
import { withoutEmptyFrames } from './rewrite';

/**
 * Merged frames, one a row, wide enough to be seen. A frame begins and ends on the axis of counts; the root
 * has depth 0 and the name ''.
 */
export interface MergedFrames {
  readonly names: readonly string[];
  /** Row of `names`. */
  readonly name: readonly number[];
  /** -1 marks a row that is not to be drawn. */
  readonly depth: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
  /** Change of what this frame itself has; NaN in a picture of one count. */
  readonly delta: readonly number[];
}

const semicolon = 59;

/**
 * Lays the stacks side by side in the given order; neighbours share the frames that their stacks begin with
 * alike. A frame is not merged over a stranger between, so a name can stand at one depth more than once.
 *
 * @param narrowest frames that span less are left out
 */
export function mergeFrames(lines: FoldedLines, order: Int32Array, narrowest: number): MergedFrames {
  const { bytes, start, stackEnd, value, delta } = lines;
  const frames = new FrameRows(narrowest);
  // Open frames by depth below the root: bounds in the latest line that opened them, relative to its start.
  let open = 0;
  let relativeEnd = new Int32Array(64);
  let begin = new Float64Array(64);
  let change = new Float64Array(64);
  let rootDelta = Number.NaN;
  let previousStart = 0;
  let previousEnd = 0;
  let time = 0;

  const close = (from: number) => {
    const now = rounded15(time);
    while (open > from) {
      open--;
      // Narrow frames matter only where they overwrite one that is wide enough; see FrameRows.add.
      if (!(now - begin[open]! < narrowest) || begin[open] === time) {
        const nameStart = previousStart + (open === 0 ? 0 : relativeEnd[open - 1]! + 1);
        const nameEnd = previousStart + relativeEnd[open]!;
        frames.add(bytes, nameStart, nameEnd, open + 1, begin[open]!, now, change[open]!);
      }
    }
  };

  for (let i = 0; i < lines.count; i++) {
    const row = order[i]!;
    const from = start[row]!;
    const to = withoutEmptyFrames(bytes, from, stackEnd[row]!);
    const length = to - from;
    const shared = commonPrefix(bytes, previousStart, previousEnd, from, to);
    let same = 0;
    // An empty stack has no frames at all, not one without a name.
    while (same < open && length > 0) {
      const end = relativeEnd[same]!;
      if (end > shared || !(end === length || bytes[from + end] === semicolon)) break;
      same++;
    }
    close(same);
    const difference = delta[row]!;
    const isDifference = !Number.isNaN(difference);
    if (isDifference && i === 0) rootDelta = length === 0 ? difference : 0;
    let at = same === 0 ? 0 : relativeEnd[same - 1]! + 1;
    while (at < length) {
      let end = at;
      while (end < length && bytes[from + end] !== semicolon) end++;
      if (open === relativeEnd.length) {
        relativeEnd = doubled(relativeEnd, Int32Array);
        begin = doubled(begin, Float64Array);
        change = doubled(change, Float64Array);
      }
      relativeEnd[open] = end;
      begin[open] = time;
      // Only the last frame of a stack carries its change.
      change[open] = !isDifference ? Number.NaN : end === length ? difference : 0;
      open++;
      at = end + 1;
    }
    previousStart = from;
    previousEnd = to;
    time += value[row]!;
  }
  close(0);
  if (!(rounded15(time) < narrowest)) frames.add(bytes, 0, 0, 0, 0, rounded15(time), rootDelta);
  return frames;
}

function doubled<T extends Int32Array | Float64Array>(column: T, Column: new (length: number) => T): T {
  const copy = new Column(column.length * 2);
  copy.set(column);
  return copy;
}

class FrameRows implements MergedFrames {
  readonly names: string[] = [];
  readonly name: number[] = [];
  readonly depth: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly delta: number[] = [];
  private readonly idOfName = new Map<string, number>();
  /** Frames that end where the latest one ends, as 'name;depth' → row. */
  private readonly endingHere = new Map<string, number>();
  private here = -1;
  private readonly narrowest: number;

  constructor(narrowest: number) {
    this.narrowest = narrowest;
  }

  /**
   * A frame is known by its name, depth and end. A frame of no width, as a difference has where a stack
   * vanished, can so overwrite a wide one that ended at the same place, and the wide one is not drawn.
   */
  add(
    bytes: Uint8Array,
    nameStart: number,
    nameEnd: number,
    depth: number,
    start: number,
    end: number,
    delta: number,
  ): void {
    const narrow = end - start < this.narrowest;
    if (narrow && end !== this.here) return;
    const name = decodeUtf8(bytes, nameStart, nameEnd);
    if (end !== this.here) {
      this.endingHere.clear();
      this.here = end;
    }
    const key = `${name};${depth}`;
    const known = this.endingHere.get(key);
    if (known !== undefined) {
      this.start[known] = start;
      if (!Number.isNaN(delta)) this.delta[known] = delta;
      if (narrow) this.depth[known] = -1;
      return;
    }
    if (narrow) return;
    let id = this.idOfName.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.names.push(name);
      this.idOfName.set(name, id);
    }
    this.endingHere.set(key, this.name.length);
    this.name.push(id);
    this.depth.push(depth);
    this.start.push(start);
    this.end.push(end);
    this.delta.push(delta);
  }
}
