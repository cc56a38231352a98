import { performance } from 'node:perf_hooks';
import { slotOf } from '../../engine/load/histogram';
import type { StopReason } from '../../proto/load';
import type { Budget } from './budget';
import { nowUs } from './clock';
import { closedLoop, pausingLoop } from './closed-loop';
import { Connection, type Schedule, type Shared } from './connection';
import { HeadMemory } from './head-memory';
import { counter, type FailureKind, type WorkerMemory } from './memory';
import { type ArrivalShare, OpenModel } from './open-model';
import { limited, type NextCall, type ResponseHook } from './source';
import type { Transport } from './transport';

export interface LoopSetting {
  readonly transport: Transport;
  /** What the transport's sockets read into. */
  readonly buffer: Uint8Array;
  readonly next: NextCall;
  /** Milliseconds before each call of a connection; only of the closed loop. */
  readonly pause?: (() => number) | undefined;
  readonly response?: ResponseHook | undefined;
  /** This thread's requests of the open model; null = the closed loop. */
  readonly share: ArrivalShare | null;
  readonly precise: boolean;
  /** What all threads may send; null = no end but time. */
  readonly budget: Budget | null;
  readonly memory: WorkerMemory;
  /** Where the warm-up counts; null where there is none. */
  readonly warmupMemory: WorkerMemory | null;
  readonly connections: number;
  readonly timeoutMs: number;
}

/** When a loop starts, begins to count, and ends: on the shared clock. */
export interface LoopTimes {
  readonly startedUs: number;
  readonly countFromUs: number;
  readonly deadlineUs: number;
}

/** How a loop ended. */
export interface LoopEnd {
  readonly endedUs: number;
  /** Share of the time, 0…1, in which the event loop was busy. */
  readonly utilization: number;
  readonly reason: StopReason;
  /** What the first failure of each kind was about. */
  readonly problems: readonly (readonly [FailureKind, string])[];
}

const sweepMs = 100;
/** Opening thousands at one instant would overflow the listener's queue and measure TCP's retries. */
const openedAtOnce = 100;
const openEveryMs = 5;
const longestUs = 2 ** 31 - 1;

/** The connections of one worker thread, from start to deadline. */
export class LoadLoop {
  readonly #setting: LoopSetting;
  readonly #connections: Connection[] = [];
  readonly #shared: Shared;
  readonly #openModel: OpenModel | null = null;
  #timers: NodeJS.Timeout[] = [];
  #alarms = new Map<string, NodeJS.Timeout>();
  #isCounting = false;
  #isSpent = false;
  #hasEnded = false;
  #before = performance.eventLoopUtilization();
  #sweptBefore = this.#before;
  #finish: (end: LoopEnd) => void = () => {};
  readonly ended: Promise<LoopEnd>;

