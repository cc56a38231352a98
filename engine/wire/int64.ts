/**
 * 64-bit integers without BigInt arithmetic: a (lo, hi) pair of unsigned 32-bit words.
 *
 * Every machine Flamebench runs on is little-endian, so the words of a BigUint64Array lie as lo, hi.
 */

const twoTo32 = 4294967296;

/** The words of a 64-bit column, sharing its memory: entry i is at 2·i (lo) and 2·i + 1 (hi). */
export function wordsOf(column: BigUint64Array | BigInt64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
}

/** The pair read as a signed number. Beyond ±2^53 the answer is rounded: check with Number.isSafeInteger. */
export function signedNumber(lo: number, hi: number): number {
  return (hi | 0) * twoTo32 + (lo >>> 0);
}

/** The pair read as an unsigned number; not exact from 2^53 on. */
export function unsignedNumber(lo: number, hi: number): number {
  return (hi >>> 0) * twoTo32 + (lo >>> 0);
}

/** Upper word of a whole number's 64-bit two's complement; `value >>> 0` is the lower one. */
export function highWord(value: number): number {
  return Math.floor(value / twoTo32) >>> 0;
}

/** The pair as text, for messages: unsigned, decimal. */
export function decimal(lo: number, hi: number): string {
  return ((BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0)).toString();
}
