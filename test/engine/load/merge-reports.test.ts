import { describe, expect, test } from 'vitest';
import { histogramSlots, pack, slotOf, summarise } from '../../../engine/load/histogram';
import { loadSeconds, mergeReports } from '../../../engine/load/merge-reports';
import { emptyReport, type LoadReport, noErrors, noLatency } from '../../../proto/load';

/** A load of `seconds` that answered once for each of these microseconds. */
function report(
  startedUs: number,
  seconds: number,
  us: readonly number[],
  over: Partial<LoadReport> = {},
): LoadReport {
  const counts = new Uint32Array(histogramSlots);
  for (const each of us) counts[slotOf(each)]!++;
  return {
    ...emptyReport(startedUs, startedUs + seconds * 1e6),
    requests: us.length,
    bytes: 10 * us.length,
    latency: summarise(counts),
    responseHistogram: pack(counts),
    statuses: { 200: us.length },
    ...over,
  };
}

describe('several loads as one', () => {
  const a = report(0, 2, [100, 200, 300], { errors: { ...noErrors, timeout: 1 }, rateSamples: [[10, 2]] });
  const b = report(10e6, 3, [400, 90_000], {
    statuses: { 200: 1, 500: 1 },
    rateSamples: [
      [10, 1],
      [5, 1],
    ],
  });

  test('have the sums of their counts and the latencies of all their answers', () => {
    const all = report(0, 5, [100, 200, 300, 400, 90_000]);
    expect(mergeReports([a, b])).toMatchObject({
      requests: 5,
      bytes: 50,
      errors: { timeout: 1 },
      statuses: { 200: 4, 500: 1 },
      latency: all.latency,
      responseHistogram: all.responseHistogram,
      rateSamples: [
        [5, 1],
        [10, 3],
      ],
    });
  });

  test('have a rate by the seconds they lasted, not by the pause between them', () => {
    expect(loadSeconds([a, b])).toBe(5);
    expect(mergeReports([a, b]).requestsPerSecond).toBe(1);
  });

  test('were bound by the client where one of them was', () => {
    const bound = { ...b, clientBound: true, clientBoundReason: 'lag' } as const;
    expect(mergeReports([a, bound])).toMatchObject({ clientBound: true, clientBoundReason: 'lag' });
    expect(mergeReports([a, b]).clientBound).toBe(false);
  });

  test('tell what none of them sent, and how long it waited at most', () => {
    const waiting = (count: number, max: number) => ({ unsent: { count, ages: { ...noLatency, max } } });
    const merged = mergeReports([report(0, 1, [], waiting(3, 7)), report(2e6, 1, [], waiting(2, 9))]);
    expect(merged.unsent).toMatchObject({ count: 5, ages: { max: 9 } });
  });

  test('of one are that one, also where it is of an older run without histograms', () => {
    const old = { ...a, responseHistogram: [] };
    expect(mergeReports([old])).toBe(old);
    expect(mergeReports([old, old]).latency).toEqual(a.latency);
  });
});
