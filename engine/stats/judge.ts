import { inStrata } from './false-discovery';
import { samplingNoise } from './noise-model';
import { intervalOf } from './ratio';
import { type Design, noiseBetweenRounds } from './rounds-noise';
import { knowsNoise, type Scales } from './scales';
import { halfWidth95, twoSidedP } from './student';
import type { Tally } from './tally';
import type { Judged } from './types';

/** See {@link Significance}. */
export const falseShare = 0.05;
export const fewestSamples = 10;

/** Rows that come to less than this share of the whole, both sides together, are corrected for among themselves. */
const large = 0.001;

/** A difference of this share of its sides is what scaling them to equal totals leaves of none. */
const rounding = 1e-12;

/** Some rows of a family that follow each other. */
export type Rows = readonly [from: number, end: number];

/**
 * Judges the differences of a family: Student's test of each row's difference against the noise that
 * `learnNoise` expects of it, corrected for the number of rows of its size.
 *
 * @param wholes what each side comes to, raw as the tally's values
 * @param asked rows to be judged; the others stay 0 and untested
 * @param learnt rows that tell, beside those, what noise to expect
 */
export function judge(
  tally: Tally,
  design: Design,
  wholes: readonly [number, number],
  asked: Rows = [0, tally.length],
  learnt: Rows = asked,
): Judged {
  const { length } = tally;
  const { scales } = design;
  const [factorBefore, factorAfter] = scales.pooled;
  const column = () => new Float64Array(length);
  const isIn = (row: number, [from, end]: Rows) => row >= from && row < end;
  const scaled = (value: Float64Array, factor: number) =>
    value.map((raw, row) => (isIn(row, asked) ? raw * factor : 0));
  const before = scaled(tally.value[0], factorBefore);
  const after = scaled(tally.value[1], factorAfter);
  const delta = before.map((value, row) => after[row]! - value);
  const rows = Int32Array.from(delta.keys()).filter(
    (row) => (isIn(row, asked) || isIn(row, learnt)) && samples(tally, row) >= fewestSamples,
  );
  const tested = rows.filter((row) => isIn(row, asked));

  const noiseOf = knowsNoise(scales) && tested.length > 0 ? noiseBetweenRounds(tally, design, rows) : null;
  const p = column().fill(Number.NaN);
  const ciLow = column().fill(Number.NaN);
  const ciHigh = column().fill(Number.NaN);
  for (const row of tested) {
    const sampling = samplingError(tally, scales, row);
    const { variance, df } = noiseOf?.(row, sampling) ?? samplingNoise(sampling);
    const error = Math.sqrt(variance);
    const change = delta[row]!;
    const isNone = Math.abs(change) <= rounding * (Math.abs(before[row]!) + Math.abs(after[row]!));
    p[row] = isNone ? 1 : error === 0 ? 0 : twoSidedP(change / error, df);
    [ciLow[row], ciHigh[row]] = intervalOf(before[row]!, after[row]!, error * halfWidth95(df));
  }
  const size = (a: number, b: number) => Math.abs(a) + Math.abs(b);
  const smallestLarge = large * size(wholes[0] * factorBefore, wholes[1] * factorAfter);
  const q = inStrata(p, (row) => size(before[row]!, after[row]!) >= smallestLarge);
  const changed = Uint8Array.from(q, (value) => (value <= falseShare ? 1 : 0));
  return { length, before, after, delta, ciLow, ciHigh, p, q, changed };
}

/** How many samples a row's values of both sides are made of; no end of them where nothing was sampled but counted. */
function samples({ value, noise }: Tally, row: number): number {
  const total = Math.abs(value[0][row]!) + Math.abs(value[1][row]!);
  if (total === 0) return 0;
  const variance = Math.max(0, noise[0][row]!) + Math.max(0, noise[1][row]!);
  return variance === 0 ? Number.POSITIVE_INFINITY : (total * total) / variance;
}

/**
 * The variance of a row's difference that sampling alone gives it: of w · value · factor² of each side, where w
 * is what one sample adds. The larger of two answers is taken: by each side's own value, and by the value both
 * would share had nothing changed. A side with no sample at all could well have had some, which only the second
 * knows.
 */
function samplingError(tally: Tally, { pooled: [a, b] }: Scales, row: number): number {
  const [before, after] = [Math.abs(tally.value[0][row]!), Math.abs(tally.value[1][row]!)];
  const [own0, own1] = [tally.sampling(0, row), tally.sampling(1, row)];
  const own = own0 * a * a + own1 * b * b;
  if (a === 0 || b === 0) return own;
  const weight = (own0 + own1) / (before + after);
  const shared = (before + after) / (1 / a + 1 / b);
  return Math.max(own, weight * shared * (a + b));
}
