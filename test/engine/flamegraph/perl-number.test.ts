import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, leadingNumber, perlNumber, withCommas } from '../../../engine/flamegraph/perl-number';

describe('fixed', () => {
  it.each([
    [0.25, 1, '0.2'],
    [0.75, 1, '0.8'],
    [0.35, 1, '0.3'],
    [2.5, 0, '2'],
    [3.5, 0, '4'],
    [0.125, 2, '0.12'],
    [0.375, 2, '0.38'],
    [-0.001, 2, '-0.00'],
    [-2.5, 0, '-2'],
    [1e15 + 0.5, 0, '1000000000000000'],
  ])('prints %d with %d digits as printf does: %s', (x, digits, text) => {
    expect(fixed(x, digits)).toBe(text);
  });

  it('is toFixed wherever no two decimals are equally near', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        (x, digits) => {
          fc.pre((Math.abs(x) * 2 ** (digits + 1)) % 1 !== 0 && x.toFixed(digits) !== '0');
          expect(Number(fixed(x, digits))).toBe(Number(x.toFixed(digits)));
        },
      ),
    );
  });
});

it('prints 15 digits as Perl does', () => {
  expect([0.1 + 0.2, 1 / 3, 47.5, 1e15 + 2].map(perlNumber)).toEqual([
    '0.3',
    '0.333333333333333',
    '47.5',
    '1000000000000002',
  ]);
});

it('parts thousands', () => {
  expect(['1', '999', '1000', '1234567'].map(withCommas)).toEqual(['1', '999', '1,000', '1,234,567']);
});

it('takes the number that a text begins with', () => {
  expect(['12', ' 1.5x', '.5', '1e3', 'x', ''].map(leadingNumber)).toEqual([12, 1.5, 0.5, 1000, 0, 0]);
});
