const low24 = 2 ** 24;

/**
 * The first `rand(1)` after `srand(seed)` in Perl 5.20 and later, which brings its own drand48:
 * x = seed·2^16 + 0x330E, then x = (x·0x5DEECE66D + 0xB) mod 2^48, and the result is x / 2^48.
 * @param seed 32 bits, unsigned
 */
export function firstRandom(seed: number): number {
  // Halves of 24 bits, so that every product stays below 2^53.
  const low = ((seed & 0xff) << 16) | 0x330e;
  const high = seed >>> 8;
  const factorLow = 0xece66d;
  const factorHigh = 0x5de;
  const lowProduct = low * factorLow + 0xb;
  const highProduct = high * factorLow + low * factorHigh + Math.floor(lowProduct / low24);
  return ((highProduct % low24) * low24 + (lowProduct % low24)) / 2 ** 48;
}
