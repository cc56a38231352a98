import { pack, summarise, summarisePacked, totalOf } from '../../engine/load/histogram';
import {
  emptyReport,
  emptyTick,
  type LoadInterval,
  type LoadReport,
  type LoadTick,
  type OpenModel,
  type StopReason,
} from '../../proto/load';
import type { Arrivals } from './arrivals';
import { Growth } from './growth';
import { IntervalReader, merged, turnsBetween } from './intervals';
import { bucketUs, counter, type WorkerMemory } from './memory';
import { rateSamples } from './rate-samples';
import { errorCounts, errorTotal, statusCounts, totalOfCounter, wholeHistogram, wholeRing } from './totals';

/** An event loop busier than this is the bottleneck: latencies then include waiting for the generator. */
const boundUtilization = 0.9;
/** More than this share of the requests being sent late by the generator's own fault: likewise. */
const boundLateShare = 0.01;
/** The shortest time a tick's rate may be taken over. */
const shortestSeconds = 0.05;

/** What is measured, and how. */
export interface Sampled {
  readonly memories: readonly WorkerMemory[];
  /** When their counting began. */
  readonly startedUs: number;
  readonly warmingUp: boolean;
  /** The schedule of the open model, which began at `arrivalsFromUs`; null = the closed loop. */
  readonly arrivals: Arrivals | null;
  readonly arrivalsFromUs: number;
  /** Precise mode keeps its threads busy on purpose. */
  readonly precise: boolean;
}

/** How a load ended. */
export interface LoadEnding {
  readonly endedUs: number;
  /** The busiest worker's, 0…1. */
  readonly utilization: number;
  readonly reason: StopReason;
}

/** Reads what the workers have measured, as ticks while they run and as a report when they are done. */
export class Sampler {
  readonly #sampled: Sampled;
  readonly #intervals: IntervalReader;
  #seen: LoadInterval[] = [];
  #last: LoadTick | null = null;
  #lastUs: number;
  readonly #responses: Growth;
  readonly #services: Growth;
  readonly #lags: Growth;
  #toldBuckets = 0;

  constructor(sampled: Sampled) {
    this.#sampled = sampled;
    this.#lastUs = sampled.startedUs;
    const { memories, startedUs } = sampled;
    this.#intervals = new IntervalReader(memories, startedUs);
    this.#responses = new Growth(memories, (memory) => memory.response);
    this.#services = new Growth(memories, (memory) => memory.service);
    this.#lags = new Growth(memories, (memory) => memory.lag);
  }

