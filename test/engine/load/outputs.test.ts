import { describe, expect, it } from 'vitest';
import { hgrmText } from '../../../engine/load/hgrm';
import { histogramSlots, pack, slotOf, summarise, unpack } from '../../../engine/load/histogram';
import { reportCsv } from '../../../engine/load/report-csv';
import { reportJson } from '../../../engine/load/report-json';
import { emptyReport, type LoadReport, noErrors, noLatency } from '../../../proto/load';

function packed(values: readonly number[]): number[] {
  const counts = new Uint32Array(histogramSlots);
  for (const value of values) counts[slotOf(value)]++;
  return pack(counts);
}

/** 1, 2, … 100 µs. */
const hundred = packed(Array.from({ length: 100 }, (_, i) => i + 1));

const report: LoadReport = {
  ...emptyReport(7e6, 9.5e6),
  requests: 3,
  bytes: 1000,
  requestsPerSecond: 1.2,
  errors: { ...noErrors, timeout: 2, status: 1 },
  statuses: { 200: 2, 503: 1 },
  latency: summarise(unpack(packed([100, 200, 200]))),
  responseHistogram: packed([100, 200, 200]),
  intervals: [
    { atUs: 7e6, lengthUs: 1e6, requests: 1, errors: 3, response: packed([100]), service: [] },
    { atUs: 8e6, lengthUs: 1e6, requests: 0, errors: 0, response: [], service: [] },
    { atUs: 9e6, lengthUs: 5e5, requests: 2, errors: 0, response: packed([200, 200]), service: [] },
  ],
  inFlight: { count: 1, ages: { ...noLatency, max: 12 } },
};

describe('.hgrm', () => {
  const lines = hgrmText(hundred).split('\n');

  it('has the columns that plotters look for', () => {
    expect(lines.slice(0, 3)).toEqual([
      '       Value     Percentile TotalCount 1/(1-Percentile)',
      '',
      '       0.001 0.000000000000          1           1.00',
    ]);
  });

  it('goes in tenths to the median, in ever smaller steps beyond, and ends at the whole', () => {
    const rows = lines.filter((line) => /^ /.test(line) && !/Value/.test(line));
    const cells = rows.map((row) => row.trim().split(/\s+/).map(Number));
    expect(cells.slice(0, 6).map(([, share]) => share)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(cells.slice(6, 9).map(([, share]) => share)).toEqual([0.55, 0.6, 0.65]);
    for (const [ms, share, count, odds] of cells.slice(0, -1)) {
      expect(ms * 1000).toBeGreaterThanOrEqual(share * 100 - 1e-9);
      expect(count).toBe(Math.round(ms * 1000));
      expect(odds).toBeCloseTo(1 / (1 - share), 2);
    }
    expect(cells.at(-1)).toEqual([0.1, 1, 100]);
  });

  it('ends with a summary', () => {
    expect(lines.slice(-4, -2)).toEqual([
      '#[Mean    =        0.051, StdDeviation   =        0.029]',
      '#[Max     =        0.100, Total count    =          100]',
    ]);
  });

  it('is nothing for nothing', () => {
    expect(hgrmText([])).toBe('');
  });
});

describe('CSV', () => {
  it('has a row an interval, the last as long as it lasted', () => {
    expect(reportCsv(report)).toBe(
      [
        'second,requests,requests_per_second,errors,mean_ms,p50_ms,p75_ms,p90_ms,p99_ms,p999_ms,max_ms',
        '0,1,1,3,0.1,0.1,0.1,0.1,0.1,0.1,0.1',
        '1,0,0,0,,,,,,,',
        '2,2,4,0,0.2,0.2,0.2,0.2,0.2,0.2,0.2',
        '',
      ].join('\n'),
    );
  });
});

describe('JSON', () => {
  it('names every unit and keeps error statuses apart from failures', () => {
    expect(JSON.parse(reportJson(report))).toMatchObject({
      durationSeconds: 2.5,
      bytesPerSecond: 400,
      statuses: { 200: 2, 503: 1 },
      errorStatuses: 1,
      failures: { timeout: 2, read: 0 },
      responseTime: { unit: 'ms', min: 0.1, max: 0.2, percentiles: { 50: 0.2, 99.999: 0.2, 100: 0.2 } },
      inFlight: { count: 1, oldestMs: 12 },
      seconds: [{ atSeconds: 0, requests: 1 }, { atSeconds: 1 }, { atSeconds: 2, lengthSeconds: 0.5 }],
    });
    expect(JSON.parse(reportJson(report))).not.toHaveProperty('serviceTime');
  });

  it('tells of an open model what was intended, and both times', () => {
    const open: LoadReport = {
      ...report,
      service: noLatency,
      serviceHistogram: packed([50]),
      openModel: { rate: 4, scheduled: 10, lag: noLatency },
      lagHistogram: packed([60_000]),
    };
    const told = JSON.parse(reportJson(open));
    expect(told.openModel).toMatchObject({ intendedPerSecond: 4, scheduled: 10 });
    expect(told.openModel.lag.percentiles['50']).toBeCloseTo(60, 0);
    expect(told.serviceTime.percentiles['50']).toBeCloseTo(0.05, 5);
  });
});
