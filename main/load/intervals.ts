import { addPacked, histogramSlots, pack, totalOfPacked } from '../../engine/load/histogram';
import type { LoadInterval, PackedHistogram } from '../../proto/load';
import { Growth } from './growth';
import { ringSeconds, type WorkerMemory } from './memory';

const secondUs = 1e6;
/**
 * A worker may be interrupted between reading the clock and counting: a second is read so much after its end. What
 * comes later still is counted four seconds on, or at the end.
 */
const settleUs = 50_000;
/** Beyond so many, neighbours are merged: an hour's load is as quick to draw and as small to save as ten minutes'. */
const mostIntervals = 600;

/** Reads the workers' histograms second by second while they are written. */
export class IntervalReader {
  readonly #startedUs: number;
  readonly #responses: Growth;
  readonly #services: Growth;
  #read = 0;
  #errorsBefore = 0;

  constructor(memories: readonly WorkerMemory[], startedUs: number) {
    this.#responses = new Growth(memories, (memory) => memory.response);
    this.#services = new Growth(memories, (memory) => memory.service);
    this.#startedUs = startedUs;
  }

  /** The seconds that have ended since they were read last. `errors`: all until now. */
  read(atUs: number, errors: number): LoadInterval[] {
    const ended = Math.floor((atUs - settleUs - this.#startedUs) / secondUs);
    const found: LoadInterval[] = [];
    while (this.#read < ended) found.push(this.#take(secondUs, errors));
    return found;
  }

  /** What is left when all workers are done, the last interval as long as it lasted. */
  readRest(endedUs: number, errors: number): LoadInterval[] {
    const found: LoadInterval[] = [];
    const left = (): number => endedUs - this.#startedUs - this.#read * secondUs;
    while (left() > secondUs) found.push(this.#take(secondUs, errors));
    found.push(this.#take(Math.max(1, left()), errors, everyTurn));
    return found;
  }

  /** `turns`: places in the ring to be read; the second's own, and at the end what came late in any. */
  #take(lengthUs: number, errors: number, turns = [this.#read % ringSeconds]): LoadInterval {
    const second = this.#read++;
    const failed = errors - this.#errorsBefore;
    this.#errorsBefore = errors;
    const response = this.#responses.read(turns);
    return {
      atUs: this.#startedUs + second * secondUs,
      lengthUs,
      requests: totalOfPacked(response),
      errors: failed,
      response,
      service: this.#services.read(turns),
    };
  }
}

/** The histograms of the ring that were written between two times since the start. */
export function turnsBetween(fromUs: number, toUs: number): number[] {
  // What came late into the second before is seen as well.
  const first = Math.max(0, Math.floor(fromUs / secondUs) - 1);
  const last = Math.max(first, Math.floor(toUs / secondUs));
  return last - first >= ringSeconds - 1
    ? everyTurn
    : Array.from({ length: last - first + 1 }, (_, i) => (first + i) % ringSeconds);
}

const everyTurn = Array.from({ length: ringSeconds }, (_, turn) => turn);

/** The same stretch of time in at most 600 intervals: neighbours are merged in twos until it is. */
export function merged(intervals: readonly LoadInterval[]): readonly LoadInterval[] {
  if (intervals.length <= mostIntervals) return intervals;
  const halved: LoadInterval[] = [];
  for (let i = 0; i < intervals.length; i += 2) {
    const pair = intervals.slice(i, i + 2);
    const both = (of: (interval: LoadInterval) => PackedHistogram): PackedHistogram => {
      const counts = new Float64Array(histogramSlots);
      for (const interval of pair) addPacked(counts, of(interval));
      return pack(counts);
    };
    const sum = (of: (interval: LoadInterval) => number): number => pair.reduce((s, each) => s + of(each), 0);
    halved.push({
      atUs: pair[0].atUs,
      lengthUs: sum((interval) => interval.lengthUs),
      requests: sum((interval) => interval.requests),
      errors: sum((interval) => interval.errors),
      response: both((interval) => interval.response),
      service: both((interval) => interval.service),
    });
  }
  return merged(halved);
}
