import { type HeatCells, type HeatColumn, levelOf } from './cells';
import { onAxis } from './format';
import { type Band, powersThatFit, ticksIn } from './series';
import type { ChartTheme } from './theme';

/** What a heat map is drawn with: a canvas in the window, a recorder in tests. CSS pixels. */
export interface HeatPainter {
  fill(color: string): void;
  rect(x: number, y: number, width: number, height: number): void;
  /** `align` says which end of the text is at `x`; `y` is its middle. */
  text(words: string, x: number, y: number, align: 'left' | 'right' | 'center'): void;
}

export interface HeatPaintInput {
  readonly cells: HeatCells;
  readonly columns: readonly HeatColumn[];
  readonly bands: readonly Band[];
  /** Seconds the axis covers. */
  readonly span: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: ChartTheme;
  readonly format: (ms: number) => string;
}

/** Room for the axes, as uPlot's charts above and below have it. */
export const heatMargins = { left: 64, right: 14, top: 8, bottom: 22 } as const;

/** Where things are: seconds and milliseconds to pixels. */
export function heatScale({ span, widthPx, heightPx, cells }: Omit<HeatPaintInput, 'columns' | 'bands'>) {
  const { left, right, top, bottom } = heatMargins;
  const width = Math.max(1, widthPx - left - right);
  const height = Math.max(1, heightPx - top - bottom);
  const low = Math.log(cells.edges[0]!);
  const high = Math.log(cells.edges[cells.edges.length - 1]!);
  return {
    x: (seconds: number) => left + (seconds / span) * width,
    y: (ms: number) => top + height - ((Math.log(ms) - low) / (high - low)) * height,
    seconds: (x: number) => ((x - left) / width) * span,
    ms: (y: number) => Math.exp(low + ((top + height - y) / height) * (high - low)),
    width,
    height,
  };
}

/** Draws all of it; returns how many cells were drawn. */
export function paintHeat(p: HeatPainter, input: HeatPaintInput): number {
  const { cells, columns, theme, widthPx, heightPx, bands } = input;
  const scale = heatScale(input);
  p.fill(theme.surface);
  p.rect(0, 0, widthPx, heightPx);
  drawAxes(p, input, scale);
  let drawn = 0;
  // One colour after the other: a canvas parses a colour at each change.
  for (let level = 0; level < theme.heat.length; level++) {
    p.fill(theme.heat[level]!);
    columns.forEach(({ from, to }, c) => {
      // What began before the axis does not stand on its words.
      const x = Math.max(heatMargins.left, Math.round(scale.x(from)));
      const width = Math.max(1, Math.round(scale.x(to)) - x);
      cells.rates[c]!.forEach((rate, r) => {
        if (levelOf(rate, cells.most, theme.heat.length) !== level) return;
        const top = Math.round(scale.y(cells.edges[r + 1]!));
        p.rect(x, top, width, Math.max(1, Math.round(scale.y(cells.edges[r]!)) - top));
        drawn++;
      });
    });
  }
  p.fill(theme.bandEdge);
  for (const { from, to } of bands) {
    const x = Math.max(heatMargins.left, scale.x(from));
    const end = Math.min(widthPx - heatMargins.right, scale.x(to));
    if (end > x) p.rect(x, heatMargins.top - 2, end - x, 2);
  }
  return drawn;
}

function drawAxes(p: HeatPainter, input: HeatPaintInput, scale: ReturnType<typeof heatScale>): void {
  const { cells, theme, widthPx, heightPx, span, format } = input;
  const { left, right, bottom } = heatMargins;
  for (const ms of powersIn(cells.edges[0]!, cells.edges[cells.edges.length - 1]!, scale.height)) {
    const y = Math.round(scale.y(ms));
    p.fill(theme.line);
    p.rect(left, y, widthPx - left - right, 1);
    p.fill(theme.faint);
    p.text(onAxis(format(ms)), left - 8, y, 'right');
  }
  p.fill(theme.faint);
  for (const seconds of ticksIn(span, scale.width)) {
    p.text(`${seconds} s`, scale.x(seconds), heightPx - bottom / 2, 'center');
  }
}

/** Height of a word with its air. */
const wordPx = 14;

/** Powers of ten between two latencies that `heightPx` has room for, and two and five times these where they fit too. */
export function powersIn(low: number, high: number, heightPx: number): number[] {
  const powers: number[] = [];
  // From one to two is three tenths of a power of ten.
  const few = (0.3 * heightPx) / Math.log10(high / low) < wordPx;
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of few ? [1] : [1, 2, 5]) {
      const value = step * 10 ** power;
      if (value >= low && value <= high) powers.push(value);
    }
  }
  return few ? powersThatFit(powers, heightPx / Math.log10(high / low)) : powers;
}
