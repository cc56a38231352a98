/** A number ≥ 0 as C's long double holds it where wrk is used most: mantissa × 2^exponent, the mantissa of 64 bits. */
export interface LongDouble {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const mantissaBits = 64;

/** A finite double ≥ 0; every one is a long double. */
export function longDouble(value: number): LongDouble {
  let whole = value;
  let exponent = 0;
  for (; !Number.isInteger(whole); exponent--) whole *= 2;
  return { mantissa: BigInt(whole), exponent };
}

/** The quotient by a whole number, rounded to the nearest long double, ties to the even one. */
export function divided({ mantissa, exponent }: LongDouble, by: number): LongDouble {
  const divisor = BigInt(by);
  const lifted = mantissa << BigInt(2 * mantissaBits);
  const quotient = lifted / divisor;
  const more = Math.max(0, quotient.toString(2).length - mantissaBits);
  // The last bit stands for all that the division left over.
  const exact = (quotient << 1n) | (lifted % divisor === 0n ? 0n : 1n);
  return { mantissa: halfEven(exact, more + 1), exponent: exponent - 2 * mantissaBits + more };
}

/** As C's printf writes it with `%.*Lf`: rounded from its exact value, ties to the even digit. */
export function fixedLong({ mantissa, exponent }: LongDouble, digits: number): string {
  const scaled = mantissa * 10n ** BigInt(digits);
  const whole = exponent >= 0 ? scaled << BigInt(exponent) : halfEven(scaled, -exponent);
  const text = whole.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The nearest double, or a neighbour of it. */
export function toNumber({ mantissa, exponent }: LongDouble): number {
  return Number(mantissa) * 2 ** exponent;
}

/** A whole number without its last bits, rounded. */
function halfEven(value: bigint, bits: number): bigint {
  const shift = BigInt(bits);
  const kept = value >> shift;
  const rest = value - (kept << shift);
  const half = bits === 0 ? 0n : 1n << (shift - 1n);
  const isUp = rest > half || (rest === half && bits > 0 && (kept & 1n) === 1n);
  return isUp ? kept + 1n : kept;
}
