import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { addPacked, histogramSlots, pack, slotOf, summarisePacked } from '../../../engine/load/histogram';
import type { Profile } from '../../../engine/model/profile';
import { emptyReport, type LoadInterval, type LoadReport, planFor } from '../../../proto/load';
import { type Run, runFormatVersion, turnsOf } from '../../../proto/run';
import { absurdNames } from './names';
import { oddProfiles, plainNames, profileOf, program } from './profiles';

const zeroUs = 5e6;
const captureSeconds = 6;
const turnMs = 8_000;

/** A load of some seconds in which requests took about `ms`, one in a hundred twenty times that. */
function reportOf(startedUs: number, rate: number, ms: number): LoadReport {
  const intervals = Array.from({ length: turnMs / 1000 }, (_, second): LoadInterval => {
    const counts = new Uint32Array(histogramSlots);
    const requests = Math.round(rate * (1 + 0.1 * Math.sin(second)));
    for (let i = 0; i < requests; i++) {
      const us = ms * 1000 * (i % 100 === 99 ? 20 : 0.8 + (0.4 * (i % 17)) / 17);
      counts[slotOf(us)]!++;
    }
    const response = pack(counts);
    return { atUs: startedUs + second * 1e6, lengthUs: 1e6, requests, errors: 0, response, service: [] };
  });
  const all = new Float64Array(histogramSlots);
  for (const { response } of intervals) addPacked(all, response);
  const requests = intervals.reduce((sum, interval) => sum + interval.requests, 0);
  const responseHistogram = pack(all);
  return {
    ...emptyReport(startedUs, startedUs + turnMs * 1000),
    ...{ requests, bytes: requests * 1_234, requestsPerSecond: requests / (turnMs / 1000), intervals },
    ...{ responseHistogram, latency: summarisePacked(responseHistogram), stopReason: 'stopped' as const },
    ...{ statuses: { '200': requests }, address: '127.0.0.1:8080', utilization: 0.31 },
    ...{ cpuUs: requests * 21, bucketUs: 1e6, completions: intervals.map((interval) => interval.requests) },
  };
}

/** The same load as the worst that can be reported of one. */
function oddReport(startedUs: number): LoadReport {
  const report = reportOf(startedUs, 1_234, 1_600);
  const { latency } = report;
  const errors = {
    ...{ connect: 1_234_567, tls: 3, read: 45_678, closed: 12, write: 1 },
    ...{ timeout: 98_765_432, unfinished: 7, protocol: 11, status: 4_567 },
  };
  return {
    ...report,
    ...{ errors, bytes: 98_765_432_109, service: latency, clientBound: true, clientBoundReason: 'lag' },
    openModel: { rate: 12_345.6, scheduled: 1_234_567_890, lag: latency },
    inFlight: { count: 50_000, ages: latency },
    unsent: { count: 123_456_789, ages: latency },
    statuses: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [String(200 + i * 10), 10 ** (i % 9)])),
    intervals: report.intervals.map((interval, i) => ({
      ...interval,
      errors: i % 3 === 0 ? 0 : 10 ** (i % 7),
    })),
    address: '[2001:0db8:85a3:0000:0000:8a2e:0370:7334]:65535',
    stopReason: 'unreachable',
    utilization: 0.99,
  };
}

interface OddRun {
  readonly run: Run;
  /** By variant and round. */
  readonly profileOf: (variant: number, round: number) => Profile;
}

interface Given {
  readonly id: string;
  readonly label: string;
  readonly variants: readonly string[];
  readonly rounds: number;
  readonly url: string;
  readonly report: (startedUs: number, variant: number) => LoadReport | null;
}

