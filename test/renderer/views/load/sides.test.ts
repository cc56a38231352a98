import { describe, expect, test } from 'vitest';
import { pack, slotOf } from '../../../../engine/load/histogram';
import { emptyReport, type LoadReport, planFor } from '../../../../proto/load';
import { type Run, runFormatVersion } from '../../../../proto/run';
import { sharedScale } from '../../../../renderer/charts/load-charts';
import { seriesOfReports } from '../../../../renderer/charts/load-series';
import { exportLoad, loadFormats } from '../../../../renderer/views/load/exports';
import { bandsOf, sideOf, variantOf } from '../../../../renderer/views/load/sides';
import { openProfile } from '../../state/profiles';

/** A second in which `requests` were answered, each in a millisecond. */
function second(atUs: number, requests: number) {
  const counts = new Uint32Array(4000);
  counts[slotOf(1000)] = requests;
  return { atUs, lengthUs: 1e6, requests, errors: 1, response: pack(counts), service: [] };
}

function report(startedUs: number, rate: number): LoadReport {
  const intervals = [second(startedUs, rate), second(startedUs + 1e6, rate)];
  return {
    ...emptyReport(startedUs, startedUs + 2e6),
    requests: 2 * rate,
    requestsPerSecond: rate,
    responseHistogram: second(0, 2 * rate).response,
    completions: new Array<number>(200).fill(rate / 100),
    intervals,
  };
}

const load = planFor('http://127.0.0.1/a');
const capture = (round: number, variant: number, startedMs: number) => ({
  ...{ kind: 'cpu' as const, round, variant, file: `cpu-${round}${variant}.pb.gz`, baseFile: '', bytes: 1 },
  ...{ startedMs, endedMs: startedMs + 1000, requests: 100 },
});
const turn = (round: number, variant: number, startedMs: number, rate: number) => ({
  ...{ round, variant, startedMs, endedMs: startedMs + 2000, report: report(5e6 + startedMs * 1000, rate) },
});
const run: Run = {
  ...{ format: runFormatVersion, id: 'r', createdAt: '2026-01-01T00:00:00Z', label: 'x', madeBy: 'test' },
  plan: {
    ...{ label: 'x', rounds: 2, warmupSeconds: 0, captures: ['cpu'], seconds: 1 },
    variants: [
      { label: 'slow', pprofUrl: 'http://127.0.0.1/', load },
      { label: 'fast', pprofUrl: 'http://127.0.0.1/', load },
    ],
  },
  ...{ status: 'whole', failure: null, zeroUs: 5e6, notes: '', tags: [] },
  turns: [turn(0, 0, 0, 100), turn(0, 1, 3000, 400), turn(1, 1, 6000, 500), turn(1, 0, 9000, 200)],
  captures: [capture(0, 0, 500), capture(0, 1, 3500), capture(1, 1, 6500), capture(1, 0, 9500)],
};
const fast = {
  ...openProfile(1, 'fast · CPU'),
  run: 'r',
  source: 'run:r/cpu-01.pb.gz+cpu-11.pb.gz',
};

describe('a side', () => {
  test('is the variant whose captures the profile was made of, in all its rounds', () => {
    expect(variantOf(fast, run)).toBe(1);
    const side = sideOf(fast, run);
    expect(side.reports.map((r) => r.requests)).toEqual([800, 1000]);
    expect(side.report).toMatchObject({ requests: 1800, requestsPerSecond: 450 });
    expect(side.windows.map(({ round, from, p50 }) => [round, from, Math.round(p50)])).toEqual([
      [0, 3.5, 1],
      [1, 6.5, 1],
    ]);
  });

  test('without load has no report', () => {
    const quiet = { ...run, turns: run.turns.map((each) => ({ ...each, report: null })) };
    expect(sideOf(fast, quiet).report).toBeNull();
  });

  test('marks each round once on its charts', () => {
    expect(
      bandsOf(
        sideOf(fast, run),
        (kind) => kind,
        (n) => `round ${n}`,
      ),
    ).toEqual([
      { from: 3.5, to: 4.5, label: 'round 1' },
      { from: 6.5, to: 7.5, label: 'round 2' },
    ]);
  });
});

describe('its charts', () => {
  const series = seriesOfReports(sideOf(fast, run).reports, run.zeroUs, [], 'errors');

  test('have a point a second, where it was, and a gap between rounds', () => {
    expect(series.times).toEqual([3.5, 4.5, 6, 6.5, 7.5]);
    expect(series.rate).toEqual([400, 400, null, 500, 500]);
    expect(series.errors[0]!.values).toEqual([1, 1, null, 1, 1]);
    expect(series.latency.p99.map((ms) => ms && Math.round(ms))).toEqual([1, 1, null, 1, 1]);
    expect(series.columns.map(({ from, to }) => [from, to])).toEqual([
      [3, 4],
      [4, 5],
      [6, 7],
      [7, 8],
    ]);
    expect(series.span).toBe(8);
  });

  test('share one scale with those of the other side', () => {
    const other = seriesOfReports(
      sideOf({ ...fast, source: 'run:r/cpu-00.pb.gz' }, run).reports,
      run.zeroUs,
      [],
      'e',
    );
    const scale = sharedScale([series, other]);
    expect(scale).toMatchObject({ span: 11, rate: 500, errors: 1 });
    expect(scale.range![0]).toBeCloseTo(1, 1);
  });
});

test.each(loadFormats)('is exported as %s with the figures in it', (format) => {
  const side = sideOf(fast, run);
  const { name, bytes } = exportLoad(side, side.report!, format);
  const text = new TextDecoder().decode(bytes);
  expect(name).toMatch(/^fast-CPU\.\w+$/);
  expect(text).toContain(
    { wrk: '1800 requests in', json: '1800', csv: '400', hgrm: '1.000000000000' }[format],
  );
});
