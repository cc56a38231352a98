import type { ScriptHistogram } from './types';

/** Of all values of a histogram: what a script's stats object holds. All 0 for an empty one. */
export interface HistogramSummary {
  readonly total: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of a sample: n - 1. */
  readonly stdev: number;
}

export function summariseHistogram({ values, counts }: ScriptHistogram): HistogramSummary {
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) return { total: 0, min: 0, max: 0, mean: 0, stdev: 0 };
  const mean = values.reduce((sum, value, i) => sum + value * counts[i], 0) / total;
  const squares = values.reduce((sum, value, i) => sum + (value - mean) ** 2 * counts[i], 0);
  return {
    total,
    min: values[0],
    max: values[values.length - 1],
    mean,
    stdev: total > 1 ? Math.sqrt(squares / (total - 1)) : 0,
  };
}
