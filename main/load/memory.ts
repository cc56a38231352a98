import { histogramSlots, slotOf } from '../../engine/load/histogram';
import type { ErrorCounts } from '../../proto/load';

/** Width of a bucket of completions: fine enough to slice a capture's window out afterwards. */
export const bucketUs = 10_000;

/** Buckets in an interval that has a histogram of its own. */
const bucketsPerSecond = 100;
/**
 * Histograms in turn, one a second. None is ever cleared: each goes on counting when its turn comes again, and
 * the reader takes differences. So a reader that is late by some seconds loses nothing, and all of them added
 * up are the load's whole histogram.
 */
export const ringSeconds = 4;

/** Slots of the counters, each a float64 so that bytes stay exact up to 2^53. */
export const counter = {
  requests: 0,
  bytes: 1,
  connect: 2,
  tls: 3,
  read: 4,
  closed: 5,
  write: 6,
  timeout: 7,
  unfinished: 8,
  protocol: 9,
  /** Connections open now. */
  open: 10,
  /** Requests sent. */
  sent: 11,
  /** Requests sent and not answered: read only now and then, written by every sweep. */
  inFlight: 12,
  /** Requests of the open model that were sent over 2 ms late while a connection stood free. */
  late: 13,
  /** Share of the time since the sweep before, 0…1, that the thread was at work. */
  utilization: 14,
  /** Connections opened since the start. */
  opened: 15,
  /** Sweeps since the start, about ten a second: a thread that makes none is caught in something. */
  sweeps: 16,
} as const;

/** The kinds that end a request or an attempt; 'status' does not, its response is complete. */
export type FailureKind = Exclude<keyof ErrorCounts, 'status'>;

export const failureKinds: readonly FailureKind[] = [
  ...(['connect', 'tls', 'read', 'closed', 'write', 'timeout', 'unfinished', 'protocol'] as const),
];

/** Status codes that are told apart; three digits make no more. */
export const statusSlots = 1000;

/** A backlog may grow older than a histogram reaches. */
const longestUs = 2 ** 31 - 1;

const counterSlots = 24;
const statusOffset = counterSlots * 8;
const histogramBytes = histogramSlots * 4;
const ringOffset = statusOffset + statusSlots * 4;
const serviceOffset = ringOffset + ringSeconds * histogramBytes;
const lagOffset = serviceOffset + ringSeconds * histogramBytes;
const inFlightOffset = lagOffset + histogramBytes;
const unsentOffset = inFlightOffset + histogramBytes;
const completionsOffset = unsentOffset + histogramBytes;

/**
 * What one worker has measured, in memory it shares with the load process's main thread.
 *
 * The worker is the only writer and never waits; the main thread reads whenever it likes. A reading taken
 * while the worker runs may be between two counters (a request counted, its latency not yet); readings after
 * the worker's last message are exact. All histograms are of microseconds, see engine/load/histogram.ts.
 */
export class WorkerMemory {
  readonly buffer: SharedArrayBuffer;
  readonly counters: Float64Array;
  /** Complete responses by status code. */
  readonly statuses: Uint32Array;
  /** Response times: {@link ringSeconds} histograms in a row. */
  readonly response: Uint32Array;
  /** Service times of the open model, likewise; the closed loop leaves them empty. */
  readonly service: Uint32Array;
  /** sent − intended of the open model. */
  readonly lag: Uint32Array;
  /** Written at the end: how long ago the requests were sent, or intended, that have no answer. */
  readonly inFlightAges: Uint32Array;
  /** Written at the end: how long ago the requests were intended that were never sent. */
  readonly unsentAges: Uint32Array;
  /** Completed responses per {@link bucketUs}, from the load's start; the last bucket takes what is later. */
  readonly completions: Uint32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.counters = new Float64Array(buffer, 0, counterSlots);
    this.statuses = new Uint32Array(buffer, statusOffset, statusSlots);
    this.response = new Uint32Array(buffer, ringOffset, ringSeconds * histogramSlots);
    this.service = new Uint32Array(buffer, serviceOffset, ringSeconds * histogramSlots);
    this.lag = new Uint32Array(buffer, lagOffset, histogramSlots);
    this.inFlightAges = new Uint32Array(buffer, inFlightOffset, histogramSlots);
    this.unsentAges = new Uint32Array(buffer, unsentOffset, histogramSlots);
    this.completions = new Uint32Array(buffer, completionsOffset);
  }

  /** Memory for a load of at most `seconds`, with two seconds of slack for a late stop. */
  static allocate(seconds: number): WorkerMemory {
    const buckets = Math.ceil(((seconds + 2) * 1e6) / bucketUs);
    return new WorkerMemory(new SharedArrayBuffer(completionsOffset + buckets * 4));
  }

  /** One complete response, `sinceStartUs` after the load's start. */
  recordResponse(status: number, latencyUs: number, sinceStartUs: number): void {
    this.response[this.#record(status, sinceStartUs) + slotOf((latencyUs + 0.5) | 0)]++;
  }

  /** One complete response of the open model. */
  recordScheduled(status: number, responseUs: number, serviceUs: number, sinceStartUs: number): void {
    const turn = this.#record(status, sinceStartUs);
    this.response[turn + slotOf(responseUs < longestUs ? (responseUs + 0.5) | 0 : longestUs)]++;
    this.service[turn + slotOf((serviceUs + 0.5) | 0)]++;
  }

  recordFailure(kind: FailureKind, requests = 1): void {
    this.counters[counter[kind]] += requests;
  }

  /** Counts a response. Returns where in the ring its second's histogram begins. */
  #record(status: number, sinceStartUs: number): number {
    this.counters[counter.requests]++;
    this.statuses[status]++;
    let bucket = (sinceStartUs / bucketUs) | 0;
    if (bucket < 0) bucket = 0;
    else if (bucket >= this.completions.length) bucket = this.completions.length - 1;
    this.completions[bucket]++;
    return (((bucket / bucketsPerSecond) | 0) % ringSeconds) * histogramSlots;
  }
}
