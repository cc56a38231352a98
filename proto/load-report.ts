import { z } from 'zod';

/**
 * What a load measured: the ticks of a running one and the report of a finished one. Fields that came later
 * have defaults, so that runs saved before are still read.
 *
 * Times named `…Us` are microseconds on the shared clock (load.ts).
 */

/**
 * A histogram of microseconds, packed: alternately how many empty slots are skipped and the count of the slot
 * that follows. `[3, 10, 0, 2]` has 10 in slot 3 and 2 in slot 4. engine/load/histogram.ts says what a slot is.
 */
export const packedHistogramSchema = z.array(z.number().int().min(0));
export type PackedHistogram = z.infer<typeof packedHistogramSchema>;

/**
 * Errors by kind; each failed request or attempt to connect counts under exactly one name, but for 'status',
 * which counts complete responses that are requests as well.
 */
export const errorCountsSchema = z.object({
  /** The connection was refused, or not established in time. */
  connect: z.number(),
  /** TLS was not agreed on: an untrusted certificate, a wrong name, a peer that speaks something else. */
  tls: z.number().default(0),
  /** The connection was reset, or failed otherwise, before the response was whole. */
  read: z.number(),
  /** The peer closed in good order before the response was whole. */
  closed: z.number().default(0),
  write: z.number(),
  /** Nothing of a response came within the timeout. */
  timeout: z.number(),
  /** A response began and was not whole within the timeout. */
  unfinished: z.number().default(0),
  /** The response was not HTTP/1.x. */
  protocol: z.number(),
  /** Complete responses with a status above 399; these also count as requests. */
  status: z.number(),
});
export type ErrorCounts = z.infer<typeof errorCountsSchema>;

/** No errors of any kind. */
export const noErrors: ErrorCounts = {
  ...{ connect: 0, tls: 0, read: 0, closed: 0, write: 0 },
  ...{ timeout: 0, unfinished: 0, protocol: 0, status: 0 },
};

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
  p9999: z.number().default(0),
  p99999: z.number().default(0),
  max: z.number(),
});
export type LatencySummary = z.infer<typeof latencySummarySchema>;

/** The summary of nothing. */
export const noLatency: LatencySummary = {
  ...{ min: 0, mean: 0, stdev: 0, p50: 0, p75: 0, p90: 0, p99: 0 },
  ...{ p999: 0, p9999: 0, p99999: 0, max: 0 },
};

/** Complete responses by status code ('200'). */
export const statusCountsSchema = z.record(z.string(), z.number());

/** What completed in one interval, usually a second: a column of the latency heat map. */
export const loadIntervalSchema = z.object({
  /** When the interval began. */
  atUs: z.number(),
  lengthUs: z.number().positive(),
  requests: z.number(),
  /** Failed requests and attempts of all kinds, and responses with a status above 399. */
  errors: z.number(),
  /** Response times: from the intended start. */
  response: packedHistogramSchema,
  /** Service times: from the actual send. Empty for the closed loop, where both are one. */
  service: packedHistogramSchema,
});
export type LoadInterval = z.infer<typeof loadIntervalSchema>;

/** Requests without an answer, and how long they have waited: since their intended start where there is one. */
export const pendingSchema = z.object({ count: z.number(), ages: latencySummarySchema });

/** Where an open model stands, or how it ended. */
export const openModelSchema = z.object({
  /** Requests a second that are intended now (tick), or that were on average (report). */
  rate: z.number(),
  /** Requests whose time had come. */
  scheduled: z.number(),
  /** How late requests were sent: sent − intended, in milliseconds. */
  lag: latencySummarySchema,
});
export type OpenModel = z.infer<typeof openModelSchema>;

/** Live figures, about ten a second. Rates and latency are of the time since the tick before. */
export const loadTickSchema = z.object({
  atUs: z.number(),
  /** Totals since the start; while a load warms up, those of the warm-up. */
  requests: z.number(),
  bytes: z.number(),
  errors: errorCountsSchema,
  /** Connections open now. */
  open: z.number(),
  requestsPerSecond: z.number(),
  /** Response times: of the open model from the intended start. */
  latency: latencySummarySchema,
  warmingUp: z.boolean().default(false),
  statuses: statusCountsSchema.default({}),
  /** Service times; null for the closed loop, where they are the response times. */
  service: latencySummarySchema.nullable().default(null),
  /** null for the closed loop. */
  openModel: openModelSchema.nullable().default(null),
  /** Requests sent and not answered, and due but not sent, now. */
  inFlight: z.number().default(0),
  unsent: z.number().default(0),
  /** Share, 0…1, of the time since the tick before that the busiest thread was at work. */
  utilization: z.number().default(0),
  /** Intervals that ended since the tick before. */
  intervals: z.array(loadIntervalSchema).default([]),
});
export type LoadTick = z.infer<typeof loadTickSchema>;

