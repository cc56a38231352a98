import { wordsOf } from '../../wire/int64';

/**
 * Rows by 64-bit id. Ids that are small and close together, which most writers give, index an array;
 * any others (addresses, hashes) go through an open-addressing hash table.
 */
export class IdRows {
  /** Row by id where ids are dense, -1 for an id not given out; empty where they are not dense. */
  readonly dense: Int32Array;
  /** Rows by hash slot; -1 = free. Empty where ids are dense. */
  private readonly slots: Int32Array;
  private readonly words: Uint32Array;
  private readonly seed: number;
  /** Row whose id another row before it already has, or -1. */
  readonly duplicateRow: number;
  /** Row whose id is 0, or -1. */
  readonly zeroRow: number;

  constructor(ids: BigUint64Array) {
    this.words = wordsOf(ids);
    let largest = 0;
    let zeroRow = -1;
    let seed = 0;
    for (let row = ids.length - 1; row >= 0; row--) {
      const lo = this.words[2 * row]!;
      const hi = this.words[2 * row + 1]!;
      if ((lo | hi) === 0) zeroRow = row;
      seed = Math.imul(seed ^ lo, 0x01000193) + hi;
      largest = Math.max(largest, hi === 0 ? lo : Infinity);
    }
    this.zeroRow = zeroRow;
    this.seed = seed | 0;
    const isDense = largest <= ids.length * 4 + 1024;
    this.dense = new Int32Array(isDense ? largest + 1 : 0).fill(-1);
    let capacity = 16;
    while (capacity < ids.length * 2) capacity *= 2;
    this.slots = new Int32Array(isDense ? 0 : capacity).fill(-1);
    this.duplicateRow = isDense ? this.fillDense(ids.length) : this.fillSlots(ids.length);
  }

  /** Row of the id, or -1. */
  row(lo: number, hi: number): number {
    if (this.dense.length > 0) return hi === 0 && lo < this.dense.length ? this.dense[lo]! : -1;
    return this.slots[this.slotOf(lo, hi)]!;
  }

  private fillDense(count: number): number {
    let duplicate = -1;
    for (let row = 0; row < count; row++) {
      const id = this.words[2 * row]!;
      if (this.dense[id] !== -1) duplicate = row;
      this.dense[id] = row;
    }
    return duplicate;
  }

  private fillSlots(count: number): number {
    let duplicate = -1;
    for (let row = 0; row < count; row++) {
      const slot = this.slotOf(this.words[2 * row]!, this.words[2 * row + 1]!);
      if (this.slots[slot] !== -1) duplicate = row;
      this.slots[slot] = row;
    }
    return duplicate;
  }

  /** The slot that holds the id, or the free one where it would go. */
  private slotOf(lo: number, hi: number): number {
    const mask = this.slots.length - 1;
    // Seeded by the ids themselves, so that no list of ids can be prepared in advance to collide.
    let hash = Math.imul(lo ^ this.seed, 0x85ebca6b) ^ Math.imul(hi + this.seed, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const row = this.slots[slot]!;
      if (row === -1 || (this.words[2 * row] === lo && this.words[2 * row + 1] === hi)) return slot;
      slot = (slot + 1) & mask;
    }
  }
}
