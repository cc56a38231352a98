/**
 * The special functions that the tests need. Accurate to about twelve digits, which is far more than any
 * measured noise.
 */

/** Coefficients of Lanczos' approximation for g = 7. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (z + i);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Where the asymptotic series of digamma and trigamma are exact to a double's last digits. */
const asymptotic = 10;

/** ψ(x), the derivative of ln Γ, for x > 0. */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < asymptotic; z++) shift -= 1 / z;
  const r = 1 / (z * z);
  const series = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))));
  return shift + Math.log(z) - 0.5 / z - series;
}

/** ψ′(x) for x > 0. */
export function trigamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < asymptotic; z++) shift += 1 / (z * z);
  const r = 1 / (z * z);
  const series = (1 / z) * r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66)))));
  return shift + 1 / z + 0.5 * r + series;
}

/** The x > 0 with ψ′(x) = y, for y > 0, by Newton's steps on 1/ψ′, which is nearly a straight line. */
export function trigammaInverse(y: number): number {
  if (y > 1e7) return 1 / Math.sqrt(y);
  if (y < 1e-6) return 1 / y;
  let x = 0.5 + 1 / y;
  for (let i = 0; i < 50; i++) {
    const value = trigamma(x);
    const step = (value * (1 - value / y)) / tetragamma(x);
    x += step;
    if (-step / x < 1e-10) break;
  }
  return x;
}

/** ψ″(x) for x > 0; negative. */
function tetragamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < asymptotic; z++) shift -= 2 / (z * z * z);
  const r = 1 / (z * z);
  return shift - r * (1 + 1 / z + r * (0.5 - r * (1 / 6 - r * (1 / 6 - r * (3 / 10)))));
}

/** I_x(a, b), the regularised incomplete beta function, by Lentz's continued fraction. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly below this point, and the function mirrors at it.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const tiny = 1e-300;
  const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return (front * fraction) / a;
}
