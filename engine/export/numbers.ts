/**
 * A number as any program reads it: digits and at most one point, never an exponent, at most 6 decimals from
 * 1 on and 12 below.
 */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return '0';
  if (Number.isInteger(value)) return BigInt(value).toString();
  // From 1e21 on toFixed writes exponents, but all such numbers are whole.
  const digits = value.toFixed(Math.abs(value) >= 1 ? 6 : 12).replace(/\.?0+$/, '');
  return digits === '-0' ? '0' : digits;
}
