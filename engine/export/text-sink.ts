import { encodeUtf8 } from '../wire/utf8';
import { type Work, within } from '../work/work';

const chunkBytes = 1 << 20;

/** Text as UTF-8, in parts: a file may be one text of many megabytes. */
export function* utf8Of(text: string): Work<Uint8Array> {
  const sink = new TextSink();
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + textInPart);
    // A pair of surrogates is one character.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    sink.write(text.slice(at, end));
    at = end;
    yield (0.8 * at) / text.length;
  }
  return yield* within(0.8, 1, sink.finish());
}

/** Characters. */
const textInPart = 1 << 18;

/** Text that grows into UTF-8. A string could not hold the stacks of a large profile: its length is bounded. */
export class TextSink {
  private readonly full: Uint8Array[] = [];
  private chunk = new Uint8Array(chunkBytes);
  private length = 0;

  write(text: string): void {
    if (text.length > chunkBytes || !this.writeAscii(text)) this.bytes(encodeUtf8(text));
  }

  /** Writes what is UTF-8 already: the first `count` of the bytes. */
  bytes(bytes: Uint8Array, count = bytes.length): void {
    this.reserve(count);
    this.chunk.set(count === bytes.length ? bytes : bytes.subarray(0, count), this.length);
    this.length += count;
  }

  /** Adds all that was written to another one. */
  append(other: TextSink): void {
    for (const part of other.parts()) this.bytes(part);
  }

  /** All that was written: hundreds of megabytes, it may be. */
  *finish(): Work<Uint8Array> {
    const parts = this.parts();
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
      yield at / bytes.length;
    }
    return bytes;
  }

  /** Most text is ASCII, and needs no bytes of its own; false where it is not. */
  private writeAscii(text: string): boolean {
    this.reserve(text.length);
    const { chunk, length } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return false;
      chunk[length + i] = code;
    }
    this.length += text.length;
    return true;
  }

  private parts(): Uint8Array[] {
    return [...this.full, this.chunk.subarray(0, this.length)];
  }

  private reserve(count: number): void {
    if (this.length + count <= this.chunk.length) return;
    this.full.push(this.chunk.subarray(0, this.length));
    this.chunk = new Uint8Array(Math.max(chunkBytes, count));
    this.length = 0;
  }
}
