import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortByWeight } from '../../../engine/work/sort-by-weight';
import { atOnce, byRows, inTurn, stepwise, type Work, within } from '../../../engine/work/work';

/** What work yields on its way, and what comes of it. */
function watched<T>(work: Work<T>): { shares: number[]; value: T } {
  const shares: number[] = [];
  for (;;) {
    const next = work.next();
    if (next.done === true) return { shares, value: next.value };
    shares.push(next.value);
  }
}

describe('work in parts', () => {
  test('does every row once, in order, whatever the parts', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 50 }), (length, most) => {
        const seen: number[] = [];
        const { shares } = watched(
          byRows(
            length,
            (from, to) => {
              expect(to - from).toBeLessThanOrEqual(most);
              for (let row = from; row < to; row++) seen.push(row);
            },
            most,
          ),
        );
        expect(seen).toEqual(Array.from({ length }, (_, row) => row));
        expect(shares.length).toBe(Math.ceil(length / most));
        expect(length === 0 ? 1 : shares.at(-1)).toBe(1);
      }),
    );
  });

  test('within other work its shares are a stretch of the whole', () => {
    const loop = () => byRows(4, () => {}, 1);
    expect(watched(within(0.5, 0.75, loop())).shares).toEqual([0.5625, 0.625, 0.6875, 0.75]);
    expect(watched(inTurn([loop(), loop()])).shares).toEqual([
      0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1,
    ]);
  });

  test('that is left does no more', async () => {
    let rows = 0;
    const count = (from: number, to: number) => {
      rows += to - from;
    };
    const work = byRows(1000, count, 10);
    const given = stepwise(work, async (done) => {
      if (done >= 0.05) throw new Error('enough');
    });
    await expect(given).rejects.toThrow('enough');
    expect(rows).toBe(50);
  });
});

test('rows are sorted by weight, heaviest first, and as they were among equals', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 300 }), (weights) => {
      const rows = Int32Array.from(weights.keys());
      const { shares, value } = watched(sortByWeight(rows.slice(), Float64Array.from(weights)));
      expect([...value]).toEqual([...rows].sort((a, b) => weights[b]! - weights[a]! || a - b));
      expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    }),
  );
  // So many that merging itself goes by parts.
  const many = Float64Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 1013);
  const sorted = atOnce(sortByWeight(Int32Array.from(many.keys()), many.slice()));
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1]!, sorted[i]!];
    if (many[a]! < many[b]! || (many[a] === many[b] && a > b)) throw new Error(`row ${i} is out of order`);
  }
  expect(new Set(sorted).size).toBe(many.length);
});
