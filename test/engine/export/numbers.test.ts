import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber } from '../../../engine/export/numbers';

describe('a number in a file', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [12, '12'],
    [-3, '-3'],
    [1.5, '1.5'],
    [1234.000000123, '1234'],
    [0.000001, '0.000001'],
    [1e-15, '0'],
    [-1e-15, '0'],
    [2 ** 53, '9007199254740992'],
    [1e22, '10000000000000000000000'],
    [Number.NaN, '0'],
    [Number.POSITIVE_INFINITY, '0'],
  ])('%d is %s', (value, text) => {
    expect(plainNumber(value)).toBe(text);
  });

  it('is never written with an exponent, and reads back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainNumber(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.max(1e-6, Math.abs(value) * 1e-15));
      }),
    );
  });
});
