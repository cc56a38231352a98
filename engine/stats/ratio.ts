/**
 * The 95 % interval of a difference with this half width. Where both sides have something, it is one of their ratio,
 * as noise that slows everything multiplies: a cost that fell by nine tenths cannot have fallen by more than all.
 */
export function intervalOf(
  before: number,
  after: number,
  half: number,
): readonly [low: number, high: number] {
  const change = after - before;
  const level = logarithmicMean(before, after);
  if (level === 0) return [change - half, change + half];
  const width = half / Math.abs(level);
  const bound = (exponent: number) => before * Math.expm1(Math.log(after / before) + exponent);
  const ends = [bound(-width), bound(width)].sort((a, b) => a - b) as [number, number];
  return ends.every(Number.isFinite) ? ends : [change - half, change + half];
}

/** The level between two values on which their difference is that of their logarithms; 0 where one of them is 0 or their signs differ. */
export function logarithmicMean(a: number, b: number): number {
  if (!(a / b > 0) || !Number.isFinite(a / b)) return 0;
  const log = Math.log(b / a);
  return Math.abs(log) < 1e-6 ? (a + b) / 2 : (b - a) / log;
}
