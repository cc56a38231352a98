import { type LatencySummary, type LoadReport, requestsInWindow } from '../../proto/load-report';
import { addPacked, histogramSlots, summarise } from './histogram';

/** What a load did in a stretch of the shared clock. */
export interface LoadSlice {
  readonly requests: number;
  /** Failed requests and attempts of all kinds, and responses with a status above 399. */
  readonly errors: number;
  /** Response times by slot; counts may be fractions. */
  readonly response: Float64Array;
  /** Service times; the same array as `response` for the closed loop. */
  readonly service: Float64Array;
  /** Of the response times. */
  readonly latency: LatencySummary;
}

/**
 * What happened in [fromUs, toUs), for the window of a capture. Intervals inside it count whole. Of an interval
 * that the window cuts, histogram and errors count by the share of its completions inside, so where the first
 * and last second are like their other part the slice is exact; `requests` never errs by more than the
 * requests of one bucket of completions (10 ms) at each end.
 */
export function sliceOf(report: LoadReport, fromUs: number, toUs: number): LoadSlice {
  const response = new Float64Array(histogramSlots);
  const service = new Float64Array(histogramSlots);
  let errors = 0;
  for (const interval of report.intervals) {
    const from = Math.max(fromUs, interval.atUs);
    const to = Math.min(toUs, interval.atUs + interval.lengthUs);
    if (to <= from) continue;
    const isWhole = to - from === interval.lengthUs;
    const all = isWhole ? 1 : requestsInWindow(report, interval.atUs, interval.atUs + interval.lengthUs);
    const inside = isWhole ? 1 : requestsInWindow(report, from, to);
    const share = all > 0 ? inside / all : (to - from) / interval.lengthUs;
    errors += interval.errors * share;
    addPacked(response, interval.response, share);
    addPacked(service, interval.service, share);
  }
  return {
    requests: requestsInWindow(report, fromUs, toUs),
    errors: Math.round(errors),
    response,
    service: report.service === null ? response : service,
    latency: summarise(response),
  };
}
