import { describe, expect, test } from 'vitest';
import { emptyTick, type LoadTick } from '../../../proto/load';
import type { ExperimentProgress } from '../../../proto/run';
import type { Recording } from '../../../renderer/state/model';
import { advance, doneOf, secondsLeftOf } from '../../../renderer/state/recording';

const recording: Recording = {
  id: 'x',
  names: ['slow', 'fast'],
  step: 0,
  secondsEach: 6,
  progress: null,
  rates: [],
  cancelling: false,
};

const tick = (atUs: number, requestsPerSecond = 100): LoadTick => ({
  ...emptyTick(atUs),
  requests: 10,
  open: 1,
  requestsPerSecond,
});

const progress = (over: Partial<ExperimentProgress> = {}): ExperimentProgress => ({
  id: 'x',
  phase: 'capturing',
  turn: 0,
  turns: 1,
  done: 0.5,
  secondsLeft: 3,
  tick: null,
  ...over,
});

describe('advance', () => {
  test('ignores the progress of another experiment, and of none', () => {
    expect(advance(recording, progress({ id: 'other' }))).toBe(recording);
    expect(advance(null, progress())).toBeNull();
  });

  test('collects each tick once', () => {
    let now: Recording | null = recording;
    for (const atUs of [1, 2, 2, 3]) now = advance(now, progress({ tick: tick(atUs) }));
    expect(now?.rates.map((p) => p.atUs)).toEqual([1, 2, 3]);
  });

  test('keeps the whole span and a bounded number of points however long it runs', () => {
    let now: Recording | null = recording;
    for (let atUs = 1; atUs <= 5000; atUs++) now = advance(now, progress({ tick: tick(atUs) }));
    const { rates } = now!;
    expect(rates.length).toBeLessThanOrEqual(600);
    expect(rates[0]!.atUs).toBe(1);
    expect(rates[rates.length - 1]!.atUs).toBe(5000);
    expect(rates.every((p, i) => i === 0 || p.atUs > rates[i - 1]!.atUs)).toBe(true);
  });
});

test('share done and time left are the whole experiment\u2019s, known before it tells', () => {
  expect(doneOf(recording)).toBe(0);
  expect(secondsLeftOf(recording)).toBe(12);
  const first = advance(recording, progress())!;
  expect([doneOf(first), secondsLeftOf(first)]).toEqual([0.5, 3]);
});

test('each turn begins a chart of its own', () => {
  const first = advance(recording, progress({ tick: tick(1) }))!;
  const second = advance(first, progress({ turn: 1, tick: tick(2) }))!;
  expect(second).toMatchObject({ step: 1, rates: [{ atUs: 2 }] });
});
