import type { LatencySummary, PackedHistogram } from '../../proto/load-report';

/**
 * A log-linear histogram of microseconds as a bare array of counts: a `Uint32Array`, so that it can lie in
 * shared memory, or `Float64Array` where it is scaled.
 *
 * Values below 256 have a slot each; above, every power of two is cut into 128 slots, so a slot is never
 * wider than 1/128 of its values (0.8 %) and its middle is within 0.4 % of any of them. Everything that is
 * reported derives from the counts alone: adding two histograms is adding slots.
 */
const subBits = 7;
const subSlots = 1 << subBits;

/** Slots of a histogram; the last one ends at 2^31 − 1 µs, about 36 minutes. */
export const histogramSlots = (31 - subBits) * subSlots + subSlots;

/** The slot of a whole number of microseconds, 0 ≤ us < 2^31. */
export function slotOf(us: number): number {
  const shift = us < 2 * subSlots ? 0 : 24 - Math.clz32(us);
  return (shift << subBits) + (us >>> shift);
}

/** A slot's values begin here and go on for 2^`shift`. */
function reachOf(slot: number): { lowest: number; shift: number } {
  const shift = slot < 2 * subSlots ? 0 : (slot >>> subBits) - 1;
  return { lowest: (slot - (shift << subBits)) * 2 ** shift, shift };
}

/** The smallest of a slot's values, in microseconds. */
export function lowestOf(slot: number): number {
  return reachOf(slot).lowest;
}

/** The middle of a slot's values, in microseconds. */
export function middleOf(slot: number): number {
  const { lowest, shift } = reachOf(slot);
  return lowest + (2 ** shift - 1) / 2;
}

/** Counts per slot; see {@link slotOf}. */
export type Counts = Uint32Array | Float64Array;

/** Adds the counts of `from` to `into`. */
export function addCounts(into: Counts, from: Counts): void {
  for (let i = 0; i < histogramSlots; i++) into[i] += from[i];
}

/** The slots that hold something, ascending, and how much: of thousands, a few hundred as a rule. */
interface Occupied {
  readonly slots: readonly number[];
  readonly counts: readonly number[];
}

function occupied(counts: Counts): Occupied {
  const found = { slots: [] as number[], counts: [] as number[] };
  for (let slot = 0; slot < histogramSlots; slot++) {
    if (counts[slot] === 0) continue;
    found.slots.push(slot);
    found.counts.push(counts[slot]);
  }
  return found;
}

/**
 * The values, in microseconds, that the given shares (0…1, ascending) of all recorded ones do not exceed:
 * the value of rank ⌈share · total⌉. Zeros for an empty histogram.
 */
export function percentiles(counts: Counts, shares: readonly number[]): number[] {
  return percentilesOf(occupied(counts), shares);
}

function percentilesOf({ slots, counts }: Occupied, shares: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return shares.map(() => 0);
  let seen = 0;
  let at = -1;
  return shares.map((share) => {
    const rank = Math.min(total, Math.max(1, Math.ceil(share * total)));
    // Sums of fractions may fall short of their total by a rounding.
    while (seen < rank && at < slots.length - 1) seen += counts[++at];
    return middleOf(slots[at]);
  });
}

/** The summary in milliseconds; the standard deviation is the sample's (n − 1). */
export function summarise(counts: Counts): LatencySummary {
  return summaryOf(occupied(counts));
}

/** The same of a packed histogram, at the price of what it holds. */
export function summarisePacked(packed: PackedHistogram): LatencySummary {
  const found = { slots: [] as number[], counts: [] as number[] };
  let slot = 0;
  for (let i = 0; i + 1 < packed.length; i += 2) {
    slot += packed[i];
    if (slot >= histogramSlots) break;
    found.slots.push(slot++);
    found.counts.push(packed[i + 1]);
  }
  return summaryOf(found);
}

const summaryShares = [0, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 0.99999, 1];

function summaryOf(found: Occupied): LatencySummary {
  let total = 0;
  let sum = 0;
  let squares = 0;
  found.slots.forEach((slot, i) => {
    total += found.counts[i];
    sum += found.counts[i] * middleOf(slot);
  });
  const mean = total === 0 ? 0 : sum / total;
  found.slots.forEach((slot, i) => {
    squares += found.counts[i] * (middleOf(slot) - mean) ** 2;
  });
  const stdev = total < 2 ? 0 : Math.sqrt(squares / (total - 1));
  const [min, p50, p75, p90, p99, p999, p9999, p99999, max] = percentilesOf(found, summaryShares).map(
    (us) => us / 1000,
  );
  return { min, mean: mean / 1000, stdev: stdev / 1000, p50, p75, p90, p99, p999, p9999, p99999, max };
}

/** How many values were recorded. */
export function totalOf(counts: Counts): number {
  let total = 0;
  for (let i = 0; i < histogramSlots; i++) total += counts[i]!;
  return total;
}

/** The same of a packed histogram. */
export function totalOfPacked(packed: PackedHistogram): number {
  let total = 0;
  for (let i = 1; i < packed.length; i += 2) total += packed[i];
  return total;
}

/** The form in which histograms travel and are saved. Counts are rounded to whole ones. */
export function pack(counts: Counts): PackedHistogram {
  const packed: number[] = [];
  let after = 0;
  for (let slot = 0; slot < histogramSlots; slot++) {
    const count = Math.round(counts[slot]!);
    if (count <= 0) continue;
    packed.push(slot - after, count);
    after = slot + 1;
  }
  return packed;
}

/** Adds a packed histogram, each count times `scale`, to `into`. Slots beyond the last are damage, and ignored. */
export function addPacked(into: Float64Array, packed: PackedHistogram, scale = 1): void {
  let slot = 0;
  for (let i = 0; i + 1 < packed.length; i += 2) {
    slot += packed[i]!;
    if (slot >= histogramSlots) return;
    into[slot] += packed[i + 1]! * scale;
    slot++;
  }
}

/** The counts of a packed histogram. */
export function unpack(packed: PackedHistogram): Float64Array {
  const counts = new Float64Array(histogramSlots);
  addPacked(counts, packed);
  return counts;
}

/** The values that occur, each slot's middle in microseconds, ascending, and how often. */
export function distinctValues(packed: PackedHistogram): { values: Float64Array; counts: Float64Array } {
  const length = packed.length >> 1;
  const values = new Float64Array(length);
  const counts = new Float64Array(length);
  let slot = 0;
  for (let i = 0; i < length; i++) {
    slot += packed[2 * i]!;
    // As in addPacked: what is beyond the last slot is damage.
    if (slot >= histogramSlots) return { values: values.subarray(0, i), counts: counts.subarray(0, i) };
    values[i] = middleOf(slot++);
    counts[i] = packed[2 * i + 1]!;
  }
  return { values, counts };
}
