/** Whole-number division, rounding towards 0; by 0 it is the value itself, which is how sums that are no means are kept. */
export function mean(value: number, divisor: number): number {
  return divisor === 0 ? value : Math.trunc(value / divisor);
}
