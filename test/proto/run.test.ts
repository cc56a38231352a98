import { expect, it } from 'vitest';
import { noErrors, noLatency } from '../../proto/load';
import { freshLabel, runSchema, summaryOf, turnsOf } from '../../proto/run';
import { upgradeRun } from '../../proto/run-upgrade';

/** A run.json as format 1 was written. */
const format1 = {
  format: 1,
  id: '20260102T030405678Z-before-x1',
  createdAt: '2026-01-02T03:04:05.678Z',
  label: 'before',
  madeBy: 'flamebench 0.1.0',
  plan: {
    label: 'before',
    pprofUrl: 'http://127.0.0.1:1/debug/pprof/',
    load: {
      url: 'http://127.0.0.1:1/work',
      method: 'GET',
      headers: [],
      body: '',
      threads: 1,
      connections: 10,
      seconds: 1,
      timeoutMs: 1000,
      confirmedHost: '',
    },
    warmupSeconds: 2,
    captures: ['cpu', 'heap'],
    seconds: 10,
  },
  report: {
    startedUs: 5,
    endedUs: 14_000_005,
    requests: 1400,
    bytes: 9,
    errors: { connect: 0, read: 0, write: 0, timeout: 0, protocol: 0, status: 0 },
    latency: { min: 0, mean: 0, stdev: 0, p50: 0, p75: 0, p90: 0, p99: 0, p999: 0, max: 0 },
    requestsPerSecond: 100,
    clientBound: false,
    bucketUs: 10_000,
    completions: [1, 1],
  },
  zeroUs: 1,
  captures: [
    {
      kind: 'cpu',
      file: 'cpu.pb.gz',
      baseFile: '',
      bytes: 3,
      startedMs: 3500,
      endedMs: 13_500,
      requests: 1000,
    },
  ],
  notes: 'a note',
  tags: ['tag'],
};

it('a run of format 1 is one turn of one variant', () => {
  const run = runSchema.parse(upgradeRun(format1));
  expect(run).toMatchObject({
    format: 2,
    status: 'whole',
    failure: null,
    plan: { rounds: 1, variants: [{ pprofUrl: format1.plan.pprofUrl, load: { connections: 10 } }] },
    turns: [{ round: 0, variant: 0, endedMs: 13_500, report: { requests: 1400, errors: noErrors } }],
    captures: [{ ...format1.captures[0], round: 0, variant: 0 }],
    notes: 'a note',
    tags: ['tag'],
  });
  expect(run.turns[0]!.report!.latency).toEqual(noLatency);
  expect(upgradeRun(run)).toBe(run);
  expect(summaryOf(run)).toMatchObject({ rounds: 1, kinds: ['cpu'], requests: 1400, requestsPerSecond: 100 });
});

it('what is no run is left for the schema to refuse', () => {
  for (const data of [
    null,
    7,
    [],
    { format: 1 },
    { ...format1, plan: 'x' },
    { ...format1, captures: 'none' },
  ]) {
    expect(runSchema.safeParse(upgradeRun(data)).success).toBe(false);
  }
});

it('variants take turns, every other round the other way round', () => {
  const variant = { label: '', pprofUrl: 'x', load: null };
  const order = (variants: number, rounds: number) =>
    turnsOf({ variants: Array.from({ length: variants }, () => variant), rounds })
      .map((turn) => `${'AB'.charAt(turn.variant)}${turn.round}`)
      .join(' ');
  expect(order(2, 3)).toBe('A0 B0 B1 A1 A2 B2');
  expect(order(1, 3)).toBe('A0 A1 A2');
});

it('a run that nobody named is called as no other is', () => {
  expect(freshLabel('localhost:6060', ['slow'])).toBe('localhost:6060');
  expect(freshLabel('localhost:6060', ['localhost:6060', 'localhost:6060 #3'])).toBe('localhost:6060 #2');
  expect(freshLabel('a', ['a', 'a #2', 'a #3'])).toBe('a #4');
  const long = 'x'.repeat(300);
  const first = freshLabel(long, []);
  expect([first, freshLabel(long, [first])].map((label) => label.length)).toEqual([200, 200]);
});
