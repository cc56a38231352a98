import fc from 'fast-check';
import { expect, it } from 'vitest';
import { split } from '../../../main/load/split';

it('gives the remainder to the first threads', () => {
  expect(split(101, 2)).toEqual([51, 50]);
  expect(split(10, 4)).toEqual([3, 3, 2, 2]);
});

it('never starts a thread without connections', () => {
  expect(split(2, 8)).toEqual([1, 1]);
});

it('loses no connection and keeps shares within one of each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 64 }), (total, parts) => {
      const shares = split(total, parts);
      expect(shares.reduce((a, b) => a + b)).toBe(total);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});
