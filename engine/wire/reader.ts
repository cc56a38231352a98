import { FlamebenchError } from '../../proto/errors';
import { decimal, signedNumber, unsignedNumber } from './int64';

/** Wire types of the protobuf encoding; groups (3 and 4) are long withdrawn and refused. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/**
 * Reads protobuf's wire format. Every read is bounded by `end`; what does not fit throws
 * 'malformed-profile' with the place it was found at.
 *
 * https://protobuf.dev/programming-guides/encoding/
 */
export class WireReader {
  pos = 0;
  /** Where the message being read ends. */
  end: number;
  /** Words of the last varint, unsigned. */
  lo = 0;
  hi = 0;
  /** Wire type of the last tag. */
  type = 0;
  /** For messages: what is being read, and which one of its kind (from 0); -1 where there is only one. */
  place = '';
  row = -1;

  constructor(
    readonly bytes: Uint8Array,
    private readonly subject: string,
  ) {
    this.end = bytes.length;
  }

  fail(reason: string): never {
    const place = this.row < 0 ? this.place : `${this.place} ${this.row}`;
    throw new FlamebenchError('malformed-profile', this.subject, {
      reason: place === '' ? reason : `${place}: ${reason}`,
    });
  }

  /** Reads a varint into `lo` and `hi`. Bits beyond the 64th are dropped, as protobuf's parsers do. */
  varint(): void {
    const { bytes, end } = this;
    let pos = this.pos;
    let lo = 0;
    let hi = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (pos >= end) this.fail('a number is cut off');
      const byte = bytes[pos++]!;
      const part = byte & 127;
      if (shift < 28) {
        lo |= part << shift;
      } else if (shift === 28) {
        lo |= part << 28;
        hi = part >> 4;
      } else if (shift < 63) {
        hi |= part << (shift - 32);
      } else {
        hi |= (part & 1) << 31;
      }
      if (byte < 128) {
        this.pos = pos;
        this.lo = lo >>> 0;
        this.hi = hi >>> 0;
        return;
      }
    }
    this.fail('a number is longer than ten bytes');
  }

  /** Reads a field's tag: returns its number, leaves its wire type in `type`. */
  tag(): number {
    this.varint();
    if (this.hi !== 0) this.fail('a field number is out of range');
    this.type = this.lo & 7;
    const field = this.lo >>> 3;
    if (field === 0) this.fail('a field has the number 0');
    return field;
  }

  /** Skips the value of a field of any known wire type. */
  skip(): void {
    if (this.type === wireType.varint) {
      this.varint();
    } else if (this.type === wireType.bytes) {
      const length = this.length();
      this.pos += length;
    } else if (this.type === wireType.fixed64 || this.type === wireType.fixed32) {
      const size = this.type === wireType.fixed64 ? 8 : 4;
      if (size > this.end - this.pos) this.fail('a field is cut off');
      this.pos += size;
    } else {
      this.fail(`wire type ${this.type} is unknown`);
    }
  }

  /** Reads the length of a length-delimited field and makes sure that much is there. */
  length(): number {
    if (this.type !== wireType.bytes) this.fail(`wire type ${this.type} where 2 belongs`);
    this.varint();
    if (this.hi !== 0 || this.lo > this.end - this.pos) {
      this.fail(`${decimal(this.lo, this.hi)} bytes are announced, ${this.end - this.pos} are left`);
    }
    return this.lo;
  }

  /** Steps into an embedded message. Returns the end to give back to {@link leave}. */
  enter(): number {
    const length = this.length();
    const outer = this.end;
    this.end = this.pos + length;
    return outer;
  }

  leave(outer: number): void {
    this.end = outer;
  }

  /** Reads a field that must be a single varint into `lo` and `hi`. */
  uint64(): void {
    if (this.type !== wireType.varint) this.fail(`wire type ${this.type} where 0 belongs`);
    this.varint();
  }

  bool(): boolean {
    this.uint64();
    return (this.lo | this.hi) !== 0;
  }

  /** A signed 64-bit field as a number; refused where a double would round it. */
  int(): number {
    this.uint64();
    const value = signedNumber(this.lo, this.hi);
    if (!Number.isSafeInteger(value)) this.fail('a number lies beyond ±2^53');
    return value;
  }

  bigint(): bigint {
    this.uint64();
    return (BigInt(this.hi | 0) << 32n) | BigInt(this.lo);
  }

  /** An index of the string table. Whether it exists is known only at the end: strings often come last. */
  stringIndex(): number {
    this.uint64();
    const index = unsignedNumber(this.lo, this.hi);
    if (index > 0x7fffffff) this.fail(`string ${decimal(this.lo, this.hi)} does not exist`);
    return index;
  }
}
