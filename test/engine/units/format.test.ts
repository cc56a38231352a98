import { describe, expect, test } from 'vitest';
import {
  columnLabel,
  formatChange,
  formatDelta,
  formatIn,
  formatPercent,
  formatValue,
  labelsOf,
  plainUnit,
  writtenIn,
} from '../../../engine/units/format';

describe('values', () => {
  test.each([
    [0, 'nanoseconds', '0'],
    [1, 'nanoseconds', '1ns'],
    [999, 'nanoseconds', '999ns'],
    [1000, 'nanoseconds', '1us'],
    [1_230_000_000, 'nanoseconds', '1.23s'],
    [10_000_000, 'nanoseconds', '10ms'],
    [60_000_000_000, 'nanoseconds', '60s'],
    [5_400_000_000_000, 'nanoseconds', '1.50hrs'],
    [-2_500_000, 'nanoseconds', '-2.50ms'],
    [1500, 'microseconds', '1.50ms'],
    [1500, 'us', '1.50ms'],
    [1, 's', '1s'],
    [1023, 'bytes', '1023B'],
    [1024, 'bytes', '1kB'],
    [4608, 'bytes', '4.50kB'],
    [1_572_864, 'bytes', '1.50MB'],
    [3 * 2 ** 50, 'bytes', '3PB'],
    [512, 'kilobytes', '512kB'],
    [17, 'count', '17'],
    [1.5, 'count', '1.50'],
    [3, '', '3'],
    [3, 'frames', '3frames'],
    [2000, 'GCU', '2k*GCU'],
  ])('%d %s is %s', (value, unit, text) => expect(formatValue(value, unit)).toBe(text));

  test('below the finest unit keep that unit', () => {
    expect(formatValue(0.25, 'nanoseconds')).toBe('0.25ns');
  });

  test('divided by requests say so', () => {
    expect(formatValue(1_200_000, 'nanoseconds/request')).toBe('1.20ms/req');
    expect(formatValue(0.5, 'count/request')).toBe('0.50/req');
  });

  test('round exact ties to the even digit, as C does', () => {
    const rounded = [0.125, 0.375, 0.625, 0.875].map((value) => formatValue(value, 'count'));
    expect(rounded).toEqual(['0.12', '0.38', '0.62', '0.88']);
  });

  test('of changes carry their sign', () => {
    expect(formatDelta(1536, 'bytes')).toBe('+1.50kB');
    expect(formatDelta(-1536, 'bytes')).toBe('-1.50kB');
    expect(formatDelta(0, 'bytes')).toBe('0');
  });
});

describe('columns', () => {
  test('take the unit of the smallest value', () => {
    expect(columnLabel(20_000_000, 90_000_000, 'nanoseconds')).toBe('ms');
  });

  test('take the unit of 100 times the smallest where the largest is far above', () => {
    expect(columnLabel(10_000_000, 5_000_000_000, 'nanoseconds')).toBe('s');
    expect(formatIn(10_000_000, 'nanoseconds', 's')).toBe('0.01s');
  });

  test('of counts have no unit', () => {
    expect(columnLabel(1, 100_000, 'count')).toBe('');
    expect(formatIn(12, 'count', '')).toBe('12');
  });
});

describe('percentages', () => {
  test.each([
    [1, 1, '100%'],
    [99.96, 100, '100%'],
    [99.94, 100, '99.94%'],
    [100.06, 100, '100.06%'],
    [-25, 100, '25.00%'],
    [1, 100, '1.00%'],
    [5, 1000, '0.5%'],
    [0.0321, 100, '0.032%'],
    [0.999, 100, '1%'],
    [3.7e-6, 100, '3.7e-06%'],
    [1e-5, 100, '1e-05%'],
    [1e-4, 100, '0.0001%'],
    [0, 100, '0%'],
    [5, 0, '0%'],
  ])('%d of %d is %s', (value, total, text) => expect(formatPercent(value, total)).toBe(text));

  test.each([
    [100, 112.5, '+12.50%'],
    [100, 97, '-3.00%'],
    [0, 4, 'new'],
    [4, 0, 'gone'],
    [0, 0, '0%'],
    [100_000, 100_001, '0%'],
    [-10, -5, '+50.00%'],
  ])('from %d to %d is %s', (before, after, text) => expect(formatChange(before, after)).toBe(text));
});

describe('a unit that was chosen', () => {
  test('is written whatever the size of the value', () => {
    const unit = writtenIn('nanoseconds', 'ms');
    expect(formatValue(1.5e9, unit)).toBe('1500ms');
    expect(formatValue(2e4, unit)).toBe('0.02ms');
    expect(formatDelta(-3e6, unit)).toBe('-3ms');
    expect(formatValue(1.5e9, writtenIn('nanoseconds/request', 's'))).toBe('1.50s/req');
    expect(formatValue(3072, `${writtenIn('bytes', 'kB')}/request`)).toBe('3kB/req');
  });

  test('must be of the family; anything else changes nothing', () => {
    expect(writtenIn('nanoseconds', 'MB')).toBe('nanoseconds');
    expect(writtenIn('count', 'ms')).toBe('count');
    expect(writtenIn('bytes', '')).toBe('bytes');
    expect(labelsOf('nanoseconds>ms/request')).toContain('us');
    expect(labelsOf('count')).toEqual([]);
  });

  test('is taken off again, and taken anew', () => {
    expect(plainUnit('nanoseconds>ms/request')).toBe('nanoseconds/request');
    expect(plainUnit('bytes')).toBe('bytes');
    expect(writtenIn('nanoseconds>ms', 's')).toBe('nanoseconds>s');
  });
});
