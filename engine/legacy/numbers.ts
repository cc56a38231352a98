import type { LineReader } from '../wire/lines';

/** A decimal number of the current line. Refuses what a double would round. */
export function wholeNumber(digits: string, lines: LineReader): number {
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) lines.fail(`${shortened(digits)} lies beyond ±2^53`);
  return value + 0;
}

/** A computed value: cut to a whole number, refused where it is not exact. */
export function wholeValue(value: number, lines: LineReader): number {
  const whole = Math.trunc(value) + 0;
  if (!Number.isSafeInteger(whole)) lines.fail(`a value of ${value} lies beyond ±2^53`);
  return whole;
}

/** All '0x…' numbers of a text. */
export function hexNumbers(text: string, lines: LineReader): bigint[] {
  const found: bigint[] = [];
  for (const [word] of text.matchAll(/0x[0-9a-f]+/g)) {
    if (word.length > 18 && word.replace(/^0x0*/, '').length > 16) {
      lines.fail(`${shortened(word)} takes more than 64 bits`);
    }
    found.push(BigInt(word));
  }
  return found;
}

/** Address of the call of which `address` is where it returns to: 1 less, somewhere inside the call. */
export function callAddress(address: bigint): bigint {
  return BigInt.asUintN(64, address - 1n);
}

/** A number that goes into a signed 64-bit field. Refuses what is cut off there. */
export function signed64(value: bigint, what: string, lines: LineReader): bigint {
  if (BigInt.asIntN(64, value) !== value) lines.fail(`${what} takes more than 64 bits`);
  return value;
}

/** The start of a text, for messages. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
