import { byRows, inTurn, type Work } from './work';

/** Blocks of so many rows are sorted by insertion before blocks are merged. */
const block = 16;

/**
 * Sorts rows by weight, heaviest first; rows of equal weight keep their order. In parts, and without a function
 * that compares: that is what makes the machine's own sort slow on millions of rows.
 *
 * @param weight one a row of `rows`, no NaN among them; it is sorted along
 */
export function* sortByWeight(rows: Int32Array, weight: Float64Array): Work<Int32Array> {
  const { length } = rows;
  let levels = 0;
  while (block << levels < length) levels++;
  let now: Weighed = { rows, weight };
  let next: Weighed = { rows: new Int32Array(length), weight: new Float64Array(length) };
  const blocks = Math.ceil(length / block);
  const loops = [
    byRows(blocks, (from, to) => insertInBlocks(now, from * block, Math.min(length, to * block))),
  ];
  for (let level = 0; level < levels; level++) loops.push(mergeLevel(block << level));
  yield* inTurn(loops);
  return now.rows;

  function* mergeLevel(width: number): Work<void> {
    const merged = { from: 0, a: 0, b: width, at: 0 };
    while (merged.from < length) {
      mergeOn(now, next, merged, width, rowsInPart);
      yield Math.min(1, merged.at / length);
    }
    [now, next] = [next, now];
  }
}

interface Weighed {
  readonly rows: Int32Array;
  readonly weight: Float64Array;
}

const rowsInPart = 1 << 16;

function insertInBlocks({ rows, weight }: Weighed, from: number, to: number): void {
  for (let start = from; start < to; start += block) {
    const end = Math.min(to, start + block);
    for (let i = start + 1; i < end; i++) {
      const row = rows[i]!;
      const heavy = weight[i]!;
      let at = i;
      for (; at > start && weight[at - 1]! < heavy; at--) {
        rows[at] = rows[at - 1]!;
        weight[at] = weight[at - 1]!;
      }
      rows[at] = row;
      weight[at] = heavy;
    }
  }
}

/** Merges pairs of neighbouring sorted stretches of `width` rows; stops after `most` rows, to go on from there. */
function mergeOn(
  now: Weighed,
  next: Weighed,
  place: { from: number; a: number; b: number; at: number },
  width: number,
  most: number,
): void {
  const { length } = now.rows;
  let { from, a, b, at } = place;
  const stop = at + most;
  while (at < stop && from < length) {
    const middle = Math.min(length, from + width);
    const end = Math.min(length, middle + width);
    while (at < stop && (a < middle || b < end)) {
      const left = b >= end || (a < middle && now.weight[a]! >= now.weight[b]!);
      const source = left ? a++ : b++;
      next.rows[at] = now.rows[source]!;
      next.weight[at++] = now.weight[source]!;
    }
    if (at < end) break;
    from = end;
    a = from;
    b = from + width;
  }
  Object.assign(place, { from, a, b, at });
}
