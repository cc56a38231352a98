import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FlamebenchError } from '../../proto/errors';
import type { LayoutAnswer, LayoutFormat, LayoutOrder } from './protocol';
import { rehearsal, rehearsals } from './rehearsal';
import { dotFault } from './retry';

/** A graph that takes longer is too large to be read. */
export const layoutDeadlineSeconds = 120;

/** How long a thread without work is kept: its next layout starts ten times as fast. */
const idleMs = 600_000;

export interface LayoutOptions {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineSeconds?: number | undefined;
}

/** Graphviz in a thread of its own, which lays out one graph at a time and stays for the next one. */
export interface Layouts {
  /** Starts the thread, if it is not there yet, and has it ready before it is needed. */
  warm(): void;
  /**
   * What Graphviz's `dot` makes of a graph.
   * @throws FlamebenchError 'graph-failed' with facts.reason, 'cancelled'
   */
  layout(dot: string, format: LayoutFormat, options?: LayoutOptions): Promise<string>;
  /** Ends the thread; layouts that run or wait fail as cancelled. */
  stop(): void;
}

interface Job {
  readonly order: LayoutOrder;
  readonly deadlineSeconds: number;
  readonly resolve: (text: string) => void;
  readonly reject: (error: FlamebenchError) => void;
  /** Stops listening to the signal. */
  readonly release: () => void;
}

/** @param distFolder the folder of the bundles */
export function createLayouts(distFolder: string): Layouts {
  let worker: Worker | null = null;
  let running: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  const waiting: Job[] = [];

  /** The thread goes with what it was at: that is how a layout in its middle ends. */
  function end(): void {
    clearTimeout(timer);
    void worker?.terminate();
    worker = null;
  }

  function start(): Worker {
    const started = new Worker(join(distFolder, 'graphviz-worker.cjs'));
    // Alone it keeps no process alive.
    started.unref();
    started.on('message', (answer: LayoutAnswer) => {
      if (started !== worker) return;
      settle((job) => (answer.ok ? job.resolve(answer.text) : job.reject(failed(answer.reason))));
    });
    const died = (reason: string) => {
      if (started !== worker) return;
      end();
      settle((job) => job.reject(failed(reason)));
    };
    started.on('error', (error) => died(error.message));
    started.on('exit', () => died('its thread ended early'));
    return started;
  }

  function settle(how: (job: Job) => void): void {
    const job = running;
    running = null;
    clearTimeout(timer);
    worker?.unref();
    if (job !== null) {
      job.release();
      how(job);
    }
    next();
  }

  function next(): void {
    if (running !== null) return;
    const job = waiting.shift();
    if (job === undefined) {
      clearTimeout(timer);
      timer = setTimeout(end, idleMs);
      timer.unref();
      return;
    }
    clearTimeout(timer);
    running = job;
    worker ??= start();
    worker.ref();
    worker.postMessage(job.order);
    const { deadlineSeconds } = job;
    timer = setTimeout(() => {
      end();
      settle(({ reject }) => reject(failed(`it was not laid out within ${deadlineSeconds} s`)));
    }, deadlineSeconds * 1000);
  }

  function cancel(job: Job): void {
    const at = waiting.indexOf(job);
    if (at >= 0) {
      waiting.splice(at, 1);
      job.release();
      job.reject(cancelled());
    } else if (job === running) {
      end();
      settle(({ reject }) => reject(cancelled()));
    }
  }

  return {
    warm() {
      if (worker !== null) return;
      const rehearse = async () => {
        for (let i = 0; i < rehearsals; i++) {
          // Nobody is to wait for more than one of them.
          if (waiting.length > 0 || running !== null) return;
          await this.layout(rehearsal(), 'plain');
        }
      };
      rehearse().catch(() => {});
    },

    layout(dot, format, { signal, deadlineSeconds = layoutDeadlineSeconds } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(cancelled());
          return;
        }
        const onAbort = () => cancel(job);
        const release = () => signal?.removeEventListener('abort', onAbort);
        const job: Job = { order: { dot, format }, deadlineSeconds, resolve, reject, release };
        signal?.addEventListener('abort', onAbort);
        waiting.push(job);
        next();
      });
    },

    stop() {
      for (const job of waiting.splice(0)) {
        job.release();
        job.reject(cancelled());
      }
      end();
      if (running !== null) settle(({ reject }) => reject(cancelled()));
      clearTimeout(timer);
    },
  };
}

const cancelled = () => new FlamebenchError('cancelled', 'the call graph');
const failed = (reason: string) =>
  new FlamebenchError('graph-failed', 'the call graph', {
    reason,
    ...(dotFault.test(reason) ? { fault: 'graphviz' } : {}),
  });