function runOf({ id, label, variants, rounds, url, report }: Given): Run {
  const load = { ...planFor(url), connections: 8, seconds: turnMs / 1000 };
  const plan: Run['plan'] = {
    ...{ label, rounds, warmupSeconds: 2, captures: ['cpu'], seconds: captureSeconds },
    variants: variants.map((name) => ({ label: name, pprofUrl: `${url}debug/pprof/`, load })),
  };
  const turns = turnsOf(plan).map(({ round, variant }, i) => ({
    round,
    variant,
    startedMs: i * (turnMs + 2_000),
  }));
  return {
    ...{
      format: runFormatVersion,
      id,
      createdAt: '2026-01-02T03:04:05.000Z',
      label,
      madeBy: 'flamebench 0.1.0',
    },
    ...{ plan, status: 'whole', failure: null, zeroUs, notes: '', tags: [] },
    turns: turns.map(({ round, variant, startedMs }) => ({
      ...{ round, variant, startedMs, endedMs: startedMs + turnMs },
      report: report(zeroUs + startedMs * 1000, variant),
    })),
    captures: turns.map(({ round, variant, startedMs }) => ({
      ...{ kind: 'cpu', round, variant, file: `cpu-${round}-${variant}.pb.gz`, baseFile: '', bytes: 1_000 },
      ...{
        startedMs: startedMs + 1_000,
        endedMs: startedMs + 1_000 + captureSeconds * 1000,
        requests: 7_200,
      },
    })),
  };
}

/** Runs by what stands on the start page for them: an everyday one, the worst, one without load, one that broke. */
export const oddRuns: Readonly<Record<string, OddRun>> = {
  ordinary: {
    run: runOf({
      ...{ id: 'ordinary', label: 'ordinary', variants: ['slow', 'fast'], rounds: 3 },
      ...{ url: 'http://127.0.0.1:8080/search?q=oak' },
      report: (startedUs, variant) =>
        reportOf(startedUs, variant === 0 ? 900 : 1_400, variant === 0 ? 8.4 : 5.1),
    }),
    profileOf: (variant, round) =>
      profileOf({
        rows: program(plainNames, (i) => (i + 1 + 0.02 * round) * (variant === 1 && i === 2 ? 2 : 1) * 1e9),
      }),
  },
  absurd: {
    run: {
      ...runOf({
        ...{ id: 'absurd', label: absurdNames[3]!.slice(0, 200), rounds: 20 },
        variants: [absurdNames[2]!.slice(0, 200), absurdNames[1]!.slice(0, 200)],
        url: `http://[2001:db8::1]:8080/${'a-path-without-an-end/'.repeat(60)}`,
        report: oddReport,
      }),
      notes: `${absurdNames[3]!.repeat(4)}\n${absurdNames[1]!}\n`.repeat(20),
      tags: absurdNames.map((name) => name.slice(0, 90).replaceAll(',', ' ')),
    },
    profileOf: () => oddProfiles['absurd.pb'],
  },
  idle: {
    run: runOf({
      ...{ id: 'idle', label: 'idle', variants: [''], rounds: 1, url: 'http://127.0.0.1:8080/' },
      report: () => null,
    }),
    profileOf: () => oddProfiles['one.pb'],
  },
  broken: {
    run: {
      ...runOf({
        ...{ id: 'broken', label: 'broken', variants: [''], rounds: 1, url: 'http://127.0.0.1:8080/' },
        report: (startedUs) => ({
          ...emptyReport(startedUs, startedUs + 1e6),
          stopReason: 'crashed' as const,
        }),
      }),
      ...{
        status: 'broken',
        captures: [],
        failure: { code: 'load-crashed', subject: 'the load', facts: { reason: 'signal SIGKILL' } },
      },
    },
    profileOf: () => oddProfiles['one.pb'],
  },
};

/** Writes the runs into a library. */
export function writeOddRuns(library: string): void {
  for (const { run, profileOf: made } of Object.values(oddRuns)) {
    const folder = join(library, run.id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run));
    for (const { file, variant, round } of run.captures) {
      writeFileSync(join(folder, file), gzipSync(encodePprof(made(variant, round))));
    }
  }
}
