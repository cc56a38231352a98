import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChartSeries,
  largest,
  leastPositive,
  logRange,
  roundTop,
  stacked,
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
