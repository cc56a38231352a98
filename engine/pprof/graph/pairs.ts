/** Rows for pairs of small whole numbers, by open addressing. */
export class PairTable {
  private slots = new Int32Array(64).fill(-1);
  private firsts: Int32Array = new Int32Array(32);
  private seconds: Int32Array = new Int32Array(32);
  length = 0;

  /** Row of the pair, which is new where it equals `length` before the call. */
  row(first: number, second: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(first, second) & mask;
    for (let row = this.slots[slot]!; row >= 0; row = this.slots[slot]!) {
      if (this.firsts[row] === first && this.seconds[row] === second) return row;
      slot = (slot + 1) & mask;
    }
    if (this.length === this.firsts.length) {
      this.grow();
      return this.row(first, second);
    }
    this.slots[slot] = this.length;
    this.firsts[this.length] = first;
    this.seconds[this.length] = second;
    return this.length++;
  }

  first(row: number): number {
    return this.firsts[row]!;
  }

  second(row: number): number {
    return this.seconds[row]!;
  }

  private grow(): void {
    const [firsts, seconds] = [this.firsts, this.seconds];
    this.firsts = new Int32Array(firsts.length * 2);
    this.firsts.set(firsts);
    this.seconds = new Int32Array(seconds.length * 2);
    this.seconds.set(seconds);
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let row = 0; row < this.length; row++) {
      let slot = hash(this.firsts[row]!, this.seconds[row]!) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = row;
    }
  }
}

/** Bits that spread pairs over a table whose size is a power of two. */
export function hash(first: number, second: number): number {
  const mixed = Math.imul(first + 1, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

/** A column of sums that grows with the rows of a table. */
export class Sums {
  private data = new Float64Array(32);

  add(row: number, amount: number): void {
    if (row >= this.data.length) {
      const grown = new Float64Array(Math.max(this.data.length * 2, row + 1));
      grown.set(this.data);
      this.data = grown;
    }
    this.data[row]! += amount;
  }

  freeze(length: number): Float64Array {
    const column = new Float64Array(length);
    column.set(this.data.subarray(0, length));
    return column;
  }
}
