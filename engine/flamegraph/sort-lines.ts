import { commonPrefix, type Lines } from './lines';
import { multikeySort, type SteppedRows } from './multikey-sort';

/** Bytes that one step of the sort takes together. */
const stepBytes = 3;

/**
 * The order of the lines as byte strings, which for UTF-8 is the order of code points.
 * @returns rows of `lines`, sorted
 */
export function sortedOrder(lines: Lines): Int32Array {
  if (!isSorted(lines)) return multikeySort(steppedBytes(lines));
  const rows = new Int32Array(lines.count);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  return rows;
}

function steppedBytes(lines: Lines): SteppedRows {
  const { bytes, start, end, count } = lines;
  return {
    count,
    loadKeys(rows, keys, low, high, step) {
      for (let i = low; i < high; i++) {
        const row = rows[i]!;
        const at = start[row]! + step * stepBytes;
        const left = end[row]! - at;
        // A byte is 1 … 256, and 0 stands behind the end, so that a prefix comes before what it begins.
        let key = left > 0 ? (bytes[at]! + 1) << 18 : 0;
        if (left > 1) key |= (bytes[at + 1]! + 1) << 9;
        if (left > 2) key |= bytes[at + 2]! + 1;
        keys[i] = key;
      }
    },
    compare: (a, b, step) => compareFrom(lines, a, b, step * stepBytes),
    isLast: (key) => (key & 0x1ff) === 0,
  };
}

function compareFrom({ bytes, start, end }: Lines, a: number, b: number, offset: number): number {
  const aStart = start[a]! + offset;
  const bStart = start[b]! + offset;
  const same = commonPrefix(bytes, aStart, end[a]!, bStart, end[b]!);
  const aEnds = aStart + same >= end[a]!;
  const bEnds = bStart + same >= end[b]!;
  if (aEnds || bEnds) return Number(bEnds) - Number(aEnds);
  return bytes[aStart + same]! - bytes[bStart + same]!;
}

function isSorted(lines: Lines): boolean {
  for (let row = 1; row < lines.count; row++) if (compareFrom(lines, row - 1, row, 0) > 0) return false;
  return true;
}
