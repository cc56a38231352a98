import { describe, expect, it } from 'vitest';
import type { DiffRows } from '../../../../engine/worker/protocol';
import { chanceWritten } from '../../../../renderer/views/diff/certainty';
import { select } from '../../../../renderer/views/diff/rows';
import { leastShares, stepOf } from '../../../../renderer/views/least-change';

/** Rows as [before, after] of flat and, where it differs, cum. */
function rows(...values: [number, number, number?, number?][]): DiffRows {
  const column = (pick: (row: (typeof values)[number]) => number) => Float64Array.from(values, pick);
  return {
    frame: Int32Array.from(values, (_, row) => row + 1),
    flatBefore: column(([before]) => before),
    flatAfter: column(([, after]) => after),
    cumBefore: column(([before, , cum]) => cum ?? before),
    cumAfter: column(([, after, , cum]) => cum ?? after),
    totalBefore: 1000,
    totalAfter: 800,
    unit: 'count',
  };
}

describe('the rows of a table of changes', () => {
  const all = rows([500, 300], [0, 40], [60, 0], [100, 101], [7, 7], [0, 9, 50, 60]);

  it('are those that changed enough; the others are counted', () => {
    const chosen = select(all, 'flat', 'all', 0.005);
    expect([...chosen.rows]).toEqual([0, 1, 2, 5]);
    expect(chosen.smaller).toBe(1);
    expect([...select(all, 'flat', 'all', 0).rows]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('can be those that are new or gone, with all they call', () => {
    expect([...select(all, 'flat', 'new', 0.005).rows]).toEqual([1]);
    expect([...select(all, 'flat', 'gone', 0.005).rows]).toEqual([2]);
    expect(select(all, 'flat', 'gone', 0.005).counts).toEqual({ all: 4, new: 1, gone: 1 });
  });

  it('measure what is chosen', () => {
    expect([...select(all, 'cum', 'all', 0.0095).rows]).toEqual([0, 1, 2, 5]);
    expect([...select(all, 'cum', 'all', 0.05).rows]).toEqual([0, 2]);
  });
});

describe('the smallest change shown', () => {
  it('is a step of the slider, or the nearest one', () => {
    leastShares.forEach((share, step) => {
      expect(stepOf(share)).toBe(step);
    });
    expect(leastShares[stepOf(0.0031)]).toBe(0.002);
    expect(leastShares[stepOf(5)]).toBe(0.1);
  });

  it('writes chances with as many digits as mean something', () => {
    expect([0, 0.0004, 0.0123, 0.5].map(chanceWritten)).toEqual(['<0.001', '<0.001', '0.012', '0.50']);
  });
});
