import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { bandLabelPx, drawBands } from './bands';
import { onAxis } from './format';
import { heatMargins } from './heat-paint';
import {
  type Band,
  type ChartSeries,
  largest,
  leastPositive,
  logRange,
  powersThatFit,
  roundTop,
  stacked,
  ticksIn,
  ticksTo,
} from './series';
import { type ChartTheme, useChartTheme } from './theme';
import styles from './time-chart.module.css';

export interface TimeChartProps {
  readonly title: string;
  /** What the chart says now, in words, for those who do not see it. */
  readonly summary: string;
  /** Seconds, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly bands: readonly Band[];
  /** Whether the bands' labels stand above the plot; of charts below each other, one is enough. */
  readonly labelled?: boolean;
  /** Seconds the axis covers; it grows where times go beyond. */
  readonly span: number;
  /** Largest value of the axis, for charts that share a scale; it grows where values go beyond. */
  readonly top?: number;
  /** Of a logarithmic axis its least value, likewise; 0 = that of the values. */
  readonly bottom?: number;
  readonly kind?: 'lines' | 'log' | 'stack';
  /** A value with its unit. */
  readonly format: (value: number) => string;
  /** Charts of one name show one moment under the pointer. */
  readonly sync?: string;
  readonly heightPx?: number;
}

/** What the plot's callbacks read: always the newest, while the plot itself stays. */
type Latest = TimeChartProps;

/** Figures over time, with a legend that shows the values under the pointer, or the last ones. */
export function TimeChart(props: TimeChartProps) {
  const { title, summary, times, series, kind = 'lines', heightPx = 150, sync = '' } = props;
  const theme = useChartTheme();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef<Latest>(props);
  latest.current = props;
  const [at, setAt] = useState<number | null>(null);
  const labels = series.map((s) => `${s.label}:${s.colour}`).join('|');

  // biome-ignore lint/correctness/useExhaustiveDependencies(labels): other series are another plot
  useEffect(() => {
    const element = box.current!;
    const made = new uPlot(
      optionsOf(() => latest.current, theme, element.clientWidth, heightPx, kind, sync, setAt),
      dataOf(kind, latest.current.times, latest.current.series),
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height: heightPx });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [labels, kind, heightPx, sync, theme]);

  const data = useMemo(() => dataOf(kind, times, series), [kind, times, series]);
  useEffect(() => {
    plot.current?.setData(data);
  }, [data]);

  const shown = at ?? times.length - 1;
  return (
    <figure className={styles.chart} data-testid="chart" data-points={times.length}>
      <figcaption className={styles.head}>
        <span className={styles.title}>{title}</span>
        <Legend series={series} at={shown} theme={theme} format={props.format} />
      </figcaption>
      <div ref={box} role="img" aria-label={`${title}: ${summary}`} className={styles.plot} />
    </figure>
  );
}

interface LegendProps {
  readonly series: readonly ChartSeries[];
  /** Row of the values shown. */
  readonly at: number;
  readonly theme: ChartTheme;
  readonly format: (value: number) => string;
}

function Legend({ series, at, theme, format }: LegendProps) {
  return (
    <span className={styles.legend}>
      {series.map(({ label, colour, values }) => {
        const value = values[at] ?? null;
        return (
          <span key={label} className={styles.entry}>
            <span className={styles.swatch} style={{ background: theme.series[colour] }} />
            {label}
            <span className={styles.value}>{value === null ? '–' : format(value)}</span>
          </span>
        );
      })}
    </span>
  );
}

/** Columns in the plot's order: a stack is drawn from its highest edge down, each over the one before. */
function dataOf(
  kind: TimeChartProps['kind'],
  times: readonly number[],
  series: readonly ChartSeries[],
): uPlot.AlignedData {
  const columns =
    kind === 'stack' ? stacked(series).reverse() : series.map(({ values }) => positiveIn(kind, values));
  return [[...times], ...columns];
}

