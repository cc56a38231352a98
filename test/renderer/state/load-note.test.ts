import { expect, test } from 'vitest';
import type { ErrorCounts, LoadReport } from '../../../proto/load';
import { loadNote } from '../../../renderer/state/load-note';

const none: ErrorCounts = { connect: 0, read: 0, write: 0, timeout: 0, protocol: 0, status: 0 };
const zeros = { min: 0, mean: 0, stdev: 0, p50: 0, p75: 0, p90: 0, p99: 0, p999: 0, max: 0 };

const noteOf = (requests: number, errors: Partial<ErrorCounts> = {}, over: Partial<LoadReport> = {}) =>
  loadNote({
    report: {
      startedUs: 0,
      endedUs: 1e6,
      requests,
      bytes: 0,
      errors: { ...none, ...errors },
      latency: zeros,
      requestsPerSecond: requests,
      clientBound: false,
      bucketUs: 1e5,
      completions: [],
      ...over,
    },
  });

test('a load that went well, or none at all, needs no words', () => {
  expect(loadNote({ report: null })).toBe('');
  expect(noteOf(1000)).toBe('');
  expect(noteOf(1000, { timeout: 9 })).toBe('');
});

test('a profile of error pages says that it is one', () => {
  expect(noteOf(49_770, { status: 49_770 })).toBe(
    '100 % of the requests failed while this was recorded ' +
      '(49,770 of 49,770, most were answered with an error status).',
  );
});

test('requests that were never answered count as tried', () => {
  expect(noteOf(90, { timeout: 10, connect: 2 })).toContain('11.8 % of the requests failed');
  expect(noteOf(90, { timeout: 10, connect: 2 })).toContain('12 of 102, most timed out');
});

test('nothing at all was answered', () => {
  expect(noteOf(0)).toContain('No request was answered');
  expect(noteOf(0, { connect: 3 })).toContain('100 % of the requests failed');
});

test('a generator at its limit is told, after failures', () => {
  expect(noteOf(1000, {}, { clientBound: true })).toContain('load generator was at its own limit');
  expect(noteOf(1000, { status: 500 }, { clientBound: true })).toContain('50.0 % of the requests failed');
});
