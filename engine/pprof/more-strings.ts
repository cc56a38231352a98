import type { StringTable } from '../model/profile';
import { encodeUtf8 } from '../wire/utf8';

/** A string table with texts added at its end. */
export class MoreStrings implements StringTable {
  private readonly added: string[] = [];
  private readonly rows = new Map<string, number>([['', 0]]);

  constructor(private readonly before: StringTable) {}

  get length(): number {
    return this.before.length + this.added.length;
  }

  /** Row of an added text. */
  add(text: string): number {
    let row = this.rows.get(text);
    if (row === undefined) {
      row = this.before.length + this.added.push(text) - 1;
      this.rows.set(text, row);
    }
    return row;
  }

  get(index: number): string {
    const own = index - this.before.length;
    return own < 0 ? this.before.get(index) : this.added[own]!;
  }

  utf8(index: number): Uint8Array {
    const own = index - this.before.length;
    return own < 0 ? this.before.utf8(index) : encodeUtf8(this.added[own]!);
  }
}
