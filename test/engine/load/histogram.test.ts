import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCounts,
  distinctValues,
  histogramSlots,
  middleOf,
  pack,
  percentiles,
  slotOf,
  summarise,
  summarisePacked,
} from '../../../engine/load/histogram';

const latency = fc.oneof(fc.nat(300), fc.nat(100_000), fc.nat(2 ** 31 - 1));
const latencies = fc.array(latency, { minLength: 1, maxLength: 300 });
const shares = [0, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1];

function histogramOf(values: readonly number[]): Uint32Array {
  const counts = new Uint32Array(histogramSlots);
  for (const value of values) counts[slotOf(value)]++;
  return counts;
}

/** A matcher on thousands of slots would take seconds. */
const same = (a: Uint32Array, b: Uint32Array): boolean => a.every((count, slot) => count === b[slot]);

describe('histogram', () => {
  it('keeps every value within half a slot, exactly below 256', () => {
    fc.assert(
      fc.property(latency, (us) => {
        const slot = slotOf(us);
        expect(slot).toBeLessThan(histogramSlots);
        expect(Math.abs(middleOf(slot) - us)).toBeLessThanOrEqual(us < 256 ? 0 : us * 0.004);
      }),
    );
  });

  it('uses its slots in the order of values, without gaps, up to the last', () => {
    expect(slotOf(2 ** 31 - 1)).toBe(histogramSlots - 1);
    for (let slot = 0; slot < histogramSlots; slot++) expect(slotOf(Math.floor(middleOf(slot)))).toBe(slot);
  });

  it('gives the percentiles of the sorted values within the error bound', () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const found = percentiles(histogramOf(values), shares);
        shares.forEach((share, i) => {
          const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
          expect(Math.abs(found[i] - exact)).toBeLessThanOrEqual(exact * 0.004);
        });
      }),
    );
  });

  it('merges associatively and commutatively, and to the same as recording all in one', () => {
    fc.assert(
      fc.property(latencies, latencies, latencies, (a, b, c) => {
        const sum = (...parts: Uint32Array[]): Uint32Array => {
          const into = new Uint32Array(histogramSlots);
          for (const part of parts) addCounts(into, part);
          return into;
        };
        const [ha, hb, hc] = [a, b, c].map(histogramOf);
        const all = histogramOf([...a, ...b, ...c]);
        expect(same(sum(sum(ha, hb), hc), all)).toBe(true);
        expect(same(sum(ha, sum(hc, hb)), all)).toBe(true);
      }),
    );
  });

  it('summarises packed counts to the same', () => {
    fc.assert(
      fc.property(fc.array(latency, { maxLength: 100 }), (values) => {
        const counts = histogramOf(values);
        expect(summarisePacked(pack(counts))).toEqual(summarise(counts));
      }),
    );
  });

  it('summarises in milliseconds', () => {
    const { min, mean, stdev, p50, max } = summarise(histogramOf([100, 200, 200, 240]));
    expect({ min, mean, p50, max }).toEqual({ min: 0.1, mean: 0.185, p50: 0.2, max: 0.24 });
    // Squared distances from 185: 7225 + 225 + 225 + 3025 = 10700, over n − 1 = 3.
    expect(stdev).toBeCloseTo(Math.sqrt(10700 / 3) / 1000, 12);
  });

  it('summarises nothing as zeros', () => {
    const summary = summarise(new Uint32Array(histogramSlots));
    expect(Object.values(summary).every((value) => value === 0)).toBe(true);
  });

  it('takes what lies beyond its last slot for damage, wherever it is read', () => {
    for (const damaged of [
      [1, 5, 1e15, 7],
      [1, 5, histogramSlots, 7, 0, 1],
    ]) {
      const { values, counts } = distinctValues(damaged);
      expect([...values]).toEqual([1]);
      expect([...counts]).toEqual([5]);
      expect(summarisePacked(damaged)).toEqual(summarisePacked([1, 5]));
    }
  });
});
