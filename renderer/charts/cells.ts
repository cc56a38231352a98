/**
 * A latency heat map as cells: columns are stretches of time, rows are latencies, logarithmic upwards. Pure.
 */

/** What completed in one stretch of time, by latency. */
export interface HeatColumn {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  /** Latencies in milliseconds, ascending, and how many responses had each. */
  readonly values: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

export interface HeatCells {
  /** Of each row's lower edge, in milliseconds, and one more for the upper edge of the last. */
  readonly edges: Float64Array;
  /** Per column, per row from the lowest up: responses a second, so that columns of different length compare. */
  readonly rates: readonly Float64Array[];
  /** The largest of all rates. */
  readonly most: number;
}

/** The least and the largest latency of all columns, in milliseconds; null where there is none. */
export function latencyRange(columns: readonly HeatColumn[]): readonly [number, number] | null {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const { values, counts } of columns) {
    for (let i = 0; i < values.length; i++) {
      if (counts[i]! <= 0) continue;
      const value = Math.max(values[i]!, smallestMs);
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return most > 0 ? [least, most] : null;
}

/** A logarithm has no place for zero: less than a microsecond is a microsecond. */
const smallestMs = 0.001;

/** Counts the columns' responses into `rows` rows of equal ratio between the ends of `range`. */
export function cellsOf(
  columns: readonly HeatColumn[],
  range: readonly [number, number],
  rows: number,
): HeatCells {
  const low = Math.log(range[0]);
  // A range of one value still has a height.
  const step = Math.max(Math.log(range[1]) - low, 0.01) / rows;
  const edges = Float64Array.from({ length: rows + 1 }, (_, i) => Math.exp(low + i * step));
  let most = 0;
  const rates = columns.map(({ from, to, values, counts }) => {
    const rate = new Float64Array(rows);
    const seconds = Math.max(to - from, 1e-6);
    for (let i = 0; i < values.length; i++) {
      const row = Math.floor((Math.log(Math.max(values[i]!, smallestMs)) - low) / step);
      rate[Math.min(rows - 1, Math.max(0, row))]! += counts[i]! / seconds;
    }
    for (const value of rate) if (value > most) most = value;
    return rate;
  });
  return { edges, rates, most };
}

/**
 * The level, 0…levels − 1, of a rate; −1 for none. Logarithmic, so that a handful of slow answers is seen
 * beside thousands of quick ones.
 */
export function levelOf(rate: number, most: number, levels: number): number {
  if (!(rate > 0)) return -1;
  if (most <= rate) return levels - 1;
  const share = Math.log1p(rate) / Math.log1p(most);
  return Math.min(levels - 1, Math.floor(share * levels));
}
