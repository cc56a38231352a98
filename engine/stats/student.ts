import { incompleteBeta, logGamma } from './special';

/** Beyond this many degrees of freedom Student's distribution is the normal one for all that is asked here. */
const normalFrom = 1e7;

/** Chance that |T| ≥ |t| where T has Student's distribution; `df` may be a fraction, and Infinity is the normal. */
export function twoSidedP(t: number, df: number): number {
  const degrees = Math.min(df, normalFrom);
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

const quantiles = new Map<number, number>();

/** The t that |T| exceeds with chance 0.05: half the width of a 95 % confidence interval in standard errors. */
export function halfWidth95(df: number): number {
  // Three digits of df decide the width to far below what is shown, and make the values few enough to keep.
  const degrees = df >= normalFrom ? normalFrom : Number(df.toPrecision(3));
  let t = quantiles.get(degrees);
  if (t === undefined) {
    t = findHalfWidth(degrees);
    quantiles.set(degrees, t);
  }
  return t;
}

/** Newton's steps on ln p, which is convex in t: from below they never overshoot. */
function findHalfWidth(df: number): number {
  let t = 1.9;
  for (let i = 0; i < 100; i++) {
    const p = twoSidedP(t, df);
    const step = (p * Math.log(p / 0.05)) / (2 * density(t, df));
    t += step;
    if (Math.abs(step) < 1e-10 * t) break;
  }
  return t;
}

function density(t: number, df: number): number {
  const scale = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI);
  return Math.exp(scale - ((df + 1) / 2) * Math.log1p((t * t) / df));
}
