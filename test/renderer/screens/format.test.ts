import { expect, test } from 'vitest';
import { noErrors } from '../../../proto/load';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatLatency,
  formatRate,
  formatSeconds,
  formatShare,
  onAxis,
} from '../../../renderer/charts/format';
import { describeErrors, errorTotal, formatWhen } from '../../../renderer/screens/format';

test('rates, counts and latencies', () => {
  expect([0, 4.25, 12345.6, Number.NaN].map(formatRate)).toEqual(['0', '4.3', '12,346', '–']);
  expect(formatCount(1234567)).toBe('1,234,567');
  expect([0, 0.0514, 0.4212, 9.999, 12.34, 345.6, 1200].map(formatLatency)).toEqual([
    '–',
    '51 µs',
    '0.42 ms',
    '10.00 ms',
    '12.3 ms',
    '346 ms',
    '1.20 s',
  ]);
});

test('figures on an axis have no zeros that say nothing', () => {
  const written = ['0', '1.0', '2.5', '10,000', '100', '0.10 ms', '1.00 ms', '10.0 ms', '100 ms', '1.00 s'];
  expect(written.map(onAxis)).toEqual([
    ...['0', '1', '2.5', '10,000', '100', '0.1 ms', '1 ms', '10 ms', '100 ms', '1 s'],
  ]);
});

test('shares tell some from none, and nearly all from all', () => {
  expect([0, 1e-6, 0.1234, 0.99995, 1].map(formatShare)).toEqual([
    '0%',
    '<0.01%',
    '12.34%',
    '>99.99%',
    '100%',
  ]);
});

test('bytes', () => {
  expect([0, 999, 1024, 3456789].map(formatBytes)).toEqual(['0 B', '999 B', '1.00 kB', '3.30 MB']);
});

test('durations keep a digit below a minute', () => {
  expect([0, 6.04, 59.94, 59.96, 65.4].map(formatDuration)).toEqual([
    '0.0 s',
    '6.0 s',
    '59.9 s',
    '1 min',
    '1 min 5 s',
  ]);
});

test('times left are whole seconds, rounded up, never below nothing', () => {
  expect([-1, 0, 0.2, 59, 60, 65.1].map(formatSeconds)).toEqual([
    '0 s',
    '0 s',
    '1 s',
    '59 s',
    '1 min',
    '1 min 6 s',
  ]);
});

test('errors are added up and told by kind', () => {
  const errors = { ...noErrors, read: 2, status: 1200 };
  expect(errorTotal(errors)).toBe(1202);
  expect(describeErrors(errors)).toBe('broken off: 2, status above 399: 1,200');
  expect(describeErrors({ ...errors, read: 0, status: 0 })).toBe('');
});

test('when is as near as is needed', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  expect(formatWhen('2026-11-23T08:05:00Z', now)).toBe('Today 08:05');
  expect(formatWhen('2026-11-22T08:05:00Z', now)).toBe('22 Nov 08:05');
  expect(formatWhen('2025-02-01T08:05:00Z', now)).toBe('1 Feb 2025');
  expect(formatWhen('yesterday', now)).toBe('yesterday');
});
