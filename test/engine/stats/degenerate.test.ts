import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge } from '../../../engine/stats/judge';
import { Tally } from '../../../engine/stats/tally';

const value = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 1e18, -1e18, Number.MAX_SAFE_INTEGER, 5),
  fc.integer({ min: -1e6, max: 1e9 }),
);
const variance = fc.oneof(fc.constantFrom(0, 1e18), fc.integer({ min: 0, max: 1e9 }));
const many = { minLength: 96, maxLength: 96 };

const comparison = fc.record({
  rounds: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  rows: fc.integer({ min: 1, max: 6 }),
  inTurn: fc.boolean(),
  scale: fc.constantFrom(0, 1, 1e-6, 1 / 9e15, 1e3),
  values: fc.array(value, many),
  variances: fc.array(variance, many),
});

it('says finite numbers or nothing: one round, none alike, nothing at all, negative values', () => {
  fc.assert(
    fc.property(comparison, ({ rounds, rows, inTurn, scale, values, variances }) => {
      const [a, b] = rounds;
      const scales = {
        pooled: [scale, scale] as const,
        rounds: [new Array<number>(a).fill(scale * a), new Array<number>(b).fill(scale * b)] as const,
      };
      const paired = inTurn && a === b;
      const tally = new Tally(rows, scales, paired);
      const places = Int32Array.from({ length: rows }, (_, i) => i);
      let at = 0;
      for (let round = 0; round < Math.max(a, b); round++) {
        for (const side of [0, 1] as const) {
          if (round >= rounds[side]) continue;
          tally.add(side, round, places, values.slice(at, at + rows), variances.slice(at, at + rows));
          at += rows;
        }
        tally.closePair();
      }
      const judged = judge(tally, { scales, paired }, [tally.value[0][0]!, tally.value[1][0]!]);
      for (let row = 0; row < rows; row++) {
        for (const column of [judged.before, judged.after, judged.delta]) {
          expect(Number.isFinite(column[row])).toBe(true);
        }
        const isTold = !Number.isNaN(judged.p[row]!);
        for (const column of [judged.ciLow, judged.ciHigh, judged.q]) {
          expect(Number.isFinite(column[row])).toBe(isTold);
        }
        if (!isTold) expect(judged.changed[row]).toBe(0);
        else {
          expect(judged.p[row]).toBeGreaterThanOrEqual(0);
          expect(judged.p[row]).toBeLessThanOrEqual(1);
          expect(judged.ciLow[row]).toBeLessThanOrEqual(judged.ciHigh[row]!);
        }
      }
    }),
  );
});
