import { histogramSlots } from '../../engine/load/histogram';
import type { PackedHistogram } from '../../proto/load';
import type { WorkerMemory } from './memory';

/** So many slots are compared at once, by the system's own means: most have not changed. */
const blockSlots = 128;
const blocks = histogramSlots / blockSlots;
const slotBytes = 4;

/**
 * What histograms that several workers write, and never clear, have gained since they were read last. It is read ten
 * times a second, perhaps on the core that the load itself needs, so only what has changed is looked at.
 */
export class Growth {
  readonly #sources: readonly { readonly now: Uint32Array; readonly bytes: Buffer }[];
  readonly #seen: readonly { readonly counts: Uint32Array; readonly bytes: Buffer }[];
  readonly #gained = new Float64Array(histogramSlots);

  /** `histogramsOf`: one histogram or several in a row. */
  constructor(memories: readonly WorkerMemory[], histogramsOf: (memory: WorkerMemory) => Uint32Array) {
    this.#sources = memories.map((memory) => {
      const now = histogramsOf(memory);
      return { now, bytes: Buffer.from(now.buffer, now.byteOffset, now.byteLength) };
    });
    this.#seen = this.#sources.map(({ now }) => {
      const counts = new Uint32Array(now.length);
      return { counts, bytes: Buffer.from(counts.buffer) };
    });
  }

  /** All that was gained in the histograms of these numbers, taken together. */
  read(which: readonly number[]): PackedHistogram {
    const packed: number[] = [];
    let after = 0;
    for (let block = 0; block < blocks; block++) {
      if (!this.#readBlock(which, block)) continue;
      const first = block * blockSlots;
      for (let slot = first; slot < first + blockSlots; slot++) {
        const gained = this.#gained[slot];
        if (gained <= 0) continue;
        packed.push(slot - after, gained);
        after = slot + 1;
        this.#gained[slot] = 0;
      }
    }
    return packed;
  }

  /** Whether anything has changed in the block; what was gained is then in #gained. */
  #readBlock(which: readonly number[], block: number): boolean {
    let hasChanged = false;
    this.#sources.forEach(({ now, bytes }, i) => {
      const { counts, bytes: seenBytes } = this.#seen[i];
      for (const number of which) {
        const from = number * histogramSlots + block * blockSlots;
        const [first, end] = [from * slotBytes, (from + blockSlots) * slotBytes];
        if (bytes.compare(seenBytes, first, end, first, end) === 0) continue;
        hasChanged = true;
        for (let slot = 0; slot < blockSlots; slot++) {
          const count = now[from + slot];
          this.#gained[block * blockSlots + slot] += count - counts[from + slot];
          counts[from + slot] = count;
        }
      }
    });
    return hasChanged;
  }
}