  /**
   * Totals until now; rate and latency since the tick before. The last tick may follow the one before so
   * closely that a rate of its own would be noise: it then repeats that one's.
   */
  tick(atUs: number): LoadTick {
    const { memories, warmingUp, arrivals } = this.#sampled;
    const seconds = (atUs - this.#lastUs) / 1e6;
    const requests = totalOfCounter(memories, counter.requests);
    const statuses = statusCounts(memories);
    const errors = errorCounts(memories, statuses);
    const intervals = this.#intervals.read(atUs, errorTotal(errors));
    this.#seen.push(...intervals);
    const totals = {
      requests,
      bytes: totalOfCounter(memories, counter.bytes),
      errors,
      open: totalOfCounter(memories, counter.open),
      warmingUp,
      statuses,
      inFlight: totalOfCounter(memories, counter.inFlight),
      unsent: this.#unsent(atUs),
      utilization: Math.max(...memories.map((memory) => memory.counters[counter.utilization])),
      intervals,
    };
    if (this.#last !== null && seconds < shortestSeconds) {
      this.#last = { ...this.#last, ...totals };
      return this.#last;
    }
    const turns = turnsBetween(this.#lastUs - this.#sampled.startedUs, atUs - this.#sampled.startedUs);
    this.#last = {
      ...emptyTick(atUs),
      ...totals,
      requestsPerSecond: seconds > 0 ? (requests - (this.#last?.requests ?? 0)) / seconds : 0,
      latency: summarisePacked(this.#responses.read(turns)),
      service: arrivals === null ? null : summarisePacked(this.#services.read(turns)),
      openModel: this.#openModel(atUs),
    };
    this.#lastUs = atUs;
    return this.#last;
  }

  /** Completions in the buckets that have ended since this was asked last. */
  newCompletions(atUs: number): number[] {
    const ended = Math.floor((atUs - this.#sampled.startedUs) / bucketUs) - 1;
    const fresh: number[] = [];
    for (; this.#toldBuckets < ended; this.#toldBuckets++) fresh.push(this.#completed(this.#toldBuckets));
    return fresh;
  }

  /** Once all workers are done. */
  report({ endedUs, utilization, reason }: LoadEnding): LoadReport {
    const { memories, startedUs, arrivals } = this.#sampled;
    const requests = totalOfCounter(memories, counter.requests);
    const statuses = statusCounts(memories);
    const errors = errorCounts(memories, statuses);
    const seconds = (endedUs - startedUs) / 1e6;
    const response = wholeRing(memories, (memory) => memory.response);
    const service = wholeRing(memories, (memory) => memory.service);
    const lag = wholeHistogram(memories, (memory) => memory.lag);
    const inFlightAges = wholeHistogram(memories, (memory) => memory.inFlightAges);
    const unsentAges = wholeHistogram(memories, (memory) => memory.unsentAges);
    const bound = this.#bound(utilization);
    // By the threads' own word: each ended at a moment of its own.
    const scheduled = totalOfCounter(memories, counter.sent) + totalOf(unsentAges);
    return {
      ...emptyReport(startedUs, endedUs),
      requests,
      bytes: totalOfCounter(memories, counter.bytes),
      errors,
      latency: summarise(response),
      requestsPerSecond: seconds > 0 ? requests / seconds : 0,
      clientBound: bound !== '',
      clientBoundReason: bound,
      bucketUs,
      completions: this.#completions(endedUs),
      statuses,
      service: arrivals === null ? null : summarise(service),
      openModel:
        arrivals === null
          ? null
          : { rate: seconds > 0 ? scheduled / seconds : 0, scheduled, lag: summarise(lag) },
      inFlight: { count: totalOf(inFlightAges), ages: summarise(inFlightAges) },
      unsent: { count: totalOf(unsentAges), ages: summarise(unsentAges) },
      responseHistogram: pack(response),
      serviceHistogram: pack(service),
      lagHistogram: pack(lag),
      intervals: [...merged([...this.#seen, ...this.#intervals.readRest(endedUs, errorTotal(errors))])],
      rateSamples: rateSamples(memories, endedUs - startedUs),
      stopReason: reason,
      utilization,
    };
  }

  #bound(utilization: number): LoadReport['clientBoundReason'] {
    const { memories, precise } = this.#sampled;
    if (!precise && utilization > boundUtilization) return 'busy';
    const sent = totalOfCounter(memories, counter.sent);
    return totalOfCounter(memories, counter.late) > sent * boundLateShare ? 'lag' : '';
  }

  #openModel(atUs: number): OpenModel | null {
    const { arrivals, arrivalsFromUs } = this.#sampled;
    if (arrivals === null) return null;
    const rate = arrivals.rateAt((atUs - arrivalsFromUs) / 1e6);
    return { rate, scheduled: this.#scheduled(atUs), lag: summarisePacked(this.#lags.read([0])) };
  }

  /** Requests that became due since the counting began. */
  #scheduled(atUs: number): number {
    const { arrivals, arrivalsFromUs, startedUs } = this.#sampled;
    if (arrivals === null) return 0;
    // The n-th is due when n have been: at the very start there is one.
    const due = (us: number): number => Math.floor(arrivals.countAt((us - arrivalsFromUs) / 1e6) + 1e-9) + 1;
    return due(atUs) - (startedUs > arrivalsFromUs ? due(startedUs) : 0);
  }

  #unsent(atUs: number): number {
    const sent = totalOfCounter(this.#sampled.memories, counter.sent);
    return Math.max(0, this.#scheduled(atUs) - sent);
  }

  #completed(bucket: number): number {
    return this.#sampled.memories.reduce((sum, { completions }) => sum + (completions[bucket] ?? 0), 0);
  }

  #completions(endedUs: number): number[] {
    const { memories, startedUs } = this.#sampled;
    const buckets = Math.max(1, Math.ceil((endedUs - startedUs) / bucketUs));
    const completions = new Array<number>(buckets).fill(0);
    for (const memory of memories) {
      // A response recorded in the very bucket of the end may lie one past it; it belongs to the last.
      memory.completions.forEach((count, i) => {
        if (count > 0) completions[Math.min(i, buckets - 1)] += count;
      });
    }
    return completions;
  }
}
