import { expect, test } from 'vitest';
import { type ErrorCounts, emptyReport, type LoadReport, noErrors } from '../../../proto/load';
import { loadNote } from '../../../renderer/state/load-note';

const noteOf = (requests: number, errors: Partial<ErrorCounts> = {}, over: Partial<LoadReport> = {}) =>
  loadNote({
    report: {
      ...emptyReport(0, 1e6),
      requests,
      errors: { ...noErrors, ...errors },
      requestsPerSecond: requests,
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
    '100% of the requests failed while this was recorded ' +
      '(49,770 of 49,770, most were answered with an error status).',
  );
});

test('requests that were never answered count as tried', () => {
  expect(noteOf(90, { timeout: 10, connect: 2 })).toContain('11.8% of the requests failed');
  expect(noteOf(90, { timeout: 10, connect: 2 })).toContain('12 of 102, most timed out');
});

test('nearly all is not all', () => {
  expect(noteOf(1, { timeout: 99_999 })).toContain('99.9% of the requests failed');
});

test('nothing at all was answered', () => {
  expect(noteOf(0)).toContain('No request was answered');
  expect(noteOf(0, { connect: 3 })).toContain('100% of the requests failed');
});

test('a generator at its limit is told, after failures', () => {
  expect(noteOf(1000, {}, { clientBound: true })).toContain('load generator was at its own limit');
  expect(noteOf(1000, {}, { clientBound: true, clientBoundReason: 'lag' })).toContain('were sent late');
  expect(noteOf(1000, { status: 500 }, { clientBound: true })).toContain('50.0% of the requests failed');
});
