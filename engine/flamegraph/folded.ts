import { decodeUtf8 } from '../wire/utf8';
import { findLines, type Lines } from './lines';

/**
 * Lines `stack count`, or `stack before after` of a difference. Rows that are not of that form are left out
 * and counted in `ignored`.
 */
export interface FoldedLines extends Lines {
  /** Where the stack ends: `bytes[start, stackEnd)` is `frame;frame;…`. */
  readonly stackEnd: Int32Array;
  /** The count; of two counts the second. */
  readonly value: Float64Array;
  /** The second count minus the first; NaN where there is one count. */
  readonly delta: Float64Array;
  readonly ignored: number;
}

const dot = 46;
const zero = 48;

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= zero && byte <= 57;
const isSpace = (byte: number | undefined) => byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);

/**
 * Where the number begins that ends a range: digits, perhaps with a point and more digits, behind white
 * space. -1 where there is none. The one white character before it belongs to neither side.
 */
export function countStart(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isDigit(bytes[at - 1])) at--;
  if (at > start && bytes[at - 1] === dot) {
    const point = at - 1;
    at = point;
    while (at > start && isDigit(bytes[at - 1])) at--;
    if (at === point) return -1;
  }
  return at < end && at > start && isSpace(bytes[at - 1]) ? at : -1;
}

/** The number that `countStart` found. */
export function countValue(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 15) return Number(decodeUtf8(bytes, start, end));
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - zero;
    if (digit < 0) return Number(decodeUtf8(bytes, start, end));
    value = value * 10 + digit;
  }
  return value;
}

/** Reads folded stacks; see {@link FoldedLines}. */
export function readFolded(bytes: Uint8Array): FoldedLines {
  const { count: rows, start, end } = findLines(bytes);
  const stackEnd = new Int32Array(rows);
  const value = new Float64Array(rows);
  const delta = new Float64Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const from = start[row]!;
    const to = end[row]!;
    const last = countStart(bytes, from, to);
    if (last < 0) continue;
    start[count] = from;
    end[count] = to;
    value[count] = countValue(bytes, last, to);
    const first = countStart(bytes, from, last - 1);
    stackEnd[count] = (first < 0 ? last : first) - 1;
    delta[count] = first < 0 ? Number.NaN : value[count]! - countValue(bytes, first, last - 1);
    count++;
  }
  return { bytes, count, start, end, stackEnd, value, delta, ignored: rows - count };
}
