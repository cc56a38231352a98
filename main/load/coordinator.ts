import { isIP } from 'node:net';
import { wrkErrors, wrkLatency } from '../../engine/load/wrk-text';
import { FlamebenchError } from '../../proto/errors';
import {
  isOpenModel,
  type LoadEvent,
  type LoadPlan,
  type LoadReport,
  type StopReason,
} from '../../proto/load';
import { Budget } from './budget';
import { prepareCalls } from './calls';
import { CaughtThreads, caughtUs } from './caught';
import { nowUs } from './clock';
import { bareHost, checkConfirmed, checkLimits, classifyAddress } from './gate';
import { Measuring, type Memories } from './measuring';
import { WorkerMemory } from './memory';
import { parseLoadUrl } from './request';
import { scriptTask } from './script-task';
import { openScriptThread, type ScriptThread } from './script-thread';
import { split } from './split';
import { addressesOf, resolveTarget } from './target';
import type { ScriptGlobals, WorkerCommand, WorkerTask } from './thread-protocol';
import { type EventOf, startThread, type Thread } from './threads';
import { tlsTask } from './tls';
import type { Endpoint } from './transport';

const tickMs = 100;
/** Workers that have not answered this long after the end are ended; what they measured is in shared memory. */
const graceMs = 2000;
/** What loading a script may take, in all threads; the main state has run the same file before, under a deadline. */
const prepareMs = 20_000;
/** What init and the first request may take, and for each thread, as there may be more of them than cores. */
const initMs = 6000;
const initMsEach = 250;

/**
 * Runs one load: starts the threads, lets them go together, samples their memory, gathers the report. It
 * touches no socket of the load, so a busy service cannot delay a stop.
 */