  constructor(setting: LoopSetting) {
    this.#setting = setting;
    this.ended = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { share, pause, budget, memory, warmupMemory } = setting;
    const next = budget === null ? setting.next : this.#limit(budget);
    // The schedule reads the memory of the moment from what it is part of.
    const counts = { memory: warmupMemory ?? memory };
    let schedule: Schedule;
    if (share === null) schedule = pause === undefined ? closedLoop(next) : pausingLoop(next, pause);
    else {
      const shared = (): WorkerMemory => this.#shared.memory;
      const model = new OpenModel(share, next, shared, setting.precise);
      this.#openModel = model;
      schedule = model;
    }
    this.#shared = {
      ...counts,
      transport: setting.transport,
      schedule,
      startedUs: 0,
      timeoutUs: setting.timeoutMs * 1000,
      isOpenModel: share !== null,
      headMemory: new HeadMemory(setting.buffer),
      response: setting.response,
      inFlight: 0,
      problems: new Map(),
    };
  }

  /** Opens the connections and drives them until the deadline. */
  start({ startedUs, countFromUs, deadlineUs }: LoopTimes): void {
    if (this.#hasEnded) return;
    const { connections, warmupMemory } = this.#setting;
    this.#before = performance.eventLoopUtilization();
    this.#sweptBefore = this.#before;
    this.#shared.startedUs = startedUs;
    const openSome = (): void => {
      const wanted = Math.min(connections, this.#connections.length + openedAtOnce);
      while (this.#connections.length < wanted) {
        const connection = new Connection(this.#shared);
        this.#connections.push(connection);
        connection.open();
      }
      if (wanted === connections) clearInterval(opening);
    };
    const opening = setInterval(openSome, openEveryMs);
    this.#timers = [opening, setInterval(() => this.#sweep(), sweepMs)];
    if (warmupMemory === null) this.#isCounting = true;
    else this.#at('count', countFromUs, () => this.#beginCounting(countFromUs));
    this.#at('end', deadlineUs, () => this.stop('duration'));
    this.#openModel?.start(startedUs);
    openSome();
  }

  /** Closes every connection; what is in flight or due is counted as such. May be called twice. */
  stop(reason: StopReason): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const alarm of this.#alarms.values()) clearTimeout(alarm);
    const endedUs = nowUs();
    this.#recordUnanswered(endedUs);
    this.#openModel?.stop();
    for (const connection of this.#connections) connection.close();
    const { utilization } = performance.eventLoopUtilization(this.#before);
    this.#finish({ endedUs, utilization, reason, problems: [...this.#shared.problems] });
  }

  /** The budget holds once the counting has begun. */
  #limit(budget: Budget): NextCall {
    const { next } = this.#setting;
    const counted = limited(next, budget, () => {
      this.#isSpent = true;
      // Not from within a connection's own call.
      setImmediate(() => this.#endIfAnswered());
    });
    return () => (this.#isCounting ? counted() : next());
  }

  /** With nothing left to send, the load is over when the last answer is here. */
  #endIfAnswered(): void {
    if (this.#isSpent && this.#shared.inFlight === 0) this.stop('requests');
  }

  #beginCounting(countFromUs: number): void {
    const shared = this.#shared;
    const { memory, budget } = this.#setting;
    memory.counters[counter.open] = shared.memory.counters[counter.open];
    memory.counters[counter.opened] = shared.memory.counters[counter.opened];
    shared.memory = memory;
    shared.startedUs = countFromUs;
    this.#before = performance.eventLoopUtilization();
    // Answers to what the budget did not pay for would be too many.
    if (budget !== null) for (const connection of this.#connections) connection.forget();
    this.#isCounting = true;
  }

  #sweep(): void {
    const atUs = nowUs();
    this.#setting.memory.counters[counter.sweeps]++;
    for (const connection of this.#connections) connection.sweep(atUs);
    const { counters } = this.#shared.memory;
    const now = performance.eventLoopUtilization();
    counters[counter.utilization] = performance.eventLoopUtilization(now, this.#sweptBefore).utilization;
    this.#sweptBefore = now;
    counters[counter.inFlight] = this.#shared.inFlight;
    // Another thread may have sent the last, while this one had no connection to find that out with.
    if (this.#isCounting && this.#setting.budget?.isSpent === true) this.#isSpent = true;
    this.#endIfAnswered();
  }

  #recordUnanswered(endedUs: number): void {
    const { memory, inFlight } = this.#shared;
    const age = (us: number): number => slotOf(Math.min(longestUs, Math.max(0, us)) | 0);
    for (const { pending, intendedUs } of this.#connections) {
      if (pending > 0) memory.inFlightAges[age(endedUs - intendedUs)] += pending;
    }
    for (const us of this.#openModel?.unsentAges(endedUs) ?? []) memory.unsentAges[age(us)]++;
    memory.counters[counter.inFlight] = inFlight;
  }

  /** Timers may fire a millisecond early; nothing happens before its time. */
  #at(name: string, atUs: number, action: () => void): void {
    const leftMs = (atUs - nowUs()) / 1000;
    if (leftMs <= 0) action();
    else
      this.#alarms.set(
        name,
        setTimeout(() => this.#at(name, atUs, action), leftMs),
      );
  }
}
