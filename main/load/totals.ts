import { addCounts, histogramSlots } from '../../engine/load/histogram';
import type { ErrorCounts } from '../../proto/load';
import { counter, failureKinds, ringSeconds, statusSlots, type WorkerMemory } from './memory';

/** Sums over workers, of what their shared memory says now. */

export function totalOfCounter(memories: readonly WorkerMemory[], slot: number): number {
  return memories.reduce((sum, memory) => sum + memory.counters[slot], 0);
}

/** Complete responses by status code, codes never seen left out. */
export function statusCounts(memories: readonly WorkerMemory[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { statuses } of memories) {
    for (let status = 0; status < statusSlots; status++) {
      const count = statuses[status];
      if (count !== 0) counts[status] = (counts[status] ?? 0) + count;
    }
  }
  return counts;
}

export function errorCounts(
  memories: readonly WorkerMemory[],
  statuses: Readonly<Record<string, number>>,
): ErrorCounts {
  const counts = Object.fromEntries(
    failureKinds.map((kind) => [kind, totalOfCounter(memories, counter[kind])]),
  ) as Omit<ErrorCounts, 'status'>;
  let status = 0;
  for (const [code, count] of Object.entries(statuses)) if (Number(code) > 399) status += count;
  return { ...counts, status };
}

export function errorTotal(errors: ErrorCounts): number {
  return Object.values(errors).reduce((sum, count) => sum + count, 0);
}

/** All histograms of a ring, of all workers, in one. */
export function wholeRing(
  memories: readonly WorkerMemory[],
  ringOf: (memory: WorkerMemory) => Uint32Array,
): Uint32Array<ArrayBuffer> {
  const sum = new Uint32Array(histogramSlots);
  for (const memory of memories) {
    const ring = ringOf(memory);
    for (let turn = 0; turn < ringSeconds; turn++) {
      addCounts(sum, ring.subarray(turn * histogramSlots, (turn + 1) * histogramSlots));
    }
  }
  return sum;
}

export function wholeHistogram(
  memories: readonly WorkerMemory[],
  histogramOf: (memory: WorkerMemory) => Uint32Array,
): Uint32Array<ArrayBuffer> {
  const sum = new Uint32Array(histogramSlots);
  for (const memory of memories) addCounts(sum, histogramOf(memory));
  return sum;
}
