import { slotOf } from '../../engine/load/histogram';
import type { Arrivals } from './arrivals';
import { nowUs } from './clock';
import type { Connection, Schedule } from './connection';
import { counter, type WorkerMemory } from './memory';
import type { NextCall } from './source';

/** Which of the load's requests are this thread's: number `offset`, and every `stride`-th after it. */
export interface ArrivalShare {
  readonly arrivals: Arrivals;
  readonly offset: number;
  readonly stride: number;
}

/** Precise mode spins when the next request is nearer than this; timers keep to a millisecond or so. */
const preciseSpinUs = 2000;
/**
 * Timers wake at whole milliseconds. Where requests are rare, waking at the one before and spinning for the rest
 * costs at most an eighth of a core; where they are not, those of a millisecond leave together.
 */
const tickSpinUs = 1000;
const rareUs = 4000;
/** What the generator, rather than a lack of connections, was late by to be called so. */
const lateUs = 2000;
const longestLagUs = 2 ** 31 - 1;
/** Timers of Node overflow beyond 2^31 ms. */
const longestWaitMs = 1e9;

/**
 * Sends each request when it is due, on any connection that is free, whether the answers before have come or not.
 * Requests whose time has come while no connection is free wait in order: they are sent late, with their latency
 * counted from when they were due.
 */
export class OpenModel implements Schedule {
  readonly #share: ArrivalShare;
  readonly #next: NextCall;
  /** Where counts go now: the warm-up has a memory of its own. */
  readonly #memory: () => WorkerMemory;
  readonly #precise: boolean;
  /** Free connections, and some that were: longest free first, from #head on. */
  #queue: Connection[] = [];
  #head = 0;
  #startedUs = 0;
  /** Number of the request that is sent next. */
  #index: number;
  /** When it is due; Infinity before the start, after the last and after the end. */
  #dueUs = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;
  #spinning: NodeJS.Immediate | null = null;

  constructor(share: ArrivalShare, next: NextCall, memory: () => WorkerMemory, precise: boolean) {
    this.#share = share;
    this.#next = next;
    this.#memory = memory;
    this.#precise = precise;
    this.#index = share.offset;
  }

  start(startedUs: number): void {
    this.#startedUs = startedUs;
    this.#dueUs = startedUs + this.#share.arrivals.timeOf(this.#index) * 1e6;
    this.#pump(false);
  }

  free(connection: Connection): void {
    const isFirst = this.#head === this.#queue.length;
    this.#queue.push(connection);
    // With others free already, the next request is not due yet and its timer is set.
    if (isFirst) this.#pump(true);
  }

  /** Sends nothing more. */
  stop(): void {
    this.#dueUs = Number.POSITIVE_INFINITY;
    this.#disarm();
  }

  /** How old the requests are that are due at `atUs` and have not been sent: before {@link stop}. */
  *unsentAges(atUs: number): Generator<number> {
    const { arrivals, stride } = this.#share;
    let dueUs = this.#dueUs;
    for (let index = this.#index; dueUs <= atUs; ) {
      yield atUs - dueUs;
      index += stride;
      dueUs = this.#startedUs + arrivals.timeOf(index) * 1e6;
    }
  }

  /** `isFreed`: called because a connection became free; what was due before has waited for that. */
  #pump(isFreed: boolean): void {
    this.#disarm();
    let waited = isFreed;
    for (let atUs = nowUs(); this.#dueUs <= atUs; atUs = nowUs()) {
      const connection = this.#take();
      if (connection === null) return; // the next to become free pumps
      const call = this.#next();
      if (call === null) {
        this.stop();
        return;
      }
      this.#record(atUs - this.#dueUs, waited, call.count);
      const dueUs = this.#dueUs;
      this.#advance(call.count);
      waited = this.#head === this.#queue.length;
      connection.send(call, dueUs, atUs);
    }
    if (this.#head < this.#queue.length) this.#arm();
  }

  #record(lagUs: number, waited: boolean, requests: number): void {
    const memory = this.#memory();
    memory.lag[slotOf(Math.min(longestLagUs, Math.max(0, lagUs) | 0))] += requests;
    if (!waited && lagUs > lateUs) memory.counters[counter.late] += requests;
  }

  /** A call of several requests stands for as many that were due: the rate is of requests. */
  #advance(requests: number): void {
    const { arrivals, stride } = this.#share;
    this.#index += stride * requests;
    this.#dueUs = this.#startedUs + arrivals.timeOf(this.#index) * 1e6;
  }

  #take(): Connection | null {
    while (this.#head < this.#queue.length) {
      const connection = this.#queue[this.#head++];
      if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
        this.#queue = this.#queue.slice(this.#head);
        this.#head = 0;
      }
      if (connection.isFree) return connection;
    }
    this.#queue.length = 0;
    this.#head = 0;
    return null;
  }

  #arm(): void {
    const waitUs = this.#dueUs - nowUs();
    if (waitUs === Number.POSITIVE_INFINITY) return;
    const spinUs = this.#spinUs();
    if (waitUs <= spinUs) {
      this.#spinning = setImmediate(() => this.#pump(false));
      return;
    }
    const waitMs = (waitUs - spinUs) / 1000;
    const ms = spinUs > 0 ? Math.floor(waitMs) : Math.round(waitMs);
    this.#timer = setTimeout(() => this.#pump(false), Math.min(longestWaitMs, Math.max(1, ms)));
  }

  #spinUs(): number {
    if (this.#precise) return preciseSpinUs;
    const { arrivals, stride } = this.#share;
    const rate = arrivals.rateAt((this.#dueUs - this.#startedUs) / 1e6) / stride;
    return rate * rareUs <= 1e6 ? tickSpinUs : 0;
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#spinning !== null) clearImmediate(this.#spinning);
    this.#timer = null;
    this.#spinning = null;
  }
}
