import { describe, expect, it } from 'vitest';
import { durationText } from '../../../engine/units/duration';
import { percentage, scale, scaledLabel } from '../../../engine/units/measure';

describe('scale', () => {
  it.each([
    [2048, 'bytes', 'kb', 2, 'kB'],
    [-2048, 'bytes', 'auto', -2, 'kB'],
    [1, 'GB', 'megabytes', 1024, 'MB'],
    [0, 'bytes', 'auto', 0, 'B'],
    // Below all of a family's units a time is in seconds.
    [0, 'nanoseconds', 'minimum', 0, 's'],
    [5000, 'ns', 'bogus', 0.000005, 's'],
    [90, 'seconds', 'hour', 0.025, 'hrs'],
    [7, 'count', 'auto', 7, ''],
    [7, 'count', 'ms', 7, 'ms'],
    [2500, 'milliGCU', 'auto', 2.5, 'GCU'],
  ])('%d %s in %s is %d %s', (value, from, to, scaled, unit) => {
    expect(scale(value, from, to)).toEqual({ value: scaled, unit });
  });
});

describe('scaledLabel', () => {
  it('writes two decimals, ties to even, and no unit behind 0', () => {
    expect(scaledLabel(1536, 'bytes', 'kb')).toBe('1.50kB');
    expect(scaledLabel(128, 'bytes', 'kb')).toBe('0.12kB');
    expect(scaledLabel(-1, 'bytes', 'gb')).toBe('0');
    expect(scaledLabel(3e9, 'ns', 'auto')).toBe('3s');
  });
});

describe('percentage', () => {
  it.each([
    [0, 0, '    0%'],
    [1, 0, '    0%'],
    [-1, 3, '33.33%'],
    [999.6, 1000, '  100%'],
    [1001, 1000, '100.10%'],
    [1, 800, ' 0.12%'],
    [3, 800, ' 0.38%'],
    [996, 100_000, '    1%'],
    [37, 1e9, '3.7e-06%'],
  ])('%d of %d is %j', (value, total, text) => {
    expect(percentage(value, total)).toBe(text);
  });
});

describe('durationText', () => {
  it.each([
    [0n, '0s'],
    [999n, '999ns'],
    [1500n, '1.5µs'],
    [2_000_000n, '2ms'],
    [2_018_000_000n, '2.018s'],
    [90_000_000_000n, '1m30s'],
    [3_600_000_000_000n, '1h0m0s'],
    [-1_500_000n, '-1.5ms'],
  ])('%d ns is %s', (nanos, text) => {
    expect(durationText(nanos)).toBe(text);
  });
});
