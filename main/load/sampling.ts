import { addCounts, histogramSlots, subtractCounts, summarise } from '../../engine/load/histogram';
import {
  type ErrorCounts,
  emptyReport,
  emptyTick,
  type LoadReport,
  type LoadTick,
  noErrors,
} from '../../proto/load';
import { bucketUs, counter, type WorkerMemory } from './memory';

/** An event loop busier than this is the bottleneck: latencies then include waiting for the generator. */
const boundUtilization = 0.9;
/** The shortest time a tick's rate may be taken over. */
const shortestSeconds = 0.05;

/** Reads what the workers have measured, as ticks while they run and as a report when they are done. */
export class Sampler {
  readonly #memories: readonly WorkerMemory[];
  readonly #startedUs: number;
  #last: LoadTick | null = null;
  #lastUs: number;
  #lastLatency = new Uint32Array(histogramSlots);

  constructor(memories: readonly WorkerMemory[], startedUs: number) {
    this.#memories = memories;
    this.#startedUs = startedUs;
    this.#lastUs = startedUs;
  }

  /**
   * Totals until now; rate and latency since the tick before. The last tick may follow the one before so
   * closely that a rate of its own would be noise: it then repeats that one's.
   */
  tick(atUs: number): LoadTick {
    const seconds = (atUs - this.#lastUs) / 1e6;
    const requests = this.#total(counter.requests);
    const totals = {
      requests,
      bytes: this.#total(counter.bytes),
      errors: this.#errors(),
      open: this.#total(counter.open),
    };
    if (this.#last !== null && seconds < shortestSeconds) {
      this.#last = { ...this.#last, ...totals };
      return this.#last;
    }
    const latency = this.#latency();
    this.#last = {
      ...emptyTick(atUs),
      ...totals,
      requestsPerSecond: seconds > 0 ? (requests - (this.#last?.requests ?? 0)) / seconds : 0,
      latency: summarise(subtractCounts(latency, this.#lastLatency)),
    };
    this.#lastUs = atUs;
    this.#lastLatency = latency;
    return this.#last;
  }

  /** `utilization`: the busiest worker's, 0…1. */
  report(endedUs: number, utilization: number): LoadReport {
    const requests = this.#total(counter.requests);
    const seconds = (endedUs - this.#startedUs) / 1e6;
    const buckets = Math.max(1, Math.ceil((endedUs - this.#startedUs) / bucketUs));
    const completions = new Array<number>(buckets).fill(0);
    for (const memory of this.#memories) {
      // A response recorded in the very bucket of the end may lie one past it; it belongs to the last.
      memory.completions.forEach((count, i) => {
        if (count > 0) completions[Math.min(i, buckets - 1)] += count;
      });
    }
    return {
      ...emptyReport(this.#startedUs, endedUs),
      requests,
      bytes: this.#total(counter.bytes),
      errors: this.#errors(),
      latency: summarise(this.#latency()),
      requestsPerSecond: seconds > 0 ? requests / seconds : 0,
      clientBound: utilization > boundUtilization,
      bucketUs,
      completions,
    };
  }

  #total(slot: number): number {
    let sum = 0;
    for (const memory of this.#memories) sum += memory.counters[slot];
    return sum;
  }

  #errors(): ErrorCounts {
    return {
      ...noErrors,
      connect: this.#total(counter.connect),
      read: this.#total(counter.read),
      write: this.#total(counter.write),
      timeout: this.#total(counter.timeout),
      protocol: this.#total(counter.protocol),
      status: this.#total(counter.status),
    };
  }

  #latency(): Uint32Array<ArrayBuffer> {
    const sum = new Uint32Array(histogramSlots);
    for (const memory of this.#memories) addCounts(sum, memory.latency);
    return sum;
  }
}
