import { encodeUtf8 } from '../wire/utf8';

/** Characters that are kept before they are encoded. */
const chunkLength = 1 << 16;

/** Text that grows into UTF-8. A string could not hold the stacks of a large profile: its length is bounded. */
export class TextSink {
  private readonly parts: Uint8Array[] = [];
  private pending = '';

  write(text: string): void {
    this.pending += text;
    if (this.pending.length >= chunkLength) this.flush();
  }

  /** Adds all that was written to another one. */
  append(other: TextSink): void {
    this.flush();
    other.flush();
    this.parts.push(...other.parts);
  }

  /** All that was written. */
  finish(): Uint8Array {
    this.flush();
    const bytes = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  private flush(): void {
    this.parts.push(encodeUtf8(this.pending));
    this.pending = '';
  }
}
