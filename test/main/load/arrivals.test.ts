import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arrivals } from '../../../main/load/arrivals';

const stage = fc.record({
  seconds: fc.double({ min: 0, max: 100, noNaN: true }),
  rate: fc.double({ min: 0, max: 1000, noNaN: true }),
});
const schedule = fc.tuple(fc.double({ min: 0, max: 1000, noNaN: true }), fc.array(stage, { maxLength: 6 }));

describe('Arrivals', () => {
  it('come evenly at a constant rate, also a fractional one', () => {
    const arrivals = new Arrivals(0.5, []);
    expect([0, 1, 2, 3].map((n) => arrivals.timeOf(n))).toEqual([0, 2, 4, 6]);
    expect(arrivals.countAt(5)).toBe(2.5);
    expect(arrivals.rateAt(1e6)).toBe(0.5);
  });

  it('follow a ramp: from rest to 10 a second over 10 seconds come 50', () => {
    const arrivals = new Arrivals(0, [{ seconds: 10, rate: 10 }]);
    expect(arrivals.countAt(10)).toBe(50);
    expect(arrivals.countAt(5)).toBe(12.5);
    expect(arrivals.timeOf(8)).toBeCloseTo(4, 9); // 4²/2
    expect(arrivals.timeOf(50)).toBe(10);
    expect(arrivals.timeOf(60)).toBeCloseTo(11, 9); // the last rate stays
  });

  it('step where a stage has no length, and rest where the rate is nothing', () => {
    const stages = [
      { seconds: 1, rate: 2 },
      { seconds: 0, rate: 0 },
      { seconds: 5, rate: 0 },
      { seconds: 0, rate: 4 },
      { seconds: 1, rate: 4 },
      { seconds: 0, rate: 0 },
    ];
    const arrivals = new Arrivals(2, stages);
    expect([0, 1, 2, 3, 4, 5, 6].map((n) => arrivals.timeOf(n))).toEqual([
      ...[0, 0.5, 6, 6.25, 6.5, 6.75],
      Number.POSITIVE_INFINITY,
    ]);
    expect(arrivals.rateAt(3)).toBe(0);
  });

  it('are in order, and at their times just so many have been due', () => {
    fc.assert(
      fc.property(schedule, fc.nat(5000), ([rate, stages], index) => {
        const arrivals = new Arrivals(rate, stages);
        const time = arrivals.timeOf(index);
        expect(arrivals.timeOf(index + 1)).toBeGreaterThanOrEqual(time);
        if (Number.isFinite(time)) expect(Math.abs(arrivals.countAt(time) - index)).toBeLessThan(1e-3);
      }),
    );
  });
});
