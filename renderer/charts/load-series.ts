import { distinctValues, percentiles, unpack } from '../../engine/load/histogram';
import type { LoadInterval, LoadReport } from '../../proto/load-report';
import type { HeatColumn } from './cells';
import type { Band, ChartSeries, SeriesColour } from './series';

/** What the charts of a load show, whether it still runs or is long over. Times are seconds from their zero. */
export interface LoadSeries {
  readonly times: readonly number[];
  readonly rate: readonly (number | null)[];
  /** Requests a second an open model intends; null throughout for the closed loop. */
  readonly intended: readonly (number | null)[];
  /** Milliseconds, by percentile. */
  readonly latency: { readonly [P in ChartPercentile]: readonly (number | null)[] };
  /** Errors a second; one series per kind while it runs, one of all afterwards. */
  readonly errors: readonly ChartSeries[];
  readonly columns: readonly HeatColumn[];
  readonly bands: readonly Band[];
  readonly span: number;
}

export const chartPercentiles = ['p50', 'p90', 'p99', 'p999', 'max'] as const;
export type ChartPercentile = (typeof chartPercentiles)[number];

export const percentileColours: Readonly<Record<ChartPercentile, SeriesColour>> = {
  p50: 'a',
  p90: 'b',
  p99: 'c',
  p999: 'e',
  max: 'd',
};

const shares = [0.5, 0.9, 0.99, 0.999, 1];

/** An interval as a column of the heat map. */
export function heatColumn({ atUs, lengthUs, response }: LoadInterval, zeroUs: number): HeatColumn {
  const { values, counts } = distinctValues(response);
  const from = (atUs - zeroUs) / 1e6;
  return { from, to: from + lengthUs / 1e6, values: values.map((us) => us / 1000), counts };
}

/**
 * The series of finished loads, one after the other on one clock: each interval is a point at its middle, and
 * between two loads the lines are broken.
 */
export function seriesOfReports(
  reports: readonly LoadReport[],
  zeroUs: number,
  bands: readonly Band[],
  errorsLabel: string,
): LoadSeries {
  const times: number[] = [];
  const rate: (number | null)[] = [];
  const intended: (number | null)[] = [];
  const errors: (number | null)[] = [];
  const latency: Record<ChartPercentile, (number | null)[]> = {
    p50: [],
    p90: [],
    p99: [],
    p999: [],
    max: [],
  };
  const columns: HeatColumn[] = [];
  for (const [i, { intervals, openModel }] of reports.entries()) {
    if (i > 0 && intervals.length > 0) {
      times.push((intervals[0]!.atUs - zeroUs) / 1e6);
      for (const column of [rate, intended, errors, ...Object.values(latency)]) column.push(null);
    }
    for (const interval of intervals) {
      const seconds = interval.lengthUs / 1e6;
      times.push((interval.atUs - zeroUs) / 1e6 + seconds / 2);
      rate.push(interval.requests / seconds);
      intended.push(openModel?.rate ?? null);
      errors.push(interval.errors / seconds);
      const values = percentiles(unpack(interval.response), shares);
      chartPercentiles.forEach((name, p) => {
        latency[name].push(values[p]! > 0 ? values[p]! / 1000 : null);
      });
      columns.push(heatColumn(interval, zeroUs));
    }
  }
  return {
    times,
    rate,
    intended,
    latency,
    errors: [{ label: errorsLabel, colour: 'danger', values: errors }],
    columns,
    bands,
    span: Math.max(1, ...reports.map(({ endedUs }) => (endedUs - zeroUs) / 1e6)),
  };
}
