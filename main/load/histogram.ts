import type { LatencySummary } from '../../proto/load';

/**
 * A log-linear histogram of microseconds as a bare `Uint32Array`, so that it can lie in shared memory.
 *
 * Values below 256 have a slot each; above, every power of two is cut into 128 slots, so a slot is never
 * wider than 1/128 of its values (0.8 %) and its middle is within 0.4 % of any of them. Everything that is
 * reported derives from the counts alone: adding two histograms, or subtracting an earlier reading from a
 * later one, is adding or subtracting slots.
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

/** The middle of a slot's values, in microseconds. */
export function middleOf(slot: number): number {
  const shift = slot < 2 * subSlots ? 0 : (slot >>> subBits) - 1;
  const lowest = (slot - (shift << subBits)) * 2 ** shift;
  return lowest + (2 ** shift - 1) / 2;
}

/** Adds the counts of `from` to `into`. */
export function addCounts(into: Uint32Array, from: Uint32Array): void {
  for (let i = 0; i < histogramSlots; i++) into[i] += from[i];
}

/** later − earlier, for two readings of one growing histogram. */
export function subtractCounts(later: Uint32Array, earlier: Uint32Array): Uint32Array {
  const counts = new Uint32Array(histogramSlots);
  for (let i = 0; i < histogramSlots; i++) counts[i] = later[i] - earlier[i];
  return counts;
}

/**
 * The values, in microseconds, that the given shares (0…1, ascending) of all recorded ones do not exceed:
 * the value of rank ⌈share · total⌉. Zeros for an empty histogram.
 */
export function percentiles(counts: Uint32Array, shares: readonly number[]): number[] {
  let total = 0;
  for (let i = 0; i < histogramSlots; i++) total += counts[i];
  const values: number[] = [];
  if (total === 0) return shares.map(() => 0);
  let seen = 0;
  let slot = -1;
  for (const share of shares) {
    const rank = Math.min(total, Math.max(1, Math.ceil(share * total)));
    while (seen < rank) seen += counts[++slot];
    values.push(middleOf(slot));
  }
  return values;
}

/** The summary in milliseconds; the standard deviation is the sample's (n − 1). */
export function summarise(counts: Uint32Array): LatencySummary {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < histogramSlots; i++) {
    total += counts[i];
    sum += counts[i] * middleOf(i);
  }
  const mean = total === 0 ? 0 : sum / total;
  let squares = 0;
  for (let i = 0; i < histogramSlots; i++) {
    if (counts[i] !== 0) squares += counts[i] * (middleOf(i) - mean) ** 2;
  }
  const stdev = total < 2 ? 0 : Math.sqrt(squares / (total - 1));
  const [min, p50, p75, p90, p99, p999, max] = percentiles(counts, [0, 0.5, 0.75, 0.9, 0.99, 0.999, 1]);
  return {
    min: min / 1000,
    mean: mean / 1000,
    stdev: stdev / 1000,
    p50: p50 / 1000,
    p75: p75 / 1000,
    p90: p90 / 1000,
    p99: p99 / 1000,
    p999: p999 / 1000,
    max: max / 1000,
  };
}
