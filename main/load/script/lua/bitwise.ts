type Operation = (a: number, b: number) => number;

const onTwo: Readonly<Record<number, Operation>> = {
  3: (a, b) => a & b,
  4: (a, b) => a | b,
  5: (a, b) => a ^ b,
  6: (a, b) => a << b,
  7: (a, b) => a >>> b,
  8: (a, b) => a >> b,
  9: (a, b) => (a << (b & 31)) | (a >>> ((32 - b) & 31)),
  10: (a, b) => (a >>> (b & 31)) | (a << ((32 - b) & 31)),
};

/**
 * LuaJIT's `bit` library: signed 32-bit results. `code` is the function's place in wrk-api.ts's list, from 1;
 * band, bor and bxor take any number of values.
 */
export function bitwise(code: number, values: readonly number[]): number {
  const [first = 0, ...rest] = values.map(toBit);
  if (code === 1) return first;
  if (code === 2) return ~first;
  if (code === 11) {
    return (first << 24) | ((first << 8) & 0xff0000) | ((first >>> 8) & 0xff00) | (first >>> 24);
  }
  return rest.reduce((a, b) => onTwo[code](a, b) | 0, first);
}

/** Numbers wrap around at 2^32, as LuaJIT's do; fractions are rounded. */
function toBit(value: number): number {
  return Number.isFinite(value) ? Math.round(value) | 0 : 0;
}
