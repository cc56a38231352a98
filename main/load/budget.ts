/** Requests a load may still send, in memory all its threads draw from: together they send exactly so many. */
export class Budget {
  readonly buffer: SharedArrayBuffer;
  readonly #taken: Int32Array;
  readonly #total: number;

  /** `buffer`: another thread's, to share with it. */
  constructor(total: number, buffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer;
    this.#taken = new Int32Array(buffer);
    this.#total = total;
  }

  /** How many of `wanted` requests may be sent. */
  take(wanted: number): number {
    const before = Atomics.add(this.#taken, 0, wanted);
    const granted = Math.max(0, Math.min(wanted, this.#total - before));
    if (granted < wanted) Atomics.sub(this.#taken, 0, wanted - granted);
    return granted;
  }

  /** Gives back what was taken and could not be sent. */
  giveBack(count: number): void {
    Atomics.sub(this.#taken, 0, count);
  }

  get isSpent(): boolean {
    return Atomics.load(this.#taken, 0) >= this.#total;
  }
}
