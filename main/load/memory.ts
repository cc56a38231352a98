import { histogramSlots, slotOf } from '../../engine/load/histogram';
import type { ErrorCounts } from '../../proto/load';

/** Width of a bucket of completions: fine enough to slice a capture's window out afterwards. */
export const bucketUs = 10_000;

/** Slots of the counters, each a float64 so that bytes stay exact up to 2^53. */
export const counter = {
  requests: 0,
  bytes: 1,
  connect: 2,
  read: 3,
  write: 4,
  timeout: 5,
  protocol: 6,
  status: 7,
  open: 8,
} as const;

/** The kinds that end a request or an attempt; 'status' does not, its response is complete. */
export type FailureKind = Exclude<keyof ErrorCounts, 'status' | 'tls' | 'closed' | 'unfinished'>;

const counterSlots = 16;
const latencyOffset = counterSlots * 8;
const completionsOffset = latencyOffset + histogramSlots * 4;

/**
 * What one worker has measured, in memory it shares with the load process's main thread.
 *
 * The worker is the only writer and never waits; the main thread reads whenever it likes. A reading taken
 * while the worker runs may be between two counters (a request counted, its latency not yet); readings after
 * the worker's last message are exact.
 */
export class WorkerMemory {
  readonly buffer: SharedArrayBuffer;
  readonly counters: Float64Array;
  /** Latencies of completed responses; see histogram.ts. */
  readonly latency: Uint32Array;
  /** Completed responses per {@link bucketUs}, from the load's start; the last bucket takes what is later. */
  readonly completions: Uint32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.counters = new Float64Array(buffer, 0, counterSlots);
    this.latency = new Uint32Array(buffer, latencyOffset, histogramSlots);
    this.completions = new Uint32Array(buffer, completionsOffset);
  }

  /** Memory for a load of at most `seconds`, with two seconds of slack for a late stop. */
  static allocate(seconds: number): WorkerMemory {
    const buckets = Math.ceil(((seconds + 2) * 1e6) / bucketUs);
    return new WorkerMemory(new SharedArrayBuffer(completionsOffset + buckets * 4));
  }

  /** One complete response, `sinceStartUs` after the load's start. */
  recordResponse(status: number, latencyUs: number, sinceStartUs: number): void {
    this.counters[counter.requests]++;
    if (status > 399) this.counters[counter.status]++;
    this.latency[slotOf((latencyUs + 0.5) | 0)]++;
    const bucket = Math.max(0, Math.floor(sinceStartUs / bucketUs));
    this.completions[Math.min(bucket, this.completions.length - 1)]++;
  }

  recordFailure(kind: FailureKind): void {
    this.counters[counter[kind]]++;
  }
}
