import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distinctValues,
  histogramSlots,
  pack,
  slotOf,
  totalOf,
  unpack,
} from '../../../engine/load/histogram';
import { sliceOf } from '../../../engine/load/slice';
import { emptyReport, type LoadInterval, type LoadReport, noLatency } from '../../../proto/load';

const second = 1e6;
const startedUs = 5e9;

function packed(values: readonly number[]): number[] {
  const counts = new Uint32Array(histogramSlots);
  for (const value of values) counts[slotOf(value)]++;
  return pack(counts);
}

/** A report of one response every 10 ms, each as slow as its second says. */
function reportOf(latencies: readonly number[], open = false): LoadReport {
  const intervals = latencies.map((us, i): LoadInterval => {
    const response = packed(new Array(100).fill(us));
    return {
      atUs: startedUs + i * second,
      lengthUs: second,
      requests: 100,
      errors: 10,
      response,
      service: open ? packed(new Array(100).fill(us / 2)) : [],
    };
  });
  return {
    ...emptyReport(startedUs, startedUs + latencies.length * second),
    requests: 100 * latencies.length,
    completions: new Array(100 * latencies.length).fill(1),
    intervals,
    service: open ? noLatency : null,
  };
}

describe('packed histograms', () => {
  it('come out as they went in', () => {
    const slots = fc.array(fc.tuple(fc.nat(histogramSlots - 1), fc.integer({ min: 1, max: 1e6 })));
    fc.assert(
      fc.property(slots, (list) => {
        const counts = new Float64Array(histogramSlots);
        for (const [slot, count] of list) counts[slot] += count;
        const form = pack(counts);
        expect(unpack(form).every((count, slot) => count === counts[slot])).toBe(true);
        const distinct = distinctValues(form);
        expect(distinct.values).toHaveLength(new Set(list.map(([slot]) => slot)).size);
        expect([...distinct.values]).toEqual([...distinct.values].sort((a, b) => a - b));
        expect(distinct.counts.reduce((a, b) => a + b, 0)).toBe(totalOf(counts));
      }),
    );
  });

  it('ignore slots that do not exist', () => {
    expect(totalOf(unpack([histogramSlots - 1, 2, 0, 7]))).toBe(2);
  });
});

describe('sliceOf', () => {
  const report = reportOf([100, 200, 150]);

  it('is exact for whole seconds', () => {
    const slice = sliceOf(report, startedUs + second, startedUs + 2 * second);
    expect(slice).toMatchObject({ requests: 100, errors: 10 });
    expect(slice.latency).toMatchObject({ min: 0.2, max: 0.2 });
    expect(totalOf(slice.response)).toBe(100);
  });

  it('takes of a second that the window cuts the share of its completions inside', () => {
    const slice = sliceOf(report, startedUs + 0.75 * second, startedUs + 2 * second);
    expect(slice.requests).toBe(125);
    expect(slice.response[slotOf(100)]).toBeCloseTo(25, 9);
    expect(slice.response[slotOf(200)]).toBe(100);
    expect(slice.latency.p50).toBe(0.2);
  });

  it('covers everything from before the start to after the end, and nothing outside', () => {
    expect(sliceOf(report, 0, 1e12)).toMatchObject({ requests: 300, errors: 30 });
    expect(sliceOf(report, 0, startedUs)).toMatchObject({ requests: 0, latency: { max: 0 } });
  });

  it('keeps response and service time apart for the open model', () => {
    const slice = sliceOf(reportOf([200], true), startedUs, startedUs + second);
    expect(slice.response[slotOf(200)]).toBe(100);
    expect(slice.service[slotOf(100)]).toBe(100);
    expect(sliceOf(report, 0, 1e12).service).toEqual(sliceOf(report, 0, 1e12).response);
  });
});
