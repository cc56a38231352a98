import { Worker } from 'node:worker_threads';
import { FlamebenchError } from '../../proto/errors';
import type { LoadEvent, LoadPlan } from '../../proto/load';
import { nowUs } from './clock';
import { WorkerMemory } from './memory';
import { parseLoadUrl, prepareRequest } from './request';
import { Sampler } from './sampling';
import { split } from './split';
import { pinTarget } from './target';
import type { WorkerCommand, WorkerEvent, WorkerTask } from './thread-protocol';

const tickMs = 100;
/** Workers that have not answered this long after the end are ended; what they measured is in shared memory. */
const graceMs = 2000;

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
}

/**
 * Runs one load: starts the threads, lets them go together, samples their memory, gathers the report. It
 * touches no socket of the load, so a busy service cannot delay a stop.
 */
export class Coordinator {
  readonly #workerFile: string;
  readonly #tell: (event: LoadEvent) => void;
  #threads: Thread[] = [];
  #stop: () => void = () => {};
  readonly #stopAsked = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  /** `tell` hears 'started' and ticks; the last words are what {@link run} returns. */
  constructor(workerFile: string, tell: (event: LoadEvent) => void) {
    this.#workerFile = workerFile;
    this.#tell = tell;
  }

  /**
   * Drives the plan to its end or to {@link stop}. Rejects with what gate, resolver and request checks
   * throw, and with 'load-crashed' when a thread dies.
   */
  async run(plan: LoadPlan, userAgent: string): Promise<LoadEvent> {
    const request = prepareRequest(plan, userAgent);
    const endpoint = await pinTarget(parseLoadUrl(plan.url), plan.confirmedHost);
    const memories: WorkerMemory[] = [];
    let endedUs = 0;
    let utilization = 0;
    let crash: (error: Error) => void = () => {};
    const crashed = new Promise<never>((_, reject) => {
      crash = reject;
    });
    crashed.catch(() => {});

    this.#threads = split(plan.connections, plan.threads).map((connections) => {
      const memory = WorkerMemory.allocate(plan.seconds);
      memories.push(memory);
      const { timeoutMs } = plan;
      const task: WorkerTask = { endpoint, request, connections, timeoutMs, memory: memory.buffer };
      return this.#startThread(task, plan.url, crash, (event) => {
        endedUs = Math.max(endedUs, event.endedUs);
        utilization = Math.max(utilization, event.utilization);
      });
    });

    try {
      await Promise.race([Promise.all(this.#threads.map((thread) => thread.ready)), crashed]);
      const startedUs = nowUs();
      const sampler = new Sampler(memories, startedUs);
      const allDone = Promise.all(this.#threads.map((thread) => thread.done));
      this.#command({ type: 'go', startedUs, deadlineUs: startedUs + plan.seconds * 1e6 });
      this.#tell({ type: 'started', atUs: startedUs, address: `${endpoint.address}:${endpoint.port}` });
      const ticking = setInterval(
        () => this.#tell({ type: 'tick', tick: sampler.tick(nowUs()), completions: [] }),
        tickMs,
      );
      try {
        // The threads keep the deadline themselves; this one is for a thread that does not.
        await Promise.race([allDone, crashed, this.#stopAsked, pause(plan.seconds * 1000 + graceMs)]);
        this.#command({ type: 'stop' });
        await Promise.race([allDone, crashed, pause(graceMs)]);
      } finally {
        clearInterval(ticking);
      }
      if (endedUs === 0) endedUs = nowUs();
      this.#tell({ type: 'tick', tick: sampler.tick(endedUs), completions: [] });
      return { type: 'report', report: sampler.report(endedUs, utilization) };
    } finally {
      for (const { worker } of this.#threads) void worker.terminate();
    }
  }

  /** Ends the load early; the report then covers what ran. Before the start it makes a load of no length. */
  stop(): void {
    this.#stop();
  }

  #command(command: WorkerCommand): void {
    for (const { worker } of this.#threads) worker.postMessage(command);
  }

  #startThread(
    task: WorkerTask,
    url: string,
    crash: (error: Error) => void,
    onDone: (event: Extract<WorkerEvent, { type: 'done' }>) => void,
  ): Thread {
    const worker = new Worker(this.#workerFile, { workerData: task });
    const fail = (reason: string): void => crash(new FlamebenchError('load-crashed', url, { reason }));
    let isDone = false;
    worker.on('error', (error) => fail(error.message));
    worker.on('exit', (code) => {
      if (!isDone) fail(`a load thread exited with code ${code}`);
    });
    const ready = new Promise<void>((resolve) => {
      worker.on('message', (event: WorkerEvent) => {
        if (event.type === 'ready') resolve();
      });
    });
    const done = new Promise<void>((resolve) => {
      worker.on('message', (event: WorkerEvent) => {
        if (event.type !== 'done') return;
        isDone = true;
        onDone(event);
        resolve();
      });
    });
    return { worker, ready, done };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
