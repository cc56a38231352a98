import { z } from 'zod';

/**
 * The load generator's contract: what the parent process asks of the load process, and what comes back.
 *
 * Times named `…Us` are microseconds on the **shared clock**: `process.hrtime`, the machine's monotonic
 * clock, which all processes of one machine read alike. That is what lets a profile know how many requests
 * ran while it was taken.
 */

/** Bounds that hold everywhere, the command line included: no run is endless. */
export const loadLimits = { threads: 64, connections: 10_000, seconds: 3600, timeoutMs: 600_000 } as const;

export const loadPlanSchema = z.object({
  /** Absolute http: URL that every connection requests. */
  url: z.string().min(1),
  method: z.string().regex(/^[A-Z]{1,20}$/, 'must be an upper-case HTTP method'),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
  threads: z.number().int().min(1).max(loadLimits.threads),
  connections: z.number().int().min(1).max(loadLimits.connections),
  /** The longest the load may last; an experiment stops it earlier. */
  seconds: z.number().positive().max(loadLimits.seconds),
  /** A response later than this counts once as a timeout, and its connection is closed. */
  timeoutMs: z.number().int().min(1).max(loadLimits.timeoutMs),
  /** The host name as typed by the person, needed when the target is not loopback; '' otherwise. */
  confirmedHost: z.string(),
});
export type LoadPlan = z.infer<typeof loadPlanSchema>;

/** Errors by kind; each failed request or connection attempt counts under exactly one name. */
export const errorCountsSchema = z.object({
  connect: z.number(),
  read: z.number(),
  write: z.number(),
  timeout: z.number(),
  /** The response was not HTTP/1.x. */
  protocol: z.number(),
  /** Complete responses with a status above 399; these also count as requests. */
  status: z.number(),
});
export type ErrorCounts = z.infer<typeof errorCountsSchema>;

/** Latency in milliseconds; every field is 0 when no request completed. */
export const latencySummarySchema = z.object({
  min: z.number(),
  mean: z.number(),
  stdev: z.number(),
  p50: z.number(),
  p75: z.number(),
  p90: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
});
export type LatencySummary = z.infer<typeof latencySummarySchema>;

/** Live figures, about ten a second. Rates and latency are of the time since the tick before. */
export const loadTickSchema = z.object({
  atUs: z.number(),
  /** Totals since the start. */
  requests: z.number(),
  bytes: z.number(),
  errors: errorCountsSchema,
  /** Connections open now. */
  open: z.number(),
  requestsPerSecond: z.number(),
  latency: latencySummarySchema,
});
export type LoadTick = z.infer<typeof loadTickSchema>;

/** What the whole load did. */
export const loadReportSchema = z.object({
  startedUs: z.number(),
  endedUs: z.number(),
  requests: z.number(),
  bytes: z.number(),
  errors: errorCountsSchema,
  latency: latencySummarySchema,
  requestsPerSecond: z.number(),
  /** True when the generator, not the service, was the bottleneck (its event loop over 90 % busy). */
  clientBound: z.boolean(),
  /** Width of one entry of `completions`, in microseconds. */
  bucketUs: z.number().positive(),
  /** Completed responses per bucket, the first bucket starting at `startedUs`. */
  completions: z.array(z.number()),
});
export type LoadReport = z.infer<typeof loadReportSchema>;

/** Parent → load process. */
export type LoadCommand =
  | { readonly type: 'start'; readonly plan: LoadPlan }
  | { readonly type: 'stop' }
  | { readonly type: 'heartbeat' };

/** Load process → parent. `failed` and `report` are last words. */
export type LoadEvent =
  | { readonly type: 'started'; readonly atUs: number }
  | { readonly type: 'tick'; readonly tick: LoadTick }
  | { readonly type: 'report'; readonly report: LoadReport }
  | { readonly type: 'failed'; readonly error: import('./errors').Failure };

/**
 * Requests completed in a window of the shared clock. Buckets that the window cuts count by the share of
 * their width inside it, so the error is at most one bucket's requests at each end.
 */
export function requestsInWindow(report: LoadReport, fromUs: number, toUs: number): number {
  let sum = 0;
  const first = Math.max(0, Math.floor((fromUs - report.startedUs) / report.bucketUs));
  for (let i = first; i < report.completions.length; i++) {
    const start = report.startedUs + i * report.bucketUs;
    if (start >= toUs) break;
    const overlap = Math.min(toUs, start + report.bucketUs) - Math.max(fromUs, start);
    if (overlap > 0) sum += report.completions[i]! * (overlap / report.bucketUs);
  }
  return Math.round(sum);
}
