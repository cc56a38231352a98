import type { LoadReport } from '../../proto/load-report';
import { summarise, unpack } from './histogram';

const heads = [
  ...['second', 'requests', 'requests_per_second', 'errors'],
  ...['mean_ms', 'p50_ms', 'p75_ms', 'p90_ms', 'p99_ms', 'p999_ms', 'max_ms'],
];

/**
 * A load over time as comma-separated values, a row an interval: when it began, in seconds since the counting did,
 * what was answered and failed in it, and its response times. Times of an interval without a response are empty.
 */
export function reportCsv(report: LoadReport): string {
  const rows = report.intervals.map((interval) => {
    const { atUs, lengthUs, requests, errors, response } = interval;
    const { mean, p50, p75, p90, p99, p999, max } = summarise(unpack(response));
    const times = [mean, p50, p75, p90, p99, p999, max];
    return [
      round((atUs - report.startedUs) / 1e6, 3),
      requests,
      round(requests / (lengthUs / 1e6), 3),
      errors,
      ...times.map((ms) => (response.length === 0 ? '' : round(ms, 6))),
    ];
  });
  return `${[heads, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** As short as it is exact: '0.25', '12'. */
function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
