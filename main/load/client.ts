import { FlamebenchError } from '../../proto/errors';
import {
  type LoadEvent,
  type LoadPlan,
  type LoadReport,
  type LoadTick,
  loadPlanSchema,
} from '../../proto/load';
import type { Fork, LoadHandle, StartLoad } from '../ports';
import { PartialReport } from './partial-report';

const heartbeatMs = 1000;

/**
 * Makes the function that starts loads, each in a process of its own that `fork` starts.
 *
 * The handle's promises fail alike, with the failure the load process names ('bad-url', 'host-not-found',
 * 'target-not-confirmed', 'bad-argument', 'load-crashed'), or with 'load-crashed' when it ends without last
 * words; facts.requests then says what it had counted by its last tick. 'cancelled' after kill().
 */
export function createStartLoad(fork: Fork): StartLoad {
  return (plan) => {
    const checked = loadPlanSchema.safeParse(plan);
    if (checked.success) return startLoad(fork, checked.data);
    const [issue] = checked.error.issues;
    const subject = issue.path.join('.');
    return deadLoad(new FlamebenchError('bad-argument', subject, { reason: issue.message }));
  };
}

function startLoad(fork: Fork, plan: LoadPlan): LoadHandle {
  const started = deferred<number>();
  const report = deferred<LoadReport>();
  const listeners: ((tick: LoadTick) => void)[] = [];
  const printed: ((text: string, isFinal: boolean) => void)[] = [];
  let lastTick: LoadTick | null = null;
  const heard = new PartialReport();
  let measured: LoadReport | null = null;
  let killed = false;

  const fail = (error: FlamebenchError): void => {
    started.reject(error);
    report.reject(error);
  };
  const child = fork('load-host', []);
  // A password in a URL is for the service alone.
  const shown = plan.url.replace(/^(https?:[/\\]*)[^/\\?#]*@/i, '$1');
  const beating = setInterval(() => child.send({ type: 'heartbeat' }), heartbeatMs);

  child.onMessage((message) => {
    const event = message as LoadEvent;
    switch (event.type) {
      case 'started':
        heard.begin(event.atUs + plan.warmupSeconds * 1e6, event.address);
        started.resolve(event.atUs);
        break;
      case 'tick':
        lastTick = event.tick;
        heard.hear(event.tick, event.completions);
        for (const listener of listeners) listener(event.tick);
        break;
      case 'output':
        for (const listener of printed) listener(event.text, event.isFinal);
        break;
      case 'measured':
        measured = event.report;
        break;
      case 'report':
        clearInterval(beating);
        report.resolve(event.report);
        break;
      case 'failed':
        clearInterval(beating);
        fail(new FlamebenchError(event.error.code, event.error.subject, event.error.facts));
    }
  });
  child.onExit((reason) => {
    clearInterval(beating);
    // After a report or a failure this changes nothing: the promises have settled.
    const requests = lastTick?.requests ?? 0;
    fail(
      killed
        ? new FlamebenchError('cancelled', shown)
        : new FlamebenchError('load-crashed', shown, { reason, requests }),
    );
  });
  child.send({ type: 'start', plan });

  return {
    started: started.promise,
    report: report.promise,
    onTick: (listener) => {
      listeners.push(listener);
    },
    onOutput: (listener) => {
      printed.push(listener);
    },
    partial: () => measured ?? heard.report(),
    stop: () => child.send({ type: 'stop' }),
    kill: () => {
      killed = true;
      clearInterval(beating);
      child.kill();
    },
  };
}

/** A load that failed before it had a process. */
function deadLoad(error: FlamebenchError): LoadHandle {
  const started = deferred<number>();
  const report = deferred<LoadReport>();
  started.reject(error);
  report.reject(error);
  return {
    started: started.promise,
    report: report.promise,
    onTick: () => {},
    onOutput: () => {},
    partial: () => null,
    stop: () => {},
    kill: () => {},
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** A promise settled from outside. Nobody need listen to it: a caller that awaits only one of two is right. */
function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> = { resolve: () => {}, reject: () => {} };
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => {});
  return { promise, ...settle };
}
