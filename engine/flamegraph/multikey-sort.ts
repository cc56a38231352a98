/** Rows that are compared step by step, by whole numbers above 0; 0 stands behind a row's end. */
export interface SteppedRows {
  readonly count: number;
  /** Puts the numbers of `rows[low, high)` at a step into `keys[low, high)`. */
  loadKeys(rows: Int32Array, keys: Int32Array, low: number, high: number, step: number): void;
  /** The order of two rows that are equal in all steps before. */
  compare(a: number, b: number, step: number): number;
  /** Whether rows that have this key at the same step end there, and so are equal. */
  isLast(key: number): boolean;
}

/** Groups smaller than this are sorted by insertion. */
const smallGroup = 12;

/**
 * Multikey quicksort (Bentley and Sedgewick, 1997): stacks begin alike for long, and a comparing sort would
 * read what they share again for every comparison.
 *
 * @returns the numbers of the rows, sorted
 */
export function multikeySort(set: SteppedRows): Int32Array {
  const rows = new Int32Array(set.count);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  const keys = new Int32Array(rows.length);

  const swap = (a: number, b: number) => {
    const row = rows[a]!;
    rows[a] = rows[b]!;
    rows[b] = row;
    const key = keys[a]!;
    keys[a] = keys[b]!;
    keys[b] = key;
  };

  /** Groups yet to sort, as (low, high, step, whether the keys of that step are loaded). */
  const groups: number[] = [0, rows.length, 0, 0];
  while (groups.length > 0) {
    const loaded = groups.pop()!;
    const step = groups.pop()!;
    const high = groups.pop()!;
    const low = groups.pop()!;
    if (high - low < 2) continue;
    if (high - low < smallGroup) {
      insertionSort(set, rows, low, high, step);
      continue;
    }
    if (loaded === 0) set.loadKeys(rows, keys, low, high, step);
    const pivot = middleOf(keys[low]!, keys[(low + high) >> 1]!, keys[high - 1]!);
    let less = low;
    let more = high;
    for (let i = low; i < more; ) {
      const key = keys[i]!;
      if (key < pivot) swap(i++, less++);
      else if (key > pivot) swap(i, --more);
      else i++;
    }
    groups.push(low, less, step, 1, more, high, step, 1);
    if (!set.isLast(pivot)) groups.push(less, more, step + 1, 0);
  }
  return rows;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function insertionSort(set: SteppedRows, rows: Int32Array, low: number, high: number, step: number): void {
  for (let i = low + 1; i < high; i++) {
    const row = rows[i]!;
    let at = i;
    while (at > low && set.compare(rows[at - 1]!, row, step) > 0) {
      rows[at] = rows[at - 1]!;
      at--;
    }
    rows[at] = row;
  }
}
