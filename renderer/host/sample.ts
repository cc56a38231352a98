import { FlamebenchError } from '../../proto/errors';
import { emptyReport, emptyTick, type LoadTick, noLatency } from '../../proto/load';
import {
  type ExperimentPlan,
  type ExperimentProgress,
  type Run,
  runFormatVersion,
  summaryOf,
  type Target,
  turnsOf,
} from '../../proto/run';
import { createFakeHost, type FakeHost } from './fake';
import { sampleProfile } from './sample-profile';

const tickMs = 100;

/**
 * A host with a made-up service, for working on the window in a plain browser: experiments take as long as
 * planned and end in a saved run; nothing outside the page is touched. Development builds only.
 */
export function createSampleHost(): FakeHost {
  const runs: Run[] = [];
  const cancelled = new Set<string>();

  const host: FakeHost = createFakeHost({
    'app.info': () => ({
      version: '0.1.0',
      electron: '',
      libraryPath: '~/.local/share/flamebench/runs',
      selfTest: false,
    }),
    'demo.start': () => ({
      slowUrl: 'http://127.0.0.1:41001/',
      fastUrl: 'http://127.0.0.1:41002/',
      loadPath: '/search?q=lamp',
    }),
    'target.probe': ({ url }) => probe(url),
    'load.preflight': ({ load }) => ({
      method: load.method,
      url: load.url,
      address: '127.0.0.1:41001',
      status: 200,
      statusText: 'OK',
      mediaType: 'application/json',
      bytes: 4000,
      ms: 12.4,
      location: '',
    }),
    'experiment.run': ({ id, plan }) => experiment(id, plan),
    'experiment.cancel': ({ id }) => {
      cancelled.add(id);
      return null;
    },
    'library.list': () => runs.map(summaryOf),
    'library.run': ({ id }) =>
      found(
        runs.find((run) => run.id === id),
        id,
      ),
    'library.annotate': ({ id, ...annotation }) => {
      const at = runs.findIndex((run) => run.id === id);
      const run = found(runs[at], id);
      runs[at] = { ...run, ...annotation };
      return runs[at];
    },
    'library.capture': ({ id, file }) =>
      sampleProfile({
        heap: file.startsWith('heap'),
        fast: found(
          runs.find((r) => r.id === id),
          id,
        ).label.includes('fast'),
      }),
    'file.open': () => [{ name: 'sample.pb', bytes: sampleProfile({ heap: false, fast: false }) }],
    'file.save': ({ suggestedName }) => `/home/you/${suggestedName}`,
  });

  async function experiment(id: string, plan: ExperimentPlan): Promise<Run> {
    const { load } = plan.variants[0]!;
    const turns = turnsOf(plan).length;
    const each = plan.warmupSeconds + plan.seconds;
    const total = turns * each;
    const rate = plan.label.includes('fast') ? 2400 : 640;
    let requests = 0;
    for (let at = 0; at < total; at += tickMs / 1000) {
      await new Promise((resolve) => setTimeout(resolve, tickMs));
      if (cancelled.has(id)) throw new FlamebenchError('cancelled', plan.label);
      requests += (rate * tickMs) / 1000;
      const phase: ExperimentProgress['phase'] = at % each < plan.warmupSeconds ? 'warming-up' : 'capturing';
      const tick = load === null ? null : sampleTick(at, rate, requests, load.connections);
      const turn = Math.floor(at / each);
      const done = at / total;
      host.emit('experiment.progress', { id, phase, turn, turns, done, secondsLeft: total - at, tick });
    }
    const run = sampleRun(`run-${runs.length + 1}`, plan, rate, requests);
    runs.unshift(run);
    return run;
  }

  return host;
}

function probe(url: string): Target {
  if (!/\d/.test(url)) throw new FlamebenchError('connection-refused', url);
  const base = new URL(/^https?:/.test(url) ? url : `http://${url}`);
  return {
    serviceUrl: base.href,
    pprofUrl: new URL('/debug/pprof/', base).href,
    loopback: base.hostname === 'localhost' || base.hostname.startsWith('127.'),
    offers: [
      { name: 'profile', count: -1 },
      { name: 'heap', count: 412 },
      { name: 'goroutine', count: 23 },
    ],
  };
}

function sampleTick(at: number, rate: number, requests: number, open: number): LoadTick {
  const requestsPerSecond =
    rate * (0.9 + 0.1 * Math.sin(at * 3) + 0.05 * Math.sin(at * 17)) * Math.min(1, at + 0.2);
  const p50 = (1000 * open) / rate;
  return {
    ...emptyTick(at * 1e6),
    requests,
    bytes: requests * 4000,
    open,
    requestsPerSecond,
    latency: {
      ...noLatency,
      min: p50 / 2,
      mean: p50,
      stdev: p50 / 4,
      p50,
      p75: p50 * 1.2,
      p90: p50 * 1.5,
      p99: p50 * 2.4,
      p999: p50 * 4,
      max: p50 * 6,
    },
  };
}

function sampleRun(id: string, plan: ExperimentPlan, rate: number, requests: number): Run {
  const { load } = plan.variants[0]!;
  const startedMs = plan.warmupSeconds * 1000;
  const endedMs = startedMs + plan.seconds * 1000;
  const tick = sampleTick(1, rate, requests, load?.connections ?? 1);
  const report =
    load === null
      ? null
      : {
          ...emptyReport(0, endedMs * 1000),
          requests,
          bytes: tick.bytes,
          latency: tick.latency,
          requestsPerSecond: rate,
        };
  return {
    format: runFormatVersion,
    id,
    createdAt: new Date().toISOString(),
    label: plan.label,
    madeBy: 'flamebench sample',
    plan,
    status: 'whole',
    failure: null,
    turns: turnsOf(plan).map((turn) => ({ ...turn, startedMs: 0, endedMs, report })),
    zeroUs: 0,
    captures: turnsOf(plan).flatMap((turn) =>
      plan.captures.map((kind) => ({
        kind,
        ...turn,
        file: `${kind}-${turn.variant}-${turn.round}.pb`,
        baseFile: '',
        bytes: 1000,
        startedMs,
        endedMs,
        requests: load === null ? 0 : rate * plan.seconds,
      })),
    ),
    notes: '',
    tags: [],
  };
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new FlamebenchError('file-not-found', id);
  return value;
}
