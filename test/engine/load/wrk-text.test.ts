import { describe, expect, it } from 'vitest';
import { histogramSlots, middleOf, pack, slotOf } from '../../../engine/load/histogram';
import {
  correctForOmission,
  type Distribution,
  wrkPercentile,
  wrkStats,
} from '../../../engine/load/wrk-stats';
import { wrkHeader, wrkLatency, wrkResults } from '../../../engine/load/wrk-text';
import {
  formatBinary,
  formatDuration,
  formatMetric,
  formatMicroseconds,
  parseMetric,
  parseSeconds,
} from '../../../engine/load/wrk-units';
import { emptyReport, type LoadReport, noErrors } from '../../../proto/load-report';

function reportOf(latenciesUs: readonly number[], changes: Partial<LoadReport> = {}): LoadReport {
  const slots = new Float64Array(histogramSlots);
  for (const us of latenciesUs) slots[slotOf(us)]++;
  return {
    ...emptyReport(0, 2_000_000),
    requests: latenciesUs.length,
    responseHistogram: pack(slots),
    ...changes,
  };
}

const distribution = (pairs: readonly (readonly [number, number])[]): Distribution => ({
  values: Float64Array.from(pairs, ([value]) => value),
  counts: Float64Array.from(pairs, ([, count]) => count),
});

describe("wrk's units", () => {
  it.each([
    [0, '0.00us'],
    [849.99, '849.99us'],
    [850, '0.85ms'],
    [849_999, '850.00ms'],
    [999_999, '1000.00ms'],
    [1_000_000, '1.00s'],
    [50_900_000, '50.90s'],
    [51_000_000, '0.85m'],
    [90_000_000, '1.50m'],
  ])('%d us is %s', (us, text) => expect(formatMicroseconds(us)).toBe(text));

  it.each([
    [1, '1s'],
    [50, '50s'],
    [52, '1m'],
    [90, '2m'],
    [150, '2m'],
    [3600, '60m'],
  ])('a test of %d s is named %s', (s, text) => expect(formatDuration(s)).toBe(text));

  // As C prints them on x86-64; plain doubles end in another digit.
  it.each([
    [1085, '1.09ms', '1.09k'],
    [6705, '6.70ms', '6.70k'],
    [9475, '9.48ms', '9.48k'],
    [10_195, '10.19ms', '10.19k'],
    [603_125, '603.12ms', '603.12k'],
    [735_515, '735.52ms', '735.52k'],
    [4_670_778_435, '77.85m', '4.67G'],
    [2_669_396_449_411_953, '44489940.82m', '2669.40T'],
  ])('rounds %d as a long double is rounded', (value, us, metric) => {
    expect([formatMicroseconds(value), formatMetric(value)]).toEqual([us, metric]);
  });

  it('rounds whole seconds and bytes so, too', () => {
    expect([7_787_520, 2_003_728_306].map(formatBinary)).toEqual(['7.43M', '1.87G']);
    expect([33_030, 1295].map(formatDuration)).toEqual(['550m', '22m']);
    expect([Number.NaN, 0].map(formatMicroseconds)).toEqual(['NaNus', '0.00us']);
  });

  it('counts in thousands and in 1024s', () => {
    expect([849, 850, 25_920, 1e6].map(formatMetric)).toEqual(['849.00', '0.85k', '25.92k', '1.00M']);
    expect([870, 871, 6.59 * 2 ** 20].map(formatBinary)).toEqual(['870.00', '0.85K', '6.59M']);
  });

  it('reads numbers and times with units, and nothing else', () => {
    expect(['100', '1k', '2M', '1.5k', 'k', '1kk', '', '-1'].map(parseMetric)).toEqual([
      ...[100, 1000, 2e6],
      ...[null, null, null, null, null],
    ]);
    expect(['30', '30s', '2m', '1h', '1d', 's'].map(parseSeconds)).toEqual([30, 30, 120, 3600, null, null]);
  });
});

