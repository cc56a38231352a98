import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramSlots, unpack } from '../../../engine/load/histogram';
import { Growth } from '../../../main/load/growth';
import { turnsBetween } from '../../../main/load/intervals';
import { ringSeconds, WorkerMemory } from '../../../main/load/memory';

describe('Growth', () => {
  it('tells of each reading what was written since the one before, over all workers', () => {
    const write = fc.tuple(fc.nat(1), fc.nat(ringSeconds - 1), fc.nat(histogramSlots - 1));
    fc.assert(
      fc.property(fc.array(fc.array(write, { maxLength: 20 }), { maxLength: 5 }), (readings) => {
        const memories = [WorkerMemory.allocate(1), WorkerMemory.allocate(1)];
        const growth = new Growth(memories, (memory) => memory.response);
        for (const writes of readings) {
          const expected = new Float64Array(histogramSlots);
          for (const [worker, turn, slot] of writes) {
            memories[worker].response[turn * histogramSlots + slot]++;
            expected[slot]++;
          }
          const found = unpack(growth.read([0, 1, 2, 3]));
          expect(found.every((count, slot) => count === expected[slot])).toBe(true);
        }
        expect(growth.read([0, 1, 2, 3])).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what was written elsewhere for when that is read', () => {
    const memory = WorkerMemory.allocate(1);
    const growth = new Growth([memory], (each) => each.response);
    memory.response[histogramSlots + 7] = 3;
    expect(growth.read([0, 2])).toEqual([]);
    expect(growth.read([1])).toEqual([7, 3]);
  });
});

describe('turnsBetween', () => {
  it('names each place in the ring once, with the second before the first', () => {
    expect(turnsBetween(0, 100_000)).toEqual([0]);
    expect(turnsBetween(5_950_000, 6_050_000)).toEqual([0, 1, 2]);
    expect(turnsBetween(1_000_000, 99_000_000)).toEqual([0, 1, 2, 3]);
  });
});
