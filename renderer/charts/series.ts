/** What a chart shows, as data. Pure. */

export const seriesColours = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
/** One of the tokens `--series-…`, or the colour of failure. */
export type SeriesColour = (typeof seriesColours)[number] | 'danger';

export interface ChartSeries {
  readonly label: string;
  readonly colour: SeriesColour;
  /** One per time of the chart; null = no value there. */
  readonly values: readonly (number | null)[];
}

/** A stretch of time that something else happened in: a capture window. */
export interface Band {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** Values as they are stacked on each other: each series' upper edge. A missing value adds nothing. */
export function stacked(series: readonly ChartSeries[]): (number | null)[][] {
  const edges: (number | null)[][] = [];
  for (const { values } of series) {
    const below = edges[edges.length - 1];
    edges.push(values.map((value, i) => (value ?? 0) + (below?.[i] ?? 0)));
  }
  return edges;
}

/** The largest value of all series, 0 where there is none. */
export function largest(series: readonly { readonly values: readonly (number | null)[] }[]): number {
  let most = 0;
  for (const { values } of series)
    for (const value of values) if (value !== null && value > most) most = value;
  return most;
}

/** The least positive value of all series, 0 where there is none. */
export function leastPositive(series: readonly { readonly values: readonly (number | null)[] }[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { values } of series) {
    for (const value of values) if (value !== null && value > 0 && value < least) least = value;
  }
  return Number.isFinite(least) ? least : 0;
}

/** The upper end of a linear axis that begins at 0: the value, or the next 1, 2 or 5 times a power of ten above it. */
export function roundTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const step of [1, 1.5, 2, 3, 5, 7.5, 10]) if (value <= step * power * (1 + 1e-9)) return step * power;
  return 10 * power;
}

/** The ends of a logarithmic axis around positive values: whole powers of ten, at least one apart. */
export function logRange(least: number, most: number): readonly [number, number] {
  if (!(most > 0)) return [0.1, 10];
  const low = Math.floor(Math.log10(least > 0 ? least : most) + 1e-9);
  const high = Math.ceil(Math.log10(most) - 1e-9);
  return [10 ** low, 10 ** Math.max(high, low + 1)];
}

/** Words on an axis stand at least so far apart, in CSS pixels. */
const apartPx = 20;
/** Where a word says by itself how far it is from the next one, they may be closer. */
const apartOnLogPx = 14;
/** Into how many parts an axis may be cut that all end in round numbers, by the first digits of its upper end. */
const partsOf: Readonly<Record<string, readonly number[]>> = {
  1: [5, 2],
  1.5: [3],
  2: [4, 2],
  3: [3],
  5: [5],
  7.5: [3],
};

/** Ticks of a linear axis from 0 to a `top` of {@link roundTop}: as many as have room, and always both ends. */
export function ticksTo(top: number, heightPx: number): number[] {
  const first = Number((top / 10 ** Math.floor(Math.log10(top) + 1e-9)).toFixed(1));
  const parts = partsOf[first]?.find((n) => heightPx / n >= apartPx) ?? 1;
  return Array.from({ length: parts + 1 }, (_, i) => Number(((i * top) / parts).toPrecision(12)));
}

/**
 * Of ascending powers of ten on a logarithmic axis those whose words have room: each, or every second, third, …
 * @param eachPx from one power to the next, in CSS pixels
 */
export function powersThatFit(powers: readonly number[], eachPx: number): number[] {
  const every = Math.max(1, Math.ceil(apartOnLogPx / eachPx));
  return powers.filter((_, i) => i % every === 0);
}

/** Round seconds on an axis of time, from 0 to `span`, about one per 72 pixels. */
export function ticksIn(span: number, widthPx: number): number[] {
  const most = Math.max(1, widthPx / 72);
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
  const step = steps.find((s) => span / s <= most) ?? 7200;
  const ticks: number[] = [];
  for (let i = 0; i * step <= span; i++) ticks.push(Number((i * step).toFixed(1)));
  return ticks;
}
