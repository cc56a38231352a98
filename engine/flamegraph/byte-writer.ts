/** Bytes that grow at their end. */
export class ByteWriter {
  length = 0;
  /** What was written, and room behind it; another array once the room ends. */
  bytes: Uint8Array<ArrayBuffer>;

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  range(bytes: Uint8Array, start: number, end: number): void {
    if (this.length + end - start > this.bytes.length) this.reserve(end - start);
    const into = this.bytes;
    const shift = this.length - start;
    // Short copies are faster by hand than through a subarray.
    if (end - start < 64) for (let at = start; at < end; at++) into[at + shift] = bytes[at]!;
    else into.set(bytes.subarray(start, end), this.length);
    this.length += end - start;
  }

  /** Text of characters below 256, one byte each. */
  latin1(text: string): void {
    for (let at = 0; at < text.length; at++) this.byte(text.charCodeAt(at));
  }

  /** What was written; valid until more is. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(more: number): void {
    const copy = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    copy.set(this.written());
    this.bytes = copy;
  }
}
