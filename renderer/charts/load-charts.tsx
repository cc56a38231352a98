import { useMemo } from 'react';
import { useWords } from '../words/words';
import { bandLabelPx } from './bands';
import { latencyRange } from './cells';
import { formatCount, formatLatency, formatRate } from './format';
import { HeatMap } from './heat-map';
import styles from './load-charts.module.css';
import { chartPercentiles, type LoadSeries, percentileColours } from './load-series';
import { type ChartSeries, largest, leastPositive } from './series';
import { TimeChart } from './time-chart';

/** Ends of the axes, for loads that are shown beside each other on one scale. */
export interface SharedScale {
  readonly span: number;
  readonly rate: number;
  readonly errors: number;
  /** Milliseconds at both ends of the heat map; null where no request was answered. */
  readonly range: readonly [number, number] | null;
  /** Milliseconds at both ends of the percentiles. */
  readonly latency: readonly [number, number];
}

interface LoadChartsProps {
  readonly series: LoadSeries;
  /** Charts of one name show one moment under the pointer. */
  readonly sync: string;
  readonly scale?: SharedScale;
  readonly heights?: { readonly chart: number; readonly errors: number; readonly heat: number };
}

const usualHeights = { chart: 150, errors: 90, heat: 170 };

/** Rate, latency, errors and the heat map of a load, one below the other on one axis of time. */
export function LoadCharts({ series, sync, scale, heights = usualHeights }: LoadChartsProps) {
  const words = useWords().load;
  const { times, bands, columns } = series;
  const span = scale?.span ?? series.span;
  const rates = useMemo<ChartSeries[]>(() => {
    const rate: ChartSeries = { label: words.rate, colour: 'a', values: series.rate };
    const open = series.intended.some((value) => value !== null);
    return open ? [rate, { label: words.intended, colour: 'g', values: series.intended }] : [rate];
  }, [series.rate, series.intended, words]);
  const latencies = useMemo(
    () =>
      chartPercentiles.map(
        (p): ChartSeries => ({
          label: words.percentiles[p],
          colour: percentileColours[p],
          values: series.latency[p],
        }),
      ),
    [series.latency, words],
  );
  const range = useMemo(() => scale?.range ?? latencyRange(columns), [scale, columns]);
  const last = (values: readonly (number | null)[]) => values[values.length - 1] ?? 0;
  const answered = columns.reduce(
    (sum, { counts }) => sum + Array.from(counts).reduce((a, b) => a + b, 0),
    0,
  );
  return (
    <div className={styles.charts}>
      <TimeChart
        title={words.rate}
        summary={words.sumRate(formatRate(last(series.rate)), formatRate(largest([{ values: series.rate }])))}
        times={times}
        series={rates}
        bands={bands}
        labelled
        span={span}
        {...(scale === undefined ? {} : { top: scale.rate })}
        format={formatRate}
        sync={sync}
        heightPx={heights.chart + bandLabelPx - 8}
      />
      <TimeChart
        title={words.latency}
        summary={words.sumLatency(
          formatLatency(last(series.latency.p50)),
          formatLatency(last(series.latency.p99)),
          formatLatency(largest([{ values: series.latency.max }])),
        )}
        kind="log"
        times={times}
        series={latencies}
        bands={bands}
        span={span}
        {...(scale === undefined
          ? {}
          : { bottom: Number.isFinite(scale.latency[0]) ? scale.latency[0] : 0, top: scale.latency[1] })}
        format={formatLatency}
        sync={sync}
        heightPx={heights.chart}
      />
      <TimeChart
        title={words.errorsPerSecond}
        summary={
          largest(series.errors) > 0 ? words.sumErrors(formatRate(largest(series.errors))) : words.noErrors
        }
        kind="stack"
        times={times}
        series={series.errors}
        bands={bands}
        span={span}
        {...(scale === undefined ? {} : { top: scale.errors })}
        format={formatRate}
        sync={sync}
        heightPx={heights.errors}
      />
      {range !== null && (
        <HeatMap
          title={words.heat}
          summary={words.sumHeat(formatCount(answered), formatLatency(range[0]), formatLatency(range[1]))}
          columns={columns}
          bands={bands}
          span={span}
          range={range}
          format={formatLatency}
          describe={(rate, from, to) => words.cell(formatRate(rate), formatLatency(from), formatLatency(to))}
          legend={{ few: words.few, many: words.many }}
          heightPx={heights.heat}
        />
      )}
    </div>
  );
}

/** One scale that all of these loads fit on. */
export function sharedScale(all: readonly LoadSeries[]): SharedScale {
  const ranges = all.map(({ columns }) => latencyRange(columns)).filter((range) => range !== null);
  const most = (of: (series: LoadSeries) => number) => Math.max(0, ...all.map(of));
  return {
    span: most(({ span }) => span),
    rate: most(({ rate }) => largest([{ values: rate }])),
    errors: most(({ errors }) => largest(errors)),
    latency: [
      Math.min(...all.map((series) => leastPositive(percentilesOf(series)) || Number.POSITIVE_INFINITY)),
      most((series) => largest(percentilesOf(series))),
    ],
    range:
      ranges.length === 0
        ? null
        : [Math.min(...ranges.map(([least]) => least)), Math.max(...ranges.map(([, top]) => top))],
  };
}

function percentilesOf({ latency }: LoadSeries) {
  return chartPercentiles.map((p) => ({ values: latency[p] }));
}
