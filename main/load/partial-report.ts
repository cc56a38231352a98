import { addPacked, histogramSlots, pack, summarise } from '../../engine/load/histogram';
import { emptyReport, type LoadInterval, type LoadReport, type LoadTick } from '../../proto/load';
import { merged } from './intervals';

/**
 * Gathers a load's ticks into a report, for the load process that dies before its own. Totals are those of the last
 * tick, a tenth of a second old at most; latencies those of the seconds that had ended.
 */
export class PartialReport {
  #startedUs = 0;
  #address = '';
  #last: LoadTick | null = null;
  readonly #intervals: LoadInterval[] = [];
  readonly #completions: number[] = [];

  /** When the load begins to count. */
  begin(startedUs: number, address: string): void {
    this.#startedUs = startedUs;
    this.#address = address;
  }

  hear(tick: LoadTick, completions: readonly number[]): void {
    if (tick.warmingUp) return;
    this.#last = tick;
    this.#intervals.push(...tick.intervals);
    this.#completions.push(...completions);
  }

  /** null while nothing has been counted. */
  report(): LoadReport | null {
    const last = this.#last;
    if (last === null) return null;
    const { requests, bytes, errors, statuses, openModel } = last;
    const sum = (of: (interval: LoadInterval) => readonly number[]): Float64Array => {
      const counts = new Float64Array(histogramSlots);
      for (const interval of this.#intervals) addPacked(counts, [...of(interval)]);
      return counts;
    };
    const response = sum((interval) => interval.response);
    const service = sum((interval) => interval.service);
    const seconds = (last.atUs - this.#startedUs) / 1e6;
    return {
      ...emptyReport(this.#startedUs, last.atUs),
      ...{ requests, bytes, errors, statuses, openModel },
      latency: summarise(response),
      requestsPerSecond: seconds > 0 ? requests / seconds : 0,
      completions: this.#completions,
      service: openModel === null ? null : summarise(service),
      inFlight: { count: last.inFlight, ages: summarise(new Float64Array(histogramSlots)) },
      unsent: { count: last.unsent, ages: summarise(new Float64Array(histogramSlots)) },
      responseHistogram: pack(response),
      serviceHistogram: pack(service),
      intervals: [...merged(this.#intervals)],
      stopReason: 'crashed',
      address: this.#address,
      utilization: last.utilization,
    };
  }
}
