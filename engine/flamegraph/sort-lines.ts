import { commonPrefix, type Lines } from './lines';

/** Groups smaller than this are sorted by insertion. */
const smallGroup = 12;

/**
 * The order of the lines as byte strings, which for UTF-8 is the order of code points.
 *
 * Multikey quicksort (Bentley and Sedgewick, 1997) with three bytes a step: folded lines share long
 * prefixes, which a comparing sort would read again for every comparison.
 *
 * @returns rows of `lines`, sorted
 */
export function sortedOrder(lines: Lines): Int32Array {
  const rows = new Int32Array(lines.count);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  if (isSorted(lines)) return rows;
  const keys = new Int32Array(lines.count);
  const { bytes, start, end } = lines;

  const loadKeys = (low: number, high: number, depth: number) => {
    for (let i = low; i < high; i++) {
      const row = rows[i]!;
      const at = start[row]! + depth;
      const left = end[row]! - at;
      // A byte is 1 … 256, and 0 stands behind the end, so that a prefix comes before what it begins.
      let key = left > 0 ? (bytes[at]! + 1) << 18 : 0;
      if (left > 1) key |= (bytes[at + 1]! + 1) << 9;
      if (left > 2) key |= bytes[at + 2]! + 1;
      keys[i] = key;
    }
  };
  const swap = (a: number, b: number) => {
    const row = rows[a]!;
    rows[a] = rows[b]!;
    rows[b] = row;
    const key = keys[a]!;
    keys[a] = keys[b]!;
    keys[b] = key;
  };

  /** Groups yet to sort, as (low, high, depth, whether the keys at that depth are loaded). */
  const groups: number[] = [0, rows.length, 0, 0];
  while (groups.length > 0) {
    const loaded = groups.pop()!;
    const depth = groups.pop()!;
    const high = groups.pop()!;
    const low = groups.pop()!;
    if (high - low < 2) continue;
    if (high - low < smallGroup) {
      insertionSort(lines, rows, low, high, depth);
      continue;
    }
    if (loaded === 0) loadKeys(low, high, depth);
    const pivot = middleOf(keys[low]!, keys[(low + high) >> 1]!, keys[high - 1]!);
    let less = low;
    let more = high;
    for (let i = low; i < more; ) {
      const key = keys[i]!;
      if (key < pivot) swap(i++, less++);
      else if (key > pivot) swap(i, --more);
      else i++;
    }
    groups.push(low, less, depth, 1, more, high, depth, 1);
    // Where the pivot holds an end, its lines are equal.
    if ((pivot & 0x1ff) !== 0) groups.push(less, more, depth + 3, 0);
  }
  return rows;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function compareFrom({ bytes, start, end }: Lines, a: number, b: number, depth: number): number {
  const aStart = start[a]! + depth;
  const bStart = start[b]! + depth;
  const same = commonPrefix(bytes, aStart, end[a]!, bStart, end[b]!);
  const aEnds = aStart + same >= end[a]!;
  const bEnds = bStart + same >= end[b]!;
  if (aEnds || bEnds) return Number(bEnds) - Number(aEnds);
  return bytes[aStart + same]! - bytes[bStart + same]!;
}

function insertionSort(lines: Lines, rows: Int32Array, low: number, high: number, depth: number): void {
  for (let i = low + 1; i < high; i++) {
    const row = rows[i]!;
    let at = i;
    while (at > low && compareFrom(lines, rows[at - 1]!, row, depth) > 0) {
      rows[at] = rows[at - 1]!;
      at--;
    }
    rows[at] = row;
  }
}

function isSorted(lines: Lines): boolean {
  for (let row = 1; row < lines.count; row++) if (compareFrom(lines, row - 1, row, 0) > 0) return false;
  return true;
}
