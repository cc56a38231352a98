import { distinctValues, histogramSlots, lowestOf, pack, slotOf } from './histogram';

/** Distinct values, ascending, and how often each was seen. */
export interface Distribution {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** What wrk says of a distribution. */
export interface WrkStats {
  readonly count: number;
  readonly mean: number;
  /** Of a sample: n − 1. 0 for fewer than two values. */
  readonly stdev: number;
  readonly max: number;
  /** Percent of the values within one stdev of the mean; NaN for no values. */
  readonly withinStdev: number;
}

export function wrkStats({ values, counts }: Distribution): WrkStats {
  const count = counts.reduce((a, b) => a + b, 0);
  if (count === 0) return { count: 0, mean: 0, stdev: 0, max: 0, withinStdev: Number.NaN };
  const mean = values.reduce((sum, value, i) => sum + value * counts[i]!, 0) / count;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * counts[i]!, 0);
  const stdev = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  const within = counts.reduce(
    (sum, each, i) => (Math.abs(values[i]! - mean) <= stdev ? sum + each : sum),
    0,
  );
  return { count, mean, stdev, max: values[values.length - 1]!, withinStdev: (within / count) * 100 };
}

/** The value of rank round(p/100 · count + ½), as wrk counts; 0 for no values. `p` in percent. */
export function wrkPercentile({ values, counts }: Distribution, p: number): number {
  const count = counts.reduce((a, b) => a + b, 0);
  const rank = Math.min(count, Math.round((p / 100) * count + 0.5));
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    seen += counts[i]!;
    if (seen >= rank) return values[i]!;
  }
  return 0;
}

/**
 * wrk's correction for coordinated omission: a connection that waits for a slow answer does not send the
 * requests it would have sent meanwhile. For every value of at least twice the expected interval, values one
 * interval smaller each are added, down to the interval itself. They are **invented**: whoever prints the
 * result says so.
 */
export function correctForOmission({ values, counts }: Distribution, intervalUs: number): Distribution {
  const interval = Math.trunc(intervalUs);
  if (!(interval >= 1)) return { values, counts };
  const slots = new Float64Array(histogramSlots);
  for (let i = 0; i < values.length; i++) {
    const value = Math.round(values[i]!);
    slots[slotOf(value)] += counts[i]!;
    if (value >= 2 * interval) addBelow(slots, value, counts[i]!, interval);
  }
  return distinctValues(pack(slots));
}

/** Adds `count` at value − interval, value − 2 · interval, … as long as they are above the interval. */
function addBelow(slots: Float64Array, value: number, count: number, interval: number): void {
  let below = value - interval;
  while (below > interval) {
    const slot = slotOf(below);
    // All steps that stay in this slot at once: a slow answer among quick ones has very many.
    const lowest = Math.max(lowestOf(slot), interval + 1);
    const steps = Math.floor((below - lowest) / interval) + 1;
    slots[slot] += count * steps;
    below -= steps * interval;
  }
}
