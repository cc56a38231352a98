/**
 * Text as ranges of its bytes: row i is `bytes[start[i], end[i])`, without its newline. `count` rows are
 * used; the columns may be longer.
 */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

const newline = 10;

/** The lines of a text. A last line needs no newline; nothing but a newline is stripped, as Perl's chomp. */
export function findLines(bytes: Uint8Array): Lines {
  let capacity = 1024 + (bytes.length >> 6);
  let start = new Int32Array(capacity);
  let end = new Int32Array(capacity);
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(newline, at);
    const lineEnd = found < 0 ? bytes.length : found;
    if (count === capacity) {
      capacity *= 2;
      start = grown(start, capacity);
      end = grown(end, capacity);
    }
    start[count] = at;
    end[count++] = lineEnd;
    at = lineEnd + 1;
  }
  return { bytes, count, start, end };
}

function grown(column: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(capacity);
  copy.set(column);
  return copy;
}

/** Bytes that two ranges have in common from their starts. */
export function commonPrefix(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): number {
  const most = Math.min(aEnd - a, bEnd - b);
  let length = 0;
  while (length < most && bytes[a + length] === bytes[b + length]) length++;
  return length;
}