describe("wrk's report", () => {
  it('is wrk’s, column by column', () => {
    const latency = distribution([
      [100, 1],
      [2000, 2],
      [30_000, 1],
    ]);
    const report = reportOf([], {
      ...{ requests: 51_546, bytes: 6_910_000, endedUs: 1_000_600 },
      rateSamples: [
        [10_000, 1],
        [39_420, 1],
      ],
      errors: { ...noErrors, connect: 1, tls: 2, read: 3, closed: 4, protocol: 5, timeout: 6, status: 7 },
    });
    const [first] = wrkHeader({ url: 'https://me:hu@sh@h:8/a@b', seconds: 1, threads: 2, connections: 1 });
    expect(first).toBe('Running 1s test @ https://me:xxxxx@h:8/a@b');
    expect(wrkHeader({ url: 'http://h/', seconds: 1, threads: 2, connections: 101 })).toEqual([
      'Running 1s test @ http://h/',
      '  2 threads and 101 connections',
    ]);
    expect(wrkResults(report, { latency, showPercentiles: true })).toEqual([
      '  Thread Stats   Avg      Stdev     Max   +/- Stdev',
      '    Latency     8.52ms   14.34ms  30.00ms   75.00%',
      '    Req/Sec    24.71k    20.80k   39.42k   100.00%',
      '  Latency Distribution',
      '     50%    2.00ms',
      '     75%   30.00ms',
      '     90%   30.00ms',
      '     99%   30.00ms',
      '  51546 requests in 1.00s, 6.59MB read',
      '  Socket errors: connect 3, read 12, write 0, timeout 6',
      '  Non-2xx or 3xx responses: 7',
      'Requests/sec:  51515.09',
      'Transfer/sec:      6.59MB',
    ]);
  });

  it('of nothing is wrk’s of nothing', () => {
    const { latency } = wrkLatency(reportOf([]), { connections: 10, correct: true });
    expect(wrkResults(reportOf([]), { latency, showPercentiles: false })).toEqual([
      '  Thread Stats   Avg      Stdev     Max   +/- Stdev',
      '    Latency     0.00us    0.00us   0.00us    -nan%',
      '    Req/Sec     0.00      0.00     0.00      -nan%',
      '  0 requests in 2.00s, 0.00B read',
      'Requests/sec:      0.00',
      'Transfer/sec:       0.00B',
    ]);
  });
});

describe("wrk's statistics", () => {
  it('has the rank that wrk has', () => {
    const latency = distribution([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    expect([25, 50, 75, 99, 100].map((p) => wrkPercentile(latency, p))).toEqual([2, 3, 4, 4, 4]);
    expect(wrkPercentile(distribution([]), 50)).toBe(0);
    expect(wrkStats(distribution([[7, 1]]))).toEqual({
      count: 1,
      mean: 7,
      stdev: 0,
      max: 7,
      withinStdev: 100,
    });
  });

  it('adds what a slow answer kept from being sent, as one by one', () => {
    const pairs = [
      [50, 900],
      [230, 3],
      [1_000, 2],
      [40_000, 1],
    ] as const;
    const interval = 100;
    const expected = new Map<number, number>();
    const add = (value: number, count: number) =>
      expected.set(slotOf(value), (expected.get(slotOf(value)) ?? 0) + count);
    for (const [value, count] of pairs) {
      add(value, count);
      if (value < 2 * interval) continue;
      for (let m = value - interval; m > interval; m -= interval) add(m, count);
    }
    const corrected = correctForOmission(distribution(pairs), interval);
    const slots = [...expected.keys()].sort((a, b) => a - b);
    expect([...corrected.values]).toEqual(slots.map(middleOf));
    expect([...corrected.counts]).toEqual(slots.map((slot) => expected.get(slot)));
  });

  it('adds nothing where nothing is slow, or it is not wanted', () => {
    const report = reportOf([1000, 1000, 1000, 1000], { endedUs: 4000 });
    expect(wrkLatency(report, { connections: 1, correct: true }).added).toBe(0);
    const slow = reportOf([1000, 1000, 1000, 9000], { endedUs: 12_000 });
    expect(wrkLatency(slow, { connections: 1, correct: false }).added).toBe(0);
    const { added, latency } = wrkLatency(slow, { connections: 1, correct: true });
    expect(added).toBe(1);
    expect(wrkStats(latency).count).toBe(5);
  });
});
