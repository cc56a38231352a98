import { sortByWeight } from '../../../engine/work/sort-by-weight';
import { atOnce } from '../../../engine/work/work';

/** Which rows a table shows, and in which order. Pure, on columns of numbers. */

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/**
 * Rows `0 … keys.length - 1` ordered by key; equal keys keep the order in which the engine gave them.
 * Keys that are no number come last, whichever the direction.
 * @param keep one byte per frame, 0 drops the frame's rows; null keeps all.
 */
export function orderRows(
  keys: ArrayLike<number>,
  descending: boolean,
  frames: Int32Array,
  keep: Uint8Array | null,
): Int32Array {
  let length = 0;
  const rows = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    if (keep === null || keep[frames[row]] === 1) rows[length++] = row;
  }
  const sign = descending ? 1 : -1;
  const weight = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const key = keys[rows[i]!]!;
    weight[i] = Number.isNaN(key) ? Number.NEGATIVE_INFINITY : sign * key;
  }
  const kept = rows.subarray(0, length);
  // So the engine gives them, and most tables begin.
  return isFalling(weight) ? kept : atOnce(sortByWeight(kept, weight));
}

function isFalling(weight: Float64Array): boolean {
  for (let i = 1; i < weight.length; i++) if (weight[i]! > weight[i - 1]!) return false;
  return true;
}

/** Place of each row when all are ordered by name, as a key for {@link orderRows}. */
export function nameKeys(frames: Int32Array, names: readonly string[]): Int32Array {
  const rows = Int32Array.from(frames, (_, row) => row);
  rows.sort((a, b) => {
    const [x, y] = [names[frames[a]], names[frames[b]]];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
  const place = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) place[rows[i]] = i;
  return place;
}
