/** Numbers equal stretches of a file alike, by their bytes: a frame's name is decoded once, not per line. */
export class ByteInterner {
  private count = 0;
  private starts = new Int32Array(1024);
  private lengths = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  /** Open addressing: row + 1, or 0 where the slot is free. Its size is a power of two. */
  private slots = new Int32Array(4096);

  constructor(private readonly bytes: Uint8Array) {}

  /** Row of the bytes from `from` to `to`: 0, 1, 2, … in the order in which they are first seen. */
  row(from: number, to: number): number {
    const { bytes } = this;
    let hash = 0x811c9dc5 | 0;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    // FNV's low bits depend on the low bits of the bytes only.
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let row = this.slots[slot]!; row !== 0; row = this.slots[slot]!) {
      if (this.hashes[row - 1] === hash && this.equals(row - 1, from, to)) return row - 1;
      slot = (slot + 1) & mask;
    }
    return this.add(hash, slot, from, to);
  }

  private equals(row: number, from: number, to: number): boolean {
    if (this.lengths[row] !== to - from) return false;
    const { bytes } = this;
    const start = this.starts[row]!;
    for (let i = 0; i < to - from; i++) if (bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  private add(hash: number, slot: number, from: number, to: number): number {
    const row = this.count++;
    if (row === this.starts.length) {
      this.starts = doubled(this.starts);
      this.lengths = doubled(this.lengths);
      this.hashes = doubled(this.hashes);
    }
    this.starts[row] = from;
    this.lengths[row] = to - from;
    this.hashes[row] = hash;
    this.slots[slot] = row + 1;
    if (this.count * 2 > this.slots.length) this.rehash();
    return row;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let row = 0; row < this.count; row++) {
      let slot = this.hashes[row]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.slots = slots;
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(column.length * 2);
  grown.set(column);
  return grown;
}
