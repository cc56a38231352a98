import { highWord } from './int64';

/** Writes protobuf's wire format into memory that grows. */
export class WireWriter {
  private bytes = new Uint8Array(1 << 12);
  private length = 0;

  /** A copy of exactly what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** Writes a varint of two 32-bit words. */
  varint(lo: number, hi: number): void {
    this.reserve(10);
    const { bytes } = this;
    let at = this.length;
    let low = lo >>> 0;
    let high = hi >>> 0;
    while (high !== 0) {
      bytes[at++] = (low & 127) | 128;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    while (low > 127) {
      bytes[at++] = (low & 127) | 128;
      low >>>= 7;
    }
    bytes[at++] = low;
    this.length = at;
  }

  /** Writes a varint field, unless it is 0, which is what a missing one means. */
  uint64(field: number, lo: number, hi: number): void {
    if ((lo | hi) === 0) return;
    this.varint(field * 8, 0);
    this.varint(lo, hi);
  }

  /** Writes a whole number as a varint field, unless it is 0; negative ones in two's complement. */
  int(field: number, value: number): void {
    this.uint64(field, value >>> 0, highWord(value));
  }

  bigint(field: number, value: bigint): void {
    const words = BigInt.asUintN(64, value);
    this.uint64(field, Number(words & 0xffffffffn), Number(words >> 32n));
  }

  data(field: number, data: Uint8Array): void {
    this.varint(field * 8 + 2, 0);
    this.varint(data.length, 0);
    this.reserve(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }

  /** Begins an embedded message or packed field. Give what it returns to {@link close}. */
  open(field: number): number {
    this.varint(field * 8 + 2, 0);
    // One byte for the length: most messages are shorter than 128 bytes.
    this.reserve(1);
    this.length++;
    return this.length;
  }

  /** Ends what {@link open} began, moving it up where its length needs more than one byte. */
  close(start: number): void {
    const size = this.length - start;
    let extra = 0;
    for (let rest = size >>> 7; rest > 0; rest >>>= 7) extra++;
    if (extra > 0) {
      this.reserve(extra);
      this.bytes.copyWithin(start + extra, start, this.length);
    }
    this.length = start - 1;
    this.varint(size, 0);
    this.length += size;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}
