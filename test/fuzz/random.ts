/** Numbers that look random and are the same for the same seed and input: mulberry32. */
export class Random {
  private state: number;

  constructor(seed: number, index: number) {
    // Neighbouring inputs must not begin alike, so both numbers are spread over all bits.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
    this.unit();
  }

  /** A number in [0, 1). */
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number in [0, end). */
  below(end: number): number {
    return Math.floor(this.unit() * end);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** One of the list, mostly of its beginning. */
  early<T>(list: readonly T[]): T {
    return list[Math.floor(this.unit() ** 3 * list.length)]!;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Mostly small, now and then up to `most`. */
  size(most: number): number {
    return Math.floor(most ** this.unit());
  }

  /** How often to repeat something of that length: up to `most`, and no more than a file holds. */
  copies(most: number, length: number): number {
    return this.size(Math.max(1, Math.min(most, 40_000 / Math.max(1, length))));
  }
}
