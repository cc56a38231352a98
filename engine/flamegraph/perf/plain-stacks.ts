import { ByteTable } from '../byte-table';
import { latin1 } from '../bytes';
import type { FrameTable } from './frame-table';
import type { FrameStacks } from './sort-stacks';
import { Totals } from './totals';

const separator = 59;

export interface PlainStacks {
  readonly stacks: FrameStacks;
  /** By row of `stacks`. */
  readonly totals: Totals;
}

/**
 * Stacks whose names hold no separator. A command or a chain of inlined functions can; taken apart it is
 * several frames, and stacks that read alike become one.
 *
 * @param table stacks as 32-bit numbers of frames, inner first
 * @param totals by row of `table`
 */
export function plainStacks(table: ByteTable, totals: Totals, frames: FrameTable): PlainStacks {
  const parts = partsOfNames(frames);
  const ids = new DataView(table.bytes.buffer, table.bytes.byteOffset, table.bytes.byteLength);
  const ends: number[] = [];
  const flat: number[] = [];
  const known = new ByteTable();
  const sums = parts.size === 0 ? totals : new Totals();
  for (let row = 0; row < table.size; row++) {
    const start = flat.length;
    for (let at = table.endOf(row) - 4; at >= table.startOf(row); at -= 4) {
      const id = ids.getInt32(at, true);
      const split = parts.get(id);
      if (split === undefined) flat.push(id);
      else flat.push(...split);
    }
    if (parts.size > 0) {
      const bytes = new Uint8Array(Int32Array.from(flat.slice(start)).buffer);
      const merged = known.idOf(bytes, 0, bytes.length);
      sums.add(merged, totals.text(row));
      if (merged < ends.length) {
        flat.length = start;
        continue;
      }
    }
    ends.push(flat.length);
  }
  const stacks = { count: ends.length, ends: Int32Array.from(ends), frames: Int32Array.from(flat) };
  return { stacks, totals: sums };
}

/** By frame whose name holds separators, the frames between them. */
function partsOfNames(frames: FrameTable): ReadonlyMap<number, readonly number[]> {
  const { names } = frames;
  const parts = new Map<number, readonly number[]>();
  if (names.size === 0 || names.bytes.indexOf(separator) < 0) return parts;
  for (let id = 0, size = names.size; id < size; id++) {
    const name = latin1(names.bytes, names.startOf(id), names.endOf(id));
    if (name.includes(';'))
      parts.set(
        id,
        name.split(';').map((part) => frames.idOf(part)),
      );
  }
  return parts;
}