export class Coordinator {
  readonly #workerFile: string;
  readonly #tell: (event: LoadEvent) => void;
  #threads: readonly Thread[] = [];
  #script: ScriptThread | null = null;
  /** All is measured: what the script says now is said of the whole. */
  #isDone = false;
  #stop: (reason: StopReason) => void = () => {};
  readonly #stopAsked = new Promise<StopReason>((resolve) => {
    this.#stop = resolve;
  });
  #crash: (error: Error) => void = () => {};
  readonly #crashed = new Promise<never>((_, reject) => {
    this.#crash = reject;
  });

  /** `tell` hears 'started', ticks and output; the last words are what {@link run} returns. */
  constructor(workerFile: string, tell: (event: LoadEvent) => void) {
    this.#workerFile = workerFile;
    this.#tell = tell;
    this.#crashed.catch(() => {});
  }

  /**
   * Drives the plan to its end or to {@link stop}. Rejects with what gate, resolver, request and script checks
   * throw, and with 'load-crashed' when a thread dies.
   */
  async run(plan: LoadPlan, userAgent: string): Promise<LoadEvent> {
    try {
      const { endpoints, memories } = await this.#begin(plan, userAgent, false);
      const { pinned } = await this.#prepare(endpoints, plan);
      return { type: 'report', report: await this.#drive(plan, memories, pinned, endpoints) };
    } finally {
      this.#end();
    }
  }

  /** Runs the plan's script as a load of one thread would until its first request, and tells what that is. Rejects as {@link run}. */
  async rehearse(plan: LoadPlan, userAgent: string): Promise<LoadEvent> {
    try {
      const single = { ...plan, threads: 1, connections: 1, seconds: 1, warmupSeconds: 0 };
      const { endpoints } = await this.#begin(single, userAgent, true);
      const { pinned, first } = await this.#prepare(endpoints, single);
      return { type: 'rehearsed', request: first ?? new Uint8Array(0), ...pinned };
    } finally {
      this.#end();
    }
  }

  /** Checks all that can be checked before, and starts the threads. */
  async #begin(plan: LoadPlan, userAgent: string, rehearses: boolean) {
    const url = parseLoadUrl(plan.url);
    const calls = prepareCalls(plan, userAgent);
    const tls = tlsTask(plan);
    const { endpoints, addressClass } = await resolveTarget(
      url,
      plan.confirmedHost,
      undefined,
      plan.confirmedAddresses,
    );
    checkLimits(plan, url.hostname, addressClass);
    const script = scriptTask(plan, userAgent, endpoints);
    const shares = split(plan.connections, plan.threads);
    const allocate = (seconds: number): WorkerMemory[] => shares.map(() => WorkerMemory.allocate(seconds));
    const memories: Memories = {
      counted: allocate(plan.seconds),
      warmup: plan.warmupSeconds > 0 ? allocate(plan.warmupSeconds) : [],
    };
    const budget =
      plan.requests > 0 ? { total: plan.requests, buffer: new Budget(plan.requests).buffer } : null;
    const { rate, stages, precise, timeoutMs } = plan;
    if (script !== null) {
      this.#script = await openScriptThread(this.#workerFile, script, (text) => this.#print(text));
    }
    this.#threads = shares.map((connections, index) => {
      const task: WorkerTask = {
        index,
        threads: shares.length,
        connections,
        timeoutMs,
        calls: script === null ? calls : [],
        script,
        rehearses,
        open: isOpenModel(plan) ? { rate, stages, precise } : null,
        budget,
        tls,
        memory: memories.counted[index].buffer,
        warmupMemory: memories.warmup[index]?.buffer ?? null,
      };
      return startThread(this.#workerFile, task, plan.url, {
        onFailed: (error) => this.#crash(error),
        onOutput: (text) => this.#print(text),
      });
    });
    return { endpoints, memories };
  }

  #end(): void {
    for (const thread of this.#threads) thread.end();
    this.#script?.close();
  }

  /** Ends the load early; the report then covers what ran. Before the start it makes a load of no length. */
  stop(): void {
    this.#stop('stopped');
  }

  #print(text: string): void {
    this.#tell({ type: 'output', text, isFinal: this.#isDone });
  }

  #command(command: WorkerCommand): void {
    for (const thread of this.#threads) thread.tell(command);
  }

  /**
   * All threads ready to go. Returns where the first one's connections go, as a script may choose, and of one that
   * is rehearsed its first request.
   */
  async #prepare(
    endpoints: readonly Endpoint[],
    plan: LoadPlan,
  ): Promise<{ readonly pinned: Endpoint; readonly first: Uint8Array | null }> {
    const [pinned] = endpoints;
    const inTime = <T>(promise: Promise<T>, ms: number, what: string): Promise<T> =>
      Promise.race([promise, this.#crashed, expiry(plan, ms, what)]);
    const loading = `it was still loading after ${prepareMs / 1000} s`;
    const loaded = await inTime(
      Promise.all(this.#threads.map((thread) => thread.loaded)),
      prepareMs,
      loading,
    );
    const setups = (await this.#script?.setup(loaded.map((event) => event.globals))) ?? [];
    for (const { address } of setups) await checkChosen(plan, address.address, endpoints);
    this.#threads.forEach((thread, i) => {
      const setup = setups[i] ?? null;
      thread.tell({ type: 'prepare', endpoint: setup?.address ?? pinned, setup });
    });
    const ms = plan.script === null ? prepareMs : initMs + initMsEach * this.#threads.length;
    const caught = `a call took longer than ${Math.round(ms / 1000)} s`;
    const [ready] = await inTime(Promise.all(this.#threads.map((thread) => thread.ready)), ms, caught);
    return { pinned: setups[0]?.address ?? pinned, first: ready?.first ?? null };
  }

  async #drive(
    plan: LoadPlan,
    memories: Memories,
    pinned: Endpoint,
    resolved: readonly Endpoint[],
  ): Promise<LoadReport> {
    const startedUs = nowUs();
    const countFromUs = startedUs + plan.warmupSeconds * 1e6;
    const deadlineUs = countFromUs + plan.seconds * 1e6;
    const times = { startedUs, countFromUs, deadlineUs };
    const ends: EventOf<'done'>[] = new Array(this.#threads.length);
    const done = this.#threads.map((thread, i) => thread.done.then((end) => (ends[i] = end)));
    const allDone = Promise.all(done).then(() => null);

    this.#command({ type: 'go', ...times });
    this.#tell({ type: 'started', atUs: startedUs, address: shown(pinned) });
    const measuring = new Measuring(plan, memories, times, this.#tell);
    const caught = plan.script === null ? null : new CaughtThreads(memories.counted, startedUs);
    const ticking = setInterval(() => {
      if (caught?.look(nowUs(), (i) => ends[i] !== undefined)) {
        const reason = `a call took longer than ${caughtUs / 1e6} s`;
        this.#crash(new FlamebenchError('script-failed', plan.script?.name ?? '', { reason }));
      }
      const reason = measuring.tick();
      if (reason !== null) this.#stop(reason);
    }, tickMs);
    let asked: StopReason | null;
    try {
      // The threads keep the deadline themselves; this one is for a thread that does not.
      const late = pause(Math.max(0, (deadlineUs - nowUs()) / 1000) + graceMs).then(() => null);
      asked = await Promise.race([allDone, this.#crashed, this.#stopAsked, late]);
      this.#command({ type: 'stop' });
      await Promise.race([allDone, this.#crashed, pause(graceMs)]);
    } finally {
      clearInterval(ticking);
    }
    const ended = ends.filter((end) => end !== undefined);
    if (plan.script !== null && ended.length < this.#threads.length) {
      const reason = 'a call did not come back, and its thread was ended';
      throw new FlamebenchError('script-failed', plan.script.name, { reason });
    }
    const report: LoadReport = {
      ...measuring.report(ended, asked),
      address: shown(pinned),
      resolved: resolved.map(({ address }) => address),
    };
    if (this.#script !== null) this.#tell({ type: 'measured', report });
    await this.#finishScript(plan, report, ends);
    return report;
  }

  async #finishScript(
    plan: LoadPlan,
    report: LoadReport,
    ends: readonly { readonly globals: ScriptGlobals }[],
  ): Promise<void> {
    const { errors } = report;
    const correct = !isOpenModel(plan) && plan.script?.isCorrected === true;
    this.#isDone = true;
    await this.#script?.done(
      this.#threads.map((_, i) => ends[i]?.globals ?? new Map()),
      {
        durationUs: report.endedUs - report.startedUs,
        requests: report.requests,
        bytes: report.bytes,
        errors: { ...wrkErrors(errors), status: errors.status },
      },
      wrkLatency(report, { connections: plan.connections, correct }).latency,
      {
        values: Float64Array.from(report.rateSamples, ([rate]) => rate),
        counts: Float64Array.from(report.rateSamples, ([, count]) => count),
      },
    );
  }
}

/**
 * An address that a script chose for a thread. Its realm has looked it up through the gate; that it did so is not
 * taken from there, where the script runs: what a person was not asked about is no place to go. The host that was
 * named may be another than the target's, for a script to go to; where that leads is asked here once more.
 */
async function checkChosen(plan: LoadPlan, address: string, endpoints: readonly Endpoint[]): Promise<void> {
  if (isIP(address) === 0) throw new FlamebenchError('host-not-found', address);
  checkLimits(plan, address, classifyAddress(address));
  if (endpoints.some((endpoint) => endpoint.address === address)) return;
  const named = bareHost(plan.confirmedHost);
  if (named === '' || !(await addressesOf(named)).includes(address)) checkConfirmed(address, address, '');
}

function shown({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Fails after so long, with `reason` where there is a script. */
async function expiry(plan: LoadPlan, ms: number, reason: string): Promise<never> {
  await pause(ms);
  if (plan.script !== null) throw new FlamebenchError('script-failed', plan.script.name, { reason });
  throw new FlamebenchError('load-crashed', plan.url, { reason: `it was not ready after ${ms / 1000} s` });
}

/** Does not keep the process alive: a load that is over ends with it. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
