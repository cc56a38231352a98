import { encodePprof } from '../../../engine/formats/pprof/encode';
import { createEngineService } from '../../../engine/worker/service';
import { gzipNode } from '../../../main/services/gzip';
import { inflateNode } from '../../../main/services/inflate';
import type { Preflight } from '../../../proto/preflight';
import {
  type ExperimentPlan,
  type Run,
  runFormatVersion,
  summaryOf,
  type Target,
  turnsOf,
} from '../../../proto/run';
import { createWorkerEngine, type WorkerLike } from '../../../renderer/engine/worker-client';
import { createFakeHost, type FakeAnswers, type FakeHost } from '../../../renderer/host/fake';
import type { AppState } from '../../../renderer/state/model';
import { createAppStore, type Ports } from '../../../renderer/state/store';
import { textProfile } from '../../helpers/text-profile';

/** A worker that is no thread: the engine's service, with messages cloned and buffers handed over. */
function inProcessWorker(turn: number): WorkerLike {
  const service = createEngineService({
    inflate: inflateNode,
    gzip: gzipNode,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    firstId: turn * 1000 + 1,
  });
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage(message, transfer) {
      const received = structuredClone(message, { transfer }) as Parameters<typeof service.handle>[0];
      void service.handle(received, (answer, given) => {
        worker.onmessage?.({ data: structuredClone(answer, { transfer: [...given] }) });
      });
    },
    terminate() {},
  };
  return worker;
}

export interface TestApp extends Ports {
  readonly host: FakeHost;
  state(): AppState;
  /** Resolves when the state is as asked; the test's own deadline bounds the wait. */
  until(what: (state: AppState) => boolean): Promise<AppState>;
  /** Takes the analysis worker down. */
  crashEngine(): void;
}

/** The window without its looks: store, actions' ports, a host made of answers, the real engine. */
export function createTestApp(answers: FakeAnswers, state: Partial<AppState> = {}): TestApp {
  const store = createAppStore(state);
  const workers: WorkerLike[] = [];
  const engine = createWorkerEngine((turn) => {
    const worker = inProcessWorker(turn);
    workers.push(worker);
    return worker;
  });
  let experiments = 0;
  return {
    store,
    host: createFakeHost(answers),
    engine,
    newExperimentId: () => `experiment-${++experiments}`,
    state: () => store.getState(),
    until: (what) =>
      new Promise((resolve) => {
        const look = (now: AppState) => {
          if (!what(now)) return;
          stop();
          resolve(now);
        };
        const stop = store.subscribe(look);
        look(store.getState());
      }),
    crashEngine: () => workers[workers.length - 1]?.onerror?.({ message: 'out of memory' }),
  };
}

/** Bytes of a small profile; each call gives its own. */
export function profileBytes(type = 'cpu'): Uint8Array {
  return encodePprof(textProfile('main main\nwork rest\n30 10', [{ type, unit: 'nanoseconds' }]));
}

export const target: Target = {
  serviceUrl: 'http://127.0.0.1:6060/',
  pprofUrl: 'http://127.0.0.1:6060/debug/pprof/',
  loopback: true,
  offers: [{ name: 'profile', count: -1 }],
};

/** What one request to a service brought. */
export function preflightOf(url: string, over: Partial<Preflight> = {}): Preflight {
  const answer = { status: 200, statusText: 'OK', mediaType: 'text/plain', bytes: 5, ms: 1.5, location: '' };
  return { method: 'GET', url, address: '127.0.0.1:6060', ...answer, ...over };
}

/** The run that an experiment saved. */
export function runOf(id: string, plan: ExperimentPlan, createdAt = '2026-01-01T00:00:00Z'): Run {
  return {
    format: runFormatVersion,
    id,
    createdAt,
    label: plan.label,
    madeBy: 'test',
    plan,
    status: 'whole',
    failure: null,
    turns: turnsOf(plan).map((turn) => ({
      ...turn,
      startedMs: 0,
      endedMs: 1000,
      report: null,
    })),
    zeroUs: 0,
    captures: turnsOf(plan).flatMap((turn) =>
      plan.captures.map((kind) => ({
        kind,
        ...turn,
        file: `${kind}-${'ab'.charAt(turn.variant)}${turn.round + 1}.pb.gz`,
        baseFile: '',
        bytes: 100,
        startedMs: 0,
        endedMs: 1000,
        requests: 40,
      })),
    ),
    notes: '',
    tags: [],
  };
}

/** Answers of a host that records at once and keeps what it recorded. */
export function recordingHost(runs: Run[] = []): FakeAnswers {
  const find = (id: string) => runs.find((run) => run.id === id)!;
  return {
    'experiment.run': ({ plan }) => {
      const run = runOf(`run-${runs.length + 1}`, plan, `2026-01-01T00:00:0${runs.length}Z`);
      runs.push(run);
      return run;
    },
    'load.preflight': ({ load }) => preflightOf(load.url),
    'experiment.cancel': () => null,
    'target.probe': () => target,
    'library.list': () => runs.map(summaryOf),
    'library.run': ({ id }) => find(id),
    'library.capture': ({ file }) => profileBytes(file.startsWith('heap') ? 'alloc_space' : 'cpu'),
  };
}
