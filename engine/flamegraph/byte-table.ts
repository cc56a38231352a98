/** Mixes a word into a hash; the rotation brings high bits down to where slots are chosen. */
function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return (product << 13) | (product >>> 19);
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Distinct byte strings, numbered from 0 in the order they first came. Open addressing; the bytes are copied,
 * so that what they came from can be let go. Hashes and comparisons take four bytes a step.
 */
export class ByteTable {
  size = 0;
  private arena = new Uint8Array(4096);
  private arenaView = viewOf(this.arena);
  private source: Uint8Array = this.arena;
  private sourceView = this.arenaView;
  private ends = new Int32Array(256);
  private hashes = new Int32Array(256);
  /** Row + 1 by hash; 0 is free. At most half full. */
  private slots = new Int32Array(512);

  /** The number of `bytes[start, end)`, which is new where it equals the former `size`. */
  idOf(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.source) this.look(bytes);
    const { sourceView } = this;
    let hash = end - start;
    let at = start;
    for (; at + 4 <= end; at += 4) hash = mixed(hash, sourceView.getInt32(at, true));
    for (; at < end; at++) hash = mixed(hash, bytes[at]!);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let row = this.slots[slot]!; row !== 0; row = this.slots[slot]!) {
      if (this.hashes[row - 1] === hash && this.isAt(row - 1, bytes, start, end)) return row - 1;
      slot = (slot + 1) & mask;
    }
    const id = this.size++;
    this.append(id, hash, bytes, start, end);
    this.slots[slot] = id + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return id;
  }

  startOf(id: number): number {
    return id === 0 ? 0 : this.ends[id - 1]!;
  }

  endOf(id: number): number {
    return this.ends[id]!;
  }

  /** The bytes of all strings, one behind the other; valid until the next new one. */
  get bytes(): Uint8Array {
    return this.arena;
  }

  /** Whether the string is `bytes[start, end)`. */
  isAt(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.startOf(id);
    return this.ends[id]! - from === end - start && this.startsAt(id, bytes, start);
  }

  /** Whether the bytes at `start` begin with the string. */
  startsAt(id: number, bytes: Uint8Array, start: number): boolean {
    if (bytes !== this.source) this.look(bytes);
    const { arenaView, sourceView } = this;
    const from = this.startOf(id);
    const length = this.ends[id]! - from;
    if (start + length > bytes.length) return false;
    let i = 0;
    for (; i + 8 <= length; i += 8) {
      // Two words at once: their differences are 0 together.
      const first = arenaView.getInt32(from + i, true) ^ sourceView.getInt32(start + i, true);
      const second = arenaView.getInt32(from + i + 4, true) ^ sourceView.getInt32(start + i + 4, true);
      if ((first | second) !== 0) return false;
    }
    for (; i < length; i++) if (this.arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  private look(bytes: Uint8Array): void {
    this.source = bytes;
    this.sourceView = viewOf(bytes);
  }

  private append(id: number, hash: number, bytes: Uint8Array, start: number, end: number): void {
    const from = this.startOf(id);
    const needed = from + end - start;
    if (needed > this.arena.length) {
      const arena = new Uint8Array(Math.max(needed, this.arena.length * 2));
      arena.set(this.arena.subarray(0, from));
      this.arena = arena;
      this.arenaView = viewOf(arena);
    }
    if (id === this.ends.length) {
      this.ends = doubled(this.ends);
      this.hashes = doubled(this.hashes);
    }
    this.arena.set(bytes.subarray(start, end), from);
    this.ends[id] = needed;
    this.hashes[id] = hash;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = this.hashes[id]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(column.length * 2);
  copy.set(column);
  return copy;
}