/** A logarithmic axis has no place for zero. */
function positiveIn(kind: TimeChartProps['kind'], values: readonly (number | null)[]): (number | null)[] {
  return kind === 'log' ? values.map((v) => (v !== null && v > 0 ? v : null)) : [...values];
}

/** Rooms of the axes in CSS pixels, those of the heat map below, so that one moment is one place in both. */
const { bottom: timeAxisPx, left: valueAxisPx, right: rightPx } = heatMargins;

function optionsOf(
  latest: () => Latest,
  theme: ChartTheme,
  width: number,
  height: number,
  kind: NonNullable<TimeChartProps['kind']>,
  sync: string,
  onPointer: (at: number | null) => void,
): uPlot.Options {
  const { series } = latest();
  const order = kind === 'stack' ? [...series].reverse() : series;
  const axis = { stroke: theme.faint, font: theme.font, ticks: { show: false } };
  const grid = { stroke: theme.line, width: 1 };
  const top = latest().labelled === true ? bandLabelPx : 8;
  const plotPx = height - top - timeAxisPx;
  const filter = (_plot: uPlot, ticks: number[]) => powersOfTen(ticks, plotPx);
  return {
    width,
    height,
    padding: [top, rightPx, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { show: kind !== 'stack', size: 6 },
      ...(sync === '' ? {} : { sync: { key: sync, setSeries: false } }),
    },
    scales: {
      x: {
        time: false,
        range: (_plot, _min, max) => [0, Math.max(latest().span, Number.isFinite(max) ? max : 0, 1)],
      },
      y: {
        distr: kind === 'log' ? 3 : 1,
        range: () => rangeOf(latest(), kind) as [number, number],
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: timeAxisPx,
        // As the heat map below has it, so that moments stand below each other.
        space: 1,
        splits: (plot, _axis, _min, max) => ticksIn(max, plot.width - valueAxisPx - rightPx),
        values: (_plot, ticks) => ticks.map((t) => `${t} s`),
      },
      {
        ...axis,
        size: valueAxisPx,
        ...(kind === 'log'
          ? { grid: { ...grid, filter }, filter }
          : {
              grid,
              space: 1,
              splits: (_plot: uPlot, _axis: number, _min: number, max: number) => ticksTo(max, plotPx),
            }),
        values: (_plot, ticks) => ticks.map((t) => (t === null ? '' : onAxis(latest().format(t)))),
      },
    ],
    series: [
      {},
      ...order.map(({ label, colour }): uPlot.Series => {
        const stroke = theme.series[colour];
        return {
          label,
          stroke,
          width: kind === 'stack' ? 1 : 1.5,
          ...(kind === 'stack' ? { fill: stroke } : {}),
          points: { show: false },
          spanGaps: false,
        };
      }),
    ],
    hooks: {
      drawClear: [(plot) => drawBands(plot, latest().bands, theme, latest().labelled === true)],
      setCursor: [(plot) => onPointer(plot.cursor.idx ?? null)],
    },
  };
}

function rangeOf(
  { series, top = 0, bottom = 0 }: Latest,
  kind: TimeChartProps['kind'],
): readonly [number, number] {
  if (kind === 'log') {
    const least = leastPositive(series);
    return logRange(bottom > 0 ? Math.min(bottom, least || bottom) : least, Math.max(top, largest(series)));
  }
  const values = kind === 'stack' ? stacked(series).map((edge) => ({ values: edge })) : series;
  return [0, roundTop(Math.max(top, largest(values)))];
}

/** On a logarithmic axis only powers of ten have room for their lines and words, and not always all of them. */
function powersOfTen(ticks: readonly number[], plotPx: number): (number | null)[] {
  const powers = ticks.filter(isPowerOfTen);
  const shown = new Set(powersThatFit(powers, plotPx / Math.max(1, powers.length - 1)));
  return ticks.map((tick) => (shown.has(tick) ? tick : null));
}

function isPowerOfTen(value: number): boolean {
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-6;
}
