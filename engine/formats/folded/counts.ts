const dot = 46;

/** A count at the end of a line. */
export interface Count {
  readonly value: number;
  /** Digits after the point. */
  readonly decimals: number;
  /** Where what precedes it ends, blanks left out. */
  readonly start: number;
}

/** Space, tab, or the '\r' of a line's end. */
export function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}

/** The count that ends at `end`; null where there is none, or nothing before it. */
export function countBefore(bytes: Uint8Array, start: number, end: number): Count | null {
  let at = end;
  let point = -1;
  let value = 0;
  let scale = 1;
  while (at > start) {
    const byte = bytes[at - 1]!;
    if (byte === dot && point < 0) {
      point = at;
      value /= scale;
      scale = 1;
    } else if (byte >= 48 && byte <= 57) {
      value += (byte - 48) * scale;
      scale *= 10;
    } else {
      break;
    }
    at--;
  }
  if (at === end || at === start || bytes[at] === dot || !isBlank(bytes[at - 1]!)) return null;
  while (at > start && isBlank(bytes[at - 1]!)) at--;
  return at === start ? null : { value, decimals: point < 0 ? 0 : end - point, start: at };
}
