/**
 * A number as any program reads it: digits and at most one point, never an exponent, at most 6 decimals from
 * 1 on and 12 below.
 */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return '0';
  // From 1e21 on numbers would be written with exponents; all such are whole.
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString();
  const digits = value.toFixed(Math.abs(value) >= 1 ? 6 : 12).replace(/\.?0+$/, '');
  return digits === '-0' ? '0' : digits;
}
