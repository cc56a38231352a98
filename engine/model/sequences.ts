/** Rows for sequences of whole numbers of 32 bits, by open addressing. Equal sequences share a row. */
export class SequenceTable {
  private data: Int32Array = new Int32Array(1024);
  private offsets: Int32Array = new Int32Array(64);
  private hashes: Int32Array = new Int32Array(64);
  private slots = new Int32Array(128).fill(-1);
  length = 0;

  /** Row of the first `count` numbers; new where it equals `length` before the call. */
  row(numbers: Int32Array, count: number): number {
    let hash = count;
    for (let i = 0; i < count; i++) hash = Math.imul(hash ^ numbers[i]!, 0x9e3779b1) ^ (hash >>> 15);
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (let row = this.slots[slot]!; row >= 0; row = this.slots[slot]!) {
      if (this.hashes[row] === hash && this.equals(row, numbers, count)) return row;
      slot = (slot + 1) & mask;
    }
    const row = this.length++;
    this.slots[slot] = row;
    this.reserve(count);
    this.hashes[row] = hash;
    const from = this.offsets[row]!;
    for (let i = 0; i < count; i++) this.data[from + i] = numbers[i]!;
    this.offsets[row + 1] = from + count;
    if (this.length * 2 > this.slots.length) this.rehash();
    return row;
  }

  private equals(row: number, numbers: Int32Array, count: number): boolean {
    const from = this.offsets[row]!;
    if (this.offsets[row + 1]! - from !== count) return false;
    for (let i = 0; i < count; i++) if (this.data[from + i] !== numbers[i]) return false;
    return true;
  }

  private reserve(count: number): void {
    const wanted = this.offsets[this.length - 1]! + count;
    if (wanted > this.data.length) this.data = longer(this.data, Math.max(wanted, this.data.length * 2));
    if (this.length + 1 > this.offsets.length) {
      this.offsets = longer(this.offsets, this.offsets.length * 2);
      this.hashes = longer(this.hashes, this.hashes.length * 2);
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let row = 0; row < this.length; row++) {
      let slot = (this.hashes[row]! ^ (this.hashes[row]! >>> 16)) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = row;
    }
  }
}

function longer(column: Int32Array, length: number): Int32Array {
  const grown = new Int32Array(length);
  grown.set(column);
  return grown;
}
