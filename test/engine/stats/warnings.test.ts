import { expect, it } from 'vitest';
import { comparisonSentence } from '../../../engine/advice/comparison';
import {
  comparisonWarnings,
  errorShareOf,
  profileFacts,
  type SideFacts,
} from '../../../engine/stats/warnings';
import { noErrors, planFor } from '../../../proto/load';
import { comparison as zh } from '../../../renderer/words/zh/comparison';
import { textProfile } from '../../helpers/text-profile';

const load = planFor('http://127.0.0.1:1/search?q=a');
const side: SideFacts = {
  load,
  errorShare: 0,
  seconds: 10,
  period: 10_000_000,
  periodUnit: 'nanoseconds',
  buildId: 'abc',
};
const said = (after: Partial<SideFacts>, before: Partial<SideFacts> = {}) =>
  comparisonWarnings({ ...side, ...before }, { ...side, ...after }).map(comparisonSentence);

it('sides that are alike need no words, wherever the services are', () => {
  expect(said({})).toEqual([]);
  expect(
    said({ load: { ...load, url: 'https://other:9/search?q=a' }, seconds: 10.3, errorShare: 0.005 }),
  ).toEqual([]);
});

it('names each thing in which they differ, with both values', () => {
  expect(said({ load: { ...load, connections: 50, rate: 100 } })).toEqual([
    'The two sides were loaded differently: -c 1, no rate set before, -c 50, -R 100 after.',
  ]);
  expect(said({ load: null })).toEqual([
    'Only the side before was loaded: the other shows what the service did by itself.',
  ]);
  expect(said({ seconds: 5 })).toEqual([
    'The captures differ in length, 10s before and 5s after: compare them per request or by shares.',
  ]);
  expect(said({ period: 1_000_000 })[0]).toContain('every 10ms before and every 1ms after');
  expect(said({ buildId: 'a'.repeat(40) })).toEqual(['The builds differ: abc before, aaaaaaaaaaaa… after.']);
  expect(said({ errorShare: 0.25 })[0]).toContain('0.0 % of the requests before and 25.0 % after');
});

it('the same period in another unit is the same', () => {
  const other = { period: 10, periodUnit: 'milliseconds' };
  expect(said(other)).toEqual([]);
  expect(said({ ...other, period: 1 })[0]).toContain('every 10ms before and every 1ms after');
});

it('what is not known is not warned of', () => {
  const file: SideFacts = { seconds: 0, period: 0, periodUnit: '', buildId: '' };
  expect(comparisonWarnings(file, side)).toEqual([]);
});

it('every warning has its sentence in the second language', () => {
  const different = {
    ...side,
    load: { ...load, method: 'POST' },
    errorShare: 1,
    seconds: 1,
    period: 1,
    buildId: 'b',
  };
  const warnings = [
    ...comparisonWarnings(side, different),
    ...comparisonWarnings(side, { ...side, load: null }),
  ];
  expect(warnings.map(({ about }) => about)).toEqual([
    ...['errors', 'load', 'period', 'duration', 'build', 'one-loaded'],
  ]);
  for (const warning of warnings) expect(zh.warning(warning)).toMatch(/。$/);
});

it('facts come from the profile itself', () => {
  const header = { periodType: { type: 'cpu', unit: 'nanoseconds' }, period: 7n };
  const facts = profileFacts(textProfile('main\n1', undefined, header));
  expect(facts).toEqual({ period: 7, periodUnit: 'nanoseconds', buildId: '' });
});

it('the share of failures counts each request once', () => {
  expect(errorShareOf({ requests: 90, errors: { ...noErrors, connect: 10, status: 9 } })).toBeCloseTo(
    0.19,
    12,
  );
  expect(errorShareOf({ requests: 0, errors: noErrors })).toBe(0);
});
