/**
 * What a sampled heap entry stands for. An allocation of size S is sampled with probability
 * 1 − exp(−S / rate), so counts and sizes are divided by that, and cut to whole numbers.
 *
 * @param rate mean distance between two samples, bytes; at 1 or less everything was sampled.
 */
export function unsampled(count: number, size: number, rate: number): { count: number; size: number } {
  if (count === 0 || size === 0) return { count: 0, size: 0 };
  if (rate <= 1) return { count, size };
  const scale = 1 / (1 - Math.exp(-(size / count) / rate));
  // Adding 0 makes 0 of −0.
  return { count: Math.trunc(count * scale) + 0, size: Math.trunc(size * scale) + 0 };
}
