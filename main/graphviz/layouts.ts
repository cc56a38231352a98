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

/** A layout that takes longer may well be called off, by changing what is shown: then another thread is to be ready. */
const spareAfterMs = 250;

export interface LayoutOptions {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineSeconds?: number | undefined;
}

/** Graphviz in a thread of its own, which lays out one graph at a time and stays for the next one. */
export interface Layouts {
  /** Has Graphviz ready before it is needed, and from then on soon again after a layout that was called off. */
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
  /** Whether a thread was given it. */
  isSent: boolean;
}

/** A thread, and how many answers are still to come that nobody waits for: rehearsals, and what was called off. */
interface Thread {
  readonly worker: Worker;
  unwanted: number;
}

/** @param distFolder the folder of the bundles */
export function createLayouts(distFolder: string): Layouts {
  let thread: Thread | null = null;
  /** Takes the place of a thread that has to go; only where layouts were warmed, which says that more will come. */
  let spare: Thread | null = null;
  let isWarm = false;
  let running: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  let spareTimer: NodeJS.Timeout | undefined;
  const waiting: Job[] = [];

  /** The thread goes with what it was at: that is how a layout in its middle ends. Another is there at once, or made. */
  function replace(): void {
    clearTimeout(timer);
    void thread?.worker.terminate();
    thread = spare ?? (isWarm ? rehearsed() : null);
    spare = null;
  }

  /** The spare thread is ready, and the other is still at what was called off. */
  function takeOver(): void {
    const late = thread;
    thread = spare;
    spare = null;
    void late?.worker.terminate();
    if (running !== null) thread?.worker.ref();
    send();
  }

  /** Gives the thread what is to run now, unless it is still at something else. */
  function send(): void {
    if (running === null || running.isSent || thread === null || thread.unwanted > 0) return;
    running.isSent = true;
    thread.worker.postMessage(running.order);
  }

  function endAll(): void {
    clearTimeout(timer);
    clearTimeout(spareTimer);
    for (const each of [thread, spare]) void each?.worker.terminate();
    thread = null;
    spare = null;
  }

  function start(): Thread {
    const started: Thread = {
      worker: new Worker(join(distFolder, 'graphviz-worker.cjs')),
      unwanted: 0,
    };
    const { worker } = started;
    // Alone it keeps no process alive.
    worker.unref();
    worker.on('message', (answer: LayoutAnswer) => {
      if (started.unwanted > 0) {
        started.unwanted--;
        if (started === spare && thread !== null && thread.unwanted > 0) takeOver();
        else if (started === thread) send();
        return;
      }
      if (started !== thread) return;
      settle((job) => (answer.ok ? job.resolve(answer.text) : job.reject(failed(answer.reason))));
    });
    const died = (reason: string) => {
      if (started === spare) spare = null;
      if (started !== thread) return;
      // One that dies before its first layout would be replaced for ever.
      thread = null;
      clearTimeout(timer);
      settle((job) => job.reject(failed(reason)));
    };
    worker.on('error', (error) => died(error.message));
    worker.on('exit', () => died('its thread ended early'));
    return started;
  }

  /** A thread that has Graphviz loaded, or will have soon. */
  function rehearsed(): Thread {
    const started = start();
    started.unwanted = 1;
    // Small: whatever comes meanwhile waits for it.
    started.worker.postMessage({ dot: 'digraph { a -> b }', format: 'plain' } satisfies LayoutOrder);
    return started;
  }

  function settle(how: (job: Job) => void): void {
    const job = running;
    running = null;
    clearTimeout(timer);
    clearTimeout(spareTimer);
    thread?.worker.unref();
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
      timer = setTimeout(endAll, idleMs);
      timer.unref();
      return;
    }
    clearTimeout(timer);
    running = job;
    thread ??= start();
    thread.worker.ref();
    send();
    if (isWarm) {
      spareTimer = setTimeout(() => {
        spare ??= rehearsed();
      }, spareAfterMs);
      spareTimer.unref();
    }
    const { deadlineSeconds } = job;
    timer = setTimeout(() => {
      replace();
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
      if (job.isSent) callOff();
      settle(({ reject }) => reject(cancelled()));
    }
  }

  /**
   * Takes its layout from the thread: at once where a spare one is ready. Else one is made, and what comes next is done by
   * whichever is ready first, that one or the thread, which may well be done soon.
   */
  function callOff(): void {
    if (!isWarm || thread === null || spare?.unwanted === 0) {
      replace();
      return;
    }
    thread.unwanted++;
    spare ??= rehearsed();
  }

  return {
    warm() {
      isWarm = true;
      if (thread !== null) return;
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
        const job: Job = { order: { dot, format }, deadlineSeconds, resolve, reject, release, isSent: false };
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
      isWarm = false;
      endAll();
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
