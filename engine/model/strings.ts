import { decodeUtf8, encodeUtf8 } from '../wire/utf8';
import type { StringTable } from './profile';

/** Strings as UTF-8 in one piece of memory, each decoded at its first use and then kept. */
export class PackedStrings implements StringTable {
  readonly length: number;
  private readonly decoded: (string | undefined)[];

  /** `offsets` has one entry more than there are strings; string i is `bytes[offsets[i], offsets[i + 1])`. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly offsets: Int32Array,
  ) {
    this.length = offsets.length - 1;
    this.decoded = new Array(this.length);
  }

  get(index: number): string {
    const known = this.decoded[index];
    if (known !== undefined) return known;
    const text = decodeUtf8(this.bytes, this.offsets[index]!, this.offsets[index + 1]!);
    this.decoded[index] = text;
    return text;
  }

  utf8(index: number): Uint8Array {
    return this.bytes.subarray(this.offsets[index], this.offsets[index + 1]);
  }
}

/** A table of the given UTF-8 strings, in order. The bytes are copied. */
export function packUtf8(parts: readonly Uint8Array[]): PackedStrings {
  const offsets = new Int32Array(parts.length + 1);
  for (let i = 0; i < parts.length; i++) offsets[i + 1] = offsets[i]! + parts[i]!.length;
  const bytes = new Uint8Array(offsets[parts.length]!);
  for (let i = 0; i < parts.length; i++) bytes.set(parts[i]!, offsets[i]);
  return new PackedStrings(bytes, offsets);
}

/** A table of the given texts, in order. */
export function packTexts(texts: readonly string[]): PackedStrings {
  return packUtf8(texts.map(encodeUtf8));
}
