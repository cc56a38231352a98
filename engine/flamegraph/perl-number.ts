/** Numbers as Perl prints them. */

/** `print x`: 15 significant digits. */
export function perlNumber(x: number): string {
  return String(rounded15(x));
}

/** What is left of a number that went through its printed form. */
export function rounded15(x: number): number {
  return Number.isSafeInteger(x) ? x : Number(x.toPrecision(15));
}

/**
 * `sprintf "%.{digits}f"`: the nearest decimal; where two are equally near, the even one, as C prints,
 * while toFixed takes the larger.
 */
export function fixed(x: number, digits: number): string {
  const size = Math.abs(x);
  let text = size.toFixed(digits);
  // Halfway between two decimals of d digits: x·2·10^d is odd, and so is x·2^(d+1), which is exact.
  if ((size * 2 ** (digits + 1)) % 2 === 1 && Number(text.at(-1)) % 2 === 1) {
    text = (Number(text) - 10 ** -digits).toFixed(digits);
  }
  return x < 0 || Object.is(x, -0) ? `-${text}` : text;
}

/** Thousands by commas: '1,234,567'. */
export function withCommas(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A number at the start of a text, as Perl takes texts for numbers; 0 where there is none. */
export function leadingNumber(text: string): number {
  const found = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(text);
  return found === null ? 0 : Number(found[0]);
}