/** Why a load ended. */
export const stopReasons = [
  'duration', // its time was over
  'requests', // all requests of the plan were answered or had failed
  'stopped', // it was asked to
  'script', // the script stopped all threads
  'errors', // the breaker: more than half failed over five seconds
  'unreachable', // the breaker: no attempt to connect succeeded
  'crashed', // the load process died: the report is what it had told until then
] as const;
export type StopReason = (typeof stopReasons)[number];

/** Why figures are the generator's and not the service's; '' where they are not. */
export const boundReasons = [
  '',
  'busy', // an event loop was over 90 % busy
  'lag', // more than one request in a hundred was sent over 2 ms after its time
] as const;

/** What the whole load did, its warm-up left out. */
export const loadReportSchema = z.object({
  /** When counting began: the start, or the end of the warm-up. */
  startedUs: z.number(),
  endedUs: z.number(),
  requests: z.number(),
  bytes: z.number(),
  errors: errorCountsSchema,
  /** Response times: of the open model from the intended start. */
  latency: latencySummarySchema,
  requestsPerSecond: z.number(),
  /** True when the generator, not the service, was the bottleneck. */
  clientBound: z.boolean(),
  clientBoundReason: z.enum(boundReasons).default(''),
  /** Width of one entry of `completions`, in microseconds. */
  bucketUs: z.number().positive(),
  /** Completed responses per bucket, the first bucket starting at `startedUs`. */
  completions: z.array(z.number()),
  statuses: statusCountsSchema.default({}),
  /** Service times; null for the closed loop, where they are the response times. */
  service: latencySummarySchema.nullable().default(null),
  openModel: openModelSchema.nullable().default(null),
  /** What the end cut off: sent and unanswered, and due but never sent. In no other figure. */
  inFlight: pendingSchema.default({ count: 0, ages: noLatency }),
  unsent: pendingSchema.default({ count: 0, ages: noLatency }),
  responseHistogram: packedHistogramSchema.default([]),
  serviceHistogram: packedHistogramSchema.default([]),
  /** sent − intended; empty for the closed loop. */
  lagHistogram: packedHistogramSchema.default([]),
  /** In order, without gaps; of a long load each is longer than a second. */
  intervals: z.array(loadIntervalSchema).default([]),
  /**
   * wrk's Req/Sec: per thread and 100 ms the completed responses times ten, as pairs of rate and how often it
   * was seen, rates ascending. Windows without a response, and the last one unless whole, are left out.
   */
  rateSamples: z.array(z.tuple([z.number(), z.number()])).default([]),
  /** What the first failure of each kind was about, by kind. */
  problems: z.record(z.string(), z.string()).default({}),
  stopReason: z.enum(stopReasons).default('stopped'),
  /** Where all connections went: '127.0.0.1:8080', '[::1]:80'; '' in older runs. */
  address: z.string().default(''),
  /** Addresses the host resolved to, the pinned one first. */
  resolved: z.array(z.string()).default([]),
  /** The busiest thread's share of the time, 0…1, that it was at work. */
  utilization: z.number().default(0),
  /** Processor time of the load process, threads and all, while it counted, in microseconds. */
  cpuUs: z.number().default(0),
});
export type LoadReport = z.infer<typeof loadReportSchema>;

/** A report of `startedUs` to `endedUs` in which nothing happened, to be filled with what did. */
export function emptyReport(startedUs: number, endedUs: number): LoadReport {
  return loadReportSchema.parse({
    startedUs,
    endedUs,
    requests: 0,
    bytes: 0,
    errors: noErrors,
    latency: noLatency,
    requestsPerSecond: 0,
    clientBound: false,
    bucketUs: 10_000,
    completions: [],
  });
}

/** Parsed once: a tick is made ten times a second, on the core that a load may need. */
const nothingYet = loadTickSchema.parse({
  atUs: 0,
  requests: 0,
  bytes: 0,
  errors: noErrors,
  open: 0,
  requestsPerSecond: 0,
  latency: noLatency,
});

/** A tick at which nothing has happened yet. */
export function emptyTick(atUs: number): LoadTick {
  return { ...nothingYet, atUs };
}

/**
 * Requests completed in a window of the shared clock. Buckets that the window cuts count by the share of
 * their width inside it, so the error is at most one bucket's requests at each end. The last bucket is as wide
 * as the load lasted.
 */
export function requestsInWindow(
  report: Pick<LoadReport, 'startedUs' | 'endedUs' | 'bucketUs' | 'completions'>,
  fromUs: number,
  toUs: number,
): number {
  let sum = 0;
  const first = Math.max(0, Math.floor((fromUs - report.startedUs) / report.bucketUs));
  for (let i = first; i < report.completions.length; i++) {
    const start = report.startedUs + i * report.bucketUs;
    if (start >= toUs) break;
    const isLast = i === report.completions.length - 1;
    const width = isLast ? Math.max(1, Math.min(report.bucketUs, report.endedUs - start)) : report.bucketUs;
    const overlap = Math.min(toUs, start + width) - Math.max(fromUs, start);
    if (overlap > 0) sum += report.completions[i]! * (overlap / width);
  }
  return Math.round(sum);
}
