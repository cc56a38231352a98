/** Longer heads are read anew each time. */
const mostBytes = 1024;
/** Heads that differ so often in a row are not worth remembering: every one says something else. */
const mostMisses = 32;

/**
 * The head of a response that was read before. Services send the same head again and again but for the digits
 * of its Date, so comparing it, four bytes at a time, spares reading it.
 *
 * It is matched only at the start of the buffer that all sockets of a worker read into, where words can be
 * compared: elsewhere, and when the head differs, the parser reads as ever.
 */
export class HeadMemory {
  /** What the parser made of the head. */
  status = 0;
  bodyLength = 0;
  #bytes = 0;
  #misses = 0;
  readonly #buffer: Uint8Array;
  readonly #seen: Int32Array;
  readonly #head = new Int32Array(mostBytes / 4);
  /** Bits that must be equal: none of the digits of the Date, none beyond the end. */
  readonly #mask = new Int32Array(mostBytes / 4);

  /** `buffer`: what all sockets read into; at least 4-byte aligned. */
  constructor(buffer: Uint8Array) {
    this.#buffer = buffer;
    this.#seen = new Int32Array(buffer.buffer, buffer.byteOffset, buffer.byteLength >> 2);
  }

  /** The end of the remembered head if bytes[from…to) begin with it, else `from`. */
  match(bytes: Uint8Array, from: number, to: number): number {
    const end = from + this.#bytes;
    if (end === from || end > to || (from & 3) !== 0 || bytes !== this.#buffer) return from;
    const words = (this.#bytes + 3) >> 2;
    const seen = this.#seen;
    const head = this.#head;
    const mask = this.#mask;
    const first = from >> 2;
    for (let i = 0; i < words; i++) {
      if (((seen[first + i] ^ head[i]) & mask[i]) !== 0) return from;
    }
    this.#misses = 0;
    return end;
  }

  /** Remembers the head in bytes[from…end) instead of the one before. */
  remember(bytes: Uint8Array, from: number, end: number, status: number, bodyLength: number): void {
    const length = end - from;
    if (length > mostBytes || bytes !== this.#buffer) return;
    if (++this.#misses > mostMisses) {
      this.#bytes = 0;
      return;
    }
    this.status = status;
    this.bodyLength = bodyLength;
    this.#bytes = length;
    const head = new Uint8Array(this.#head.buffer);
    const mask = new Uint8Array(this.#mask.buffer);
    head.fill(0);
    mask.fill(0);
    head.set(bytes.subarray(from, end));
    mask.fill(255, 0, length);
    const text = Buffer.from(head.buffer, 0, length).toString('latin1');
    const date = /\r\ndate:[^\r]*/i.exec(text);
    if (date === null) return;
    for (let i = date.index; i < date.index + date[0].length; i++) {
      if (head[i] >= 48 && head[i] <= 57) mask[i] = 0;
    }
  }
}
