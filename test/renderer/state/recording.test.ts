import { describe, expect, test } from 'vitest';
import { emptyTick, type LoadInterval, type LoadTick, noErrors, planFor } from '../../../proto/load';
import type { ExperimentPlan, ExperimentProgress } from '../../../proto/run';
import type { Recording } from '../../../renderer/state/model';
import { advance, doneOf, recordingOf, secondsLeftOf, spanOf } from '../../../renderer/state/recording';

const load = planFor('http://127.0.0.1/');
const plan: ExperimentPlan = {
  label: 'both',
  variants: [
    { label: 'slow', pprofUrl: 'http://127.0.0.1/', load },
    { label: 'fast', pprofUrl: 'http://127.0.0.1/', load: { ...load, rate: 100 } },
  ],
  rounds: 2,
  warmupSeconds: 1,
  captures: ['cpu'],
  seconds: 5,
};
const recording = recordingOf('x', plan, (round) => `round ${round}`);

const tick = (atUs: number, over: Partial<LoadTick> = {}): LoadTick => ({
  ...emptyTick(atUs),
  requests: 10,
  open: 1,
  requestsPerSecond: 100,
  ...over,
});

const progress = (over: Partial<ExperimentProgress> = {}): ExperimentProgress => ({
  id: 'x',
  phase: 'capturing',
  turn: 0,
  turns: 4,
  done: 0.5,
  secondsLeft: 3,
  tick: null,
  ...over,
});

const heard = (...all: Partial<ExperimentProgress>[]) =>
  all.reduce<Recording>((now, each) => advance(now, progress(each))!, recording);

test('an experiment names its turns in the order they are taken, and knows whether a rate is intended', () => {
  expect(recording.turns).toEqual(['slow, round 1', 'fast, round 1', 'fast, round 2', 'slow, round 2']);
  expect(recording.intended).toBe(true);
  const single = recordingOf(
    'y',
    { ...plan, rounds: 1, variants: [{ ...plan.variants[0]!, label: '' }] },
    String,
  );
  expect([single.turns, single.intended]).toEqual([['both'], false]);
});

describe('advance', () => {
  test('ignores the progress of another experiment, and of none', () => {
    expect(advance(recording, progress({ id: 'other' }))).toBe(recording);
    expect(advance(null, progress())).toBeNull();
  });

  test('collects each tick once, in seconds from the first', () => {
    const { history } = heard(...[1e6, 2e6, 2e6, 3.5e6].map((atUs) => ({ tick: tick(atUs) })));
    expect(history.times).toEqual([0, 1, 2.5]);
    expect(history.rate).toEqual([100, 100, 100]);
    expect(history.intended).toEqual([null, null, null]);
  });

  test('turns totals of errors into rates, beginning anew with each turn', () => {
    const errors = (status: number) => ({ errors: { ...noErrors, status } });
    const { history } = heard(
      { tick: tick(0, errors(0)) },
      { tick: tick(500_000, errors(5)) },
      { turn: 1, tick: tick(2e6, errors(1)) },
      { turn: 1, tick: tick(3e6, errors(3)) },
    );
    expect(history.errors.status).toEqual([0, 10, null, 0, 2]);
  });

  test('breaks the lines between two turns', () => {
    const { history } = heard({ tick: tick(0) }, { tick: tick(1e6) }, { turn: 1, tick: tick(3e6) });
    expect(history.rate).toEqual([100, 100, null, 100]);
    expect(history.times).toEqual([0, 1, 2, 3]);
  });

  test('marks the windows in which profiles are taken, by turn', () => {
    const { history } = heard(
      { phase: 'warming-up', tick: tick(0) },
      { tick: tick(1e6) },
      { tick: tick(4e6) },
      { phase: 'stopping', tick: tick(5e6) },
      { turn: 1, tick: tick(7e6) },
    );
    expect(history.windows).toEqual([
      { turn: 0, from: 1, to: 4 },
      { turn: 1, from: 7, to: 7 },
    ]);
  });

  test('takes each second of the heat map once, however often it is told', () => {
    const interval = (atUs: number): LoadInterval => ({
      ...{ atUs, lengthUs: 1e6, requests: 1, errors: 0 },
      ...{ response: [5, 1], service: [] },
    });
    const { history } = heard(
      { tick: tick(1e6, { intervals: [interval(0)] }) },
      { tick: tick(2e6, { intervals: [interval(0), interval(1e6)] }) },
    );
    expect(history.intervals.map(({ atUs }) => atUs)).toEqual([0, 1e6]);
  });

  test('shows no latency where nothing was answered', () => {
    const { history } = heard({ tick: tick(0) });
    expect(history.latency.p99).toEqual([null]);
  });

  test('keeps the whole span and a bounded number of rows however long it runs', () => {
    let now = recording;
    for (let at = 1; at <= 5000; at++) now = advance(now, progress({ tick: tick(at * 1e5) }))!;
    const { times, rate, latency } = now.history;
    expect(times.length).toBeLessThanOrEqual(1200);
    expect([rate.length, latency.max.length]).toEqual([times.length, times.length]);
    expect(times[times.length - 1]).toBeCloseTo(499.9);
    expect(times.every((at, i) => i === 0 || at > times[i - 1]!)).toBe(true);
  });
});

test('share done and time left are the whole experiment’s, known before it tells', () => {
  expect(doneOf(recording)).toBe(0);
  expect(secondsLeftOf(recording)).toBe(24);
  const told = heard({});
  expect([doneOf(told), secondsLeftOf(told)]).toEqual([0.5, 3]);
});

test('the axis covers the plan, and more where it takes longer', () => {
  expect(spanOf(recording)).toBe(24);
  expect(spanOf(heard({ tick: tick(0) }, { tick: tick(40e6) }))).toBe(40);
});
