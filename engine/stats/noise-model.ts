import { digamma, trigamma, trigammaInverse } from './special';

/** What rounds say of the noise of a family of differences. Variances are those of a difference of two means, in whatever unit, one for a row. */
export interface NoiseEvidence {
  /** Per row: the variance seen between rounds. */
  readonly seen: Float64Array;
  /** Per row: the part that sampling is known to have. */
  readonly sampling: Float64Array;
  /** Per row: the square of the sides' mean value, in the row's unit: 1 where it is in shares of that. */
  readonly size: Float64Array;
  /** Rows with samples enough to learn from. */
  readonly rows: Int32Array;
  /** Degrees of freedom of each seen variance. */
  readonly df: number;
}

/** The variance of a difference, and how sure it is. */
export interface Noise {
  readonly variance: number;
  /** Degrees of freedom of Student's distribution; Infinity where the variance is known. */
  readonly df: number;
}

/** Nothing but sampling error: what a single pair of captures can say. */
export const samplingNoise = (sampling: number): Noise => ({
  variance: sampling,
  df: Number.POSITIVE_INFINITY,
});

/**
 * What noise to expect of each row, learnt from all. A few rounds tell little of one row's variance; all rows
 * together tell much, so each row's own is moderated by what is expected of a row like it:
 *
 *     expected = φ · (sampling + κ · size)
 *     variance = max(sampling, (d₀ · expected + d · seen) / (d₀ + d))
 *
 * - κ, the variance between rounds as a share of a row's size squared: machine and service are now slower, now
 *   faster, and large rows show it. Fitted over all rows by least squares, weighted by 1/expected².
 * - Some rows vary far more than the rest: a collector that runs now and then, code that is inlined in one round
 *   and not in another. What is over `farOut` times the expectation teaches only so much, and a row that is so
 *   stands for itself: its own variance with its own d degrees of freedom.
 * - φ ≥ 1, how much more than that the rows in the middle vary; d₀, how many degrees of freedom the expectation
 *   is worth. Both from mean and variance of ln(seen/expected), as in Smyth (2004), 'Linear models and empirical
 *   Bayes methods for assessing differential expression in microarray experiments', section 6.2 (limma). Where
 *   d₀ comes out below d, rows have too little in common to teach each other, and d₀ is 0.
 * - The floor, and a sampling part that is known and not fitted, follow the quasi-likelihood of Lund et al.
 *   (2012), 'Detecting differential expression in RNA-sequence data using quasi-likelihood with shrunken
 *   dispersion estimates' (edgeR): counts cannot vary less than Poisson's.
 *
 * κ comes from few rounds that all rows share: when the machine slows, all rows slow together. The more of a
 * row's expectation is κ's, the less its d₀ is worth, down to nothing but the row's own rounds:
 *
 *     df = min(d₀ + d, d · (expected / (φ · κ · size))²)          (Satterthwaite's rule for a sum of variances)
 */
export function learnNoise(evidence: NoiseEvidence): {
  readonly kappa: number;
  readonly noise: (row: number) => Noise;
} {
  const { seen, sampling, size, df } = evidence;
  const kappa = sharedNoise(evidence);
  const plain = (row: number) => sampling[row]! + kappa * size[row]!;
  const { phi, prior } = fitPrior(evidence, plain);
  const noise = (row: number): Noise => {
    const expected = phi * plain(row);
    if (prior === 0 || seen[row]! > farOut * expected)
      return { variance: Math.max(sampling[row]!, seen[row]!), df };
    const mixed =
      prior === Number.POSITIVE_INFINITY ? expected : (prior * expected + df * seen[row]!) / (prior + df);
    const shared = phi * kappa * size[row]!;
    const worth = shared > 0 ? df * (expected / shared) ** 2 : Number.POSITIVE_INFINITY;
    return { variance: Math.max(sampling[row]!, mixed), df: Math.max(df, Math.min(prior + df, worth)) };
  };
  return { kappa, noise };
}

/** How many times the expectation a variance may be before it is one of its own kind. */
const farOut = 4;

/** κ: see {@link learnNoise}. Weighted least squares of seen − sampling on size, never below 0. */
export function sharedNoise({ seen, sampling, size, rows }: NoiseEvidence): number {
  let kappa = 0;
  for (let round = 0; round < 60; round++) {
    let up = 0;
    let down = 0;
    for (const row of rows) {
      const expected = sampling[row]! + kappa * size[row]!;
      if (expected <= 0) continue;
      const slope = size[row]! / expected;
      up += (slope * (Math.min(seen[row]!, farOut * expected) - sampling[row]!)) / expected;
      down += slope * slope;
    }
    const next = down > 0 ? Math.max(0, up / down) : 0;
    const settled = Math.abs(next - kappa) <= 1e-6 * next;
    kappa = next;
    if (settled) break;
  }
  return kappa;
}

/** Fewer rows than this tell nothing of how alike rows are: each then stands for itself. */
const fewestRows = 3;
/** Where all rounds agree to the last digit, ln of nothing would be −∞. */
const smallestRatio = 1e-4;

function fitPrior(
  { seen, rows, df }: NoiseEvidence,
  plain: (row: number) => number,
): { readonly phi: number; readonly prior: number } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const row of rows) {
    const expected = plain(row);
    if (expected <= 0) continue;
    const log = Math.log(Math.min(farOut, Math.max(smallestRatio, seen[row]! / expected)));
    count++;
    sum += log;
    squares += log * log;
  }
  if (count < fewestRows) return { phi: 1, prior: 0 };
  const mean = sum / count;
  const variance = (squares - count * mean * mean) / (count - 1);
  const excess = variance - trigamma(df / 2);
  const prior = excess > 0 ? 2 * trigammaInverse(excess) : Number.POSITIVE_INFINITY;
  // Rows that have so little in common teach nothing of each other: each is as good as its own rounds.
  if (prior < df) return { phi: 1, prior: 0 };
  const half = prior / 2;
  const ofPrior = prior === Number.POSITIVE_INFINITY ? 0 : digamma(half) - Math.log(half);
  const phi = Math.exp(mean - digamma(df / 2) + Math.log(df / 2) + ofPrior);
  return { phi: Math.max(1, phi), prior };
}
