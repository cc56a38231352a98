import { useEffect, useMemo, useRef, useState } from 'react';
import { cellsOf, type HeatColumn, latencyRange } from './cells';
import styles from './heat-map.module.css';
import { type HeatPainter, type HeatPaintInput, heatMargins, heatScale, paintHeat } from './heat-paint';
import type { Band } from './series';
import { type ChartTheme, useChartTheme } from './theme';

interface HeatMapProps {
  readonly title: string;
  /** What the picture says, in words, for those who do not see it. */
  readonly summary: string;
  readonly columns: readonly HeatColumn[];
  readonly bands: readonly Band[];
  /** Seconds the axis covers. */
  readonly span: number;
  /** Milliseconds at both ends, for maps that share a scale. */
  readonly range?: readonly [number, number] | null;
  /** Responses a second that the darkest colour stands for, likewise. */
  readonly most?: number;
  readonly format: (ms: number) => string;
  /** What stands at the pointer: '1,200/s at 1.20 ms … 1.31 ms'. */
  readonly describe: (rate: number, fromMs: number, toMs: number) => string;
  readonly legend: { readonly few: string; readonly many: string };
  readonly heightPx?: number;
}

/** About this many pixels a row. */
const rowPx = 5;

/** Latencies over time: how many responses took how long, second by second. */
export function HeatMap(props: HeatMapProps) {
  const { title, summary, columns, bands, span, most = 0, format, describe, heightPx = 190 } = props;
  const theme = useChartTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [widthPx, setWidth] = useState(0);
  const [at, setAt] = useState('');
  const shared = props.range ?? null;
  const range = useMemo(() => shared ?? latencyRange(columns), [shared, columns]);
  const rows = Math.max(1, Math.floor((heightPx - heatMargins.top - heatMargins.bottom) / rowPx));
  const cells = useMemo(() => {
    if (range === null) return null;
    const own = cellsOf(columns, range, rows);
    return { ...own, most: Math.max(own.most, most) };
  }, [columns, range, rows, most]);
  const input = useMemo<HeatPaintInput | null>(
    () => (cells === null ? null : { cells, columns, bands, span, widthPx, heightPx, theme, format }),
    [cells, columns, bands, span, widthPx, heightPx, theme, format],
  );

  useEffect(() => {
    const element = canvas.current!;
    const resized = new ResizeObserver(() => setWidth(element.clientWidth));
    resized.observe(element);
    return () => resized.disconnect();
  }, []);

  useEffect(() => {
    if (input === null || widthPx === 0) return;
    const element = canvas.current!;
    const ratio = devicePixelRatio;
    element.width = Math.round(widthPx * ratio);
    element.height = Math.round(heightPx * ratio);
    element.dataset.cells = String(paintHeat(painterOf(element, ratio, theme), input));
  }, [input, widthPx, heightPx, theme]);

  const onMove = (x: number, y: number) => {
    if (input === null || cells === null) return;
    const scale = heatScale(input);
    const seconds = scale.seconds(x);
    const c = columns.findIndex((column) => seconds >= column.from && seconds < column.to);
    const r = cells.edges.findIndex((edge, i) => i > 0 && scale.ms(y) < edge) - 1;
    const rate = c < 0 || r < 0 ? 0 : cells.rates[c]![r]!;
    setAt(rate > 0 ? describe(rate, cells.edges[r]!, cells.edges[r + 1]!) : '');
  };

  return (
    <figure className={styles.map} data-testid="heat-map">
      <figcaption className={styles.head}>
        <span className={styles.title}>{title}</span>
        <span className={styles.legend}>
          {at !== '' ? (
            at
          ) : (
            <>
              {props.legend.few}
              <span className={styles.ramp} aria-hidden>
                {theme.heat.map((color) => (
                  <span key={color} style={{ background: color }} />
                ))}
              </span>
              {props.legend.many}
            </>
          )}
        </span>
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${title}: ${summary}`}
        className={styles.canvas}
        style={{ height: heightPx }}
        onPointerMove={(event) => onMove(event.nativeEvent.offsetX, event.nativeEvent.offsetY)}
        onPointerLeave={() => setAt('')}
      />
    </figure>
  );
}

function painterOf(canvas: HTMLCanvasElement, ratio: number, theme: ChartTheme): HeatPainter {
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = theme.font;
  context.textBaseline = 'middle';
  return {
    fill: (color) => {
      context.fillStyle = color;
    },
    rect: (x, y, width, height) => context.fillRect(x, y, width, height),
    text: (words, x, y, align) => {
      context.textAlign = align;
      context.fillText(words, x, y);
    },
  };
}
