import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChartSeries,
  largest,
  leastPositive,
  logRange,
  powersThatFit,
  roundTop,
  stacked,
  ticksTo,
} from '../../../renderer/charts/series';
import { heatRamp, mix } from '../../../renderer/charts/theme';

const series = (values: (number | null)[]): ChartSeries => ({ label: 's', colour: 'a', values });

describe('a stack', () => {
  test('lays each series on those before it; what is missing adds nothing', () => {
    expect(stacked([series([1, 2, null]), series([3, null, 4])])).toEqual([
      [1, 2, 0],
      [4, 2, 4],
    ]);
  });

  test('has the sum of all as its upper edge', () => {
    const columns = fc.array(fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(columns, (all) => {
        const top = stacked(all.map(series)).at(-1)!;
        top.forEach((edge, i) => {
          expect(edge).toBe(all.reduce((sum, values) => sum + values[i]!, 0));
        });
      }),
    );
  });
});

describe('axes', () => {
  test('end at or little above the largest value, at a round number', () => {
    expect([0, 0.9, 1, 1.01, 42, 980, 12_345].map(roundTop)).toEqual([1, 1, 1, 1.5, 50, 1000, 15_000]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        const top = roundTop(value);
        expect(top).toBeGreaterThanOrEqual(value * (1 - 1e-8));
        expect(top).toBeLessThanOrEqual(value * 2 + 1e-12);
      }),
    );
  });

  test('that are logarithmic end at powers of ten, one at least between them', () => {
    expect(logRange(0.3, 42)).toEqual([0.1, 100]);
    expect(logRange(10, 10)).toEqual([10, 100]);
    expect(logRange(0, 0)).toEqual([0.1, 10]);
  });

  test('name both their ends, and what has room between them', () => {
    // The one of errors, which is low: nothing but 0 would leave it without a scale.
    expect(ticksTo(1, 26)).toEqual([0, 1]);
    expect(ticksTo(1, 60)).toEqual([0, 0.5, 1]);
    expect(ticksTo(1500, 120)).toEqual([0, 500, 1000, 1500]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.nat(400), (value, heightPx) => {
        const top = roundTop(value);
        const ticks = ticksTo(top, heightPx);
        expect([ticks[0], ticks.at(-1)]).toEqual([0, expect.closeTo(top, 9)]);
        expect(ticks.length).toBeLessThanOrEqual(Math.max(2, heightPx / 20 + 1));
      }),
    );
  });

  test('that are logarithmic name as many powers of ten as have room', () => {
    const powers = [0.01, 0.1, 1, 10, 100, 1000, 10_000];
    expect(powersThatFit(powers, 20)).toEqual(powers);
    expect(powersThatFit(powers, 10)).toEqual([0.01, 1, 100, 10_000]);
    expect(powersThatFit([], 10)).toEqual([]);
  });

  test('look only at values that are there', () => {
    const all = [series([null, 3, 0]), series([7, null, 0.5])];
    expect([largest(all), leastPositive(all)]).toEqual([7, 0.5]);
    expect([largest([]), leastPositive([series([0, null])])]).toEqual([0, 0]);
  });
});

test('colours mix from one end to the other', () => {
  expect(mix('#000000', '#ff8000', 0.5)).toBe('#804000');
  const ramp = heatRamp('#ffffff', '#000000');
  expect([ramp[0], ramp.at(-1), new Set(ramp).size]).toEqual(['#ffffff', '#000000', ramp.length]);
});
