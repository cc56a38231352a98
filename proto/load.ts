import { z } from 'zod';
import type { LoadReport, LoadTick } from './load-report';

export * from './load-report';

/**
 * The load generator's contract: what the parent process asks of the load process, and what comes back.
 *
 * Times named `…Us` are microseconds on the **shared clock**: `process.hrtime`, the machine's monotonic
 * clock, which all processes of one machine read alike. That is what lets a profile know how many requests
 * ran while it was taken.
 */

/** Bounds that hold everywhere, the command line included: no run is endless. */
export const loadLimits = {
  threads: 64,
  connections: 10_000,
  seconds: 3600,
  timeoutMs: 600_000,
  warmupSeconds: 600,
  requests: 1e9,
  /** Requests a second of the open model. */
  rate: 1_000_000,
  stages: 100,
  targets: 10_000,
  pipeline: 64,
  bodyBytes: 16 * 1024 * 1024,
} as const;

/** Lower ones for hosts that are neither this machine nor on a private network. */
export const publicLimits = { threads: 4, connections: 50, seconds: 900, rate: 1000, pipeline: 1 } as const;

const methodSchema = z.string().regex(/^[A-Z]{1,20}$/, 'must be an upper-case HTTP method');
const headersSchema = z.array(z.tuple([z.string(), z.string()]));
/** How a body is written down: as text, sent as UTF-8, or as base64 where it is not text. */
const bodyEncodingSchema = z.enum(['utf8', 'base64']).default('utf8');

/** One more request of a load that cycles through several. */
export const loadTargetSchema = z.object({
  /** Absolute and of the plan's origin, or a path. */
  url: z.string().min(1),
  method: methodSchema.default('GET'),
  /** Beside the plan's own, which a header of the same name replaces. */
  headers: headersSchema.default([]),
  body: z.string().default(''),
  bodyEncoding: bodyEncodingSchema,
});
export type LoadTarget = z.infer<typeof loadTargetSchema>;

/** TLS of an https: URL. Texts in PEM; '' = none. */
export const loadTlsSchema = z.object({
  /** Takes any certificate. */
  insecure: z.boolean().default(false),
  /** Authorities to trust instead of the system's. */
  caPem: z.string().default(''),
  /** The client's certificate, and its key. */
  certPem: z.string().default(''),
  keyPem: z.string().default(''),
  /** Name to ask for and to find in the certificate; '' = the URL's host. */
  serverName: z.string().default(''),
});
export type LoadTls = z.infer<typeof loadTlsSchema>;

/** A script with all it may read. */
export const loadScriptSchema = z.object({
  language: z.enum(['lua', 'js']),
  /** The file's name as typed, for messages. */
  name: z.string(),
  source: z.string(),
  args: z.array(z.string()).default([]),
  /** Files beside it that it may read: name relative to its folder, contents in base64. */
  siblings: z.array(z.tuple([z.string(), z.string()])).default([]),
  /** Whether the latency that `done` hears of a closed loop has wrk's correction in it, as in wrk. */
  isCorrected: z.boolean().default(true),
});
export type LoadScript = z.infer<typeof loadScriptSchema>;

/** A stretch of an open model: the rate moves in a straight line from where it was to `rate`. */
export const loadStageSchema = z.object({
  seconds: z.number().min(0).max(loadLimits.seconds),
  rate: z.number().min(0).max(loadLimits.rate),
});
export type LoadStage = z.infer<typeof loadStageSchema>;

export const loadPlanSchema = z.object({
  /** Absolute http: or https: URL; user and password in it become basic authorization. */
  url: z.string().min(1),
  method: methodSchema,
  headers: headersSchema,
  body: z.string(),
  bodyEncoding: bodyEncodingSchema,
  threads: z.number().int().min(1).max(loadLimits.threads),
  connections: z.number().int().min(1).max(loadLimits.connections),
  /** The longest the load may last, its warm-up not counted; an experiment stops it earlier. */
  seconds: z.number().positive().max(loadLimits.seconds),
  /** A response later than this counts once as a timeout, and its connection is closed. */
  timeoutMs: z.number().int().min(1).max(loadLimits.timeoutMs),
  /** The host as the person confirmed it, needed when the target is not loopback; '' otherwise. */
  confirmedHost: z.string(),
  /** Its addresses as they were then: where given, the load goes to these, whatever the name means by now. */
  confirmedAddresses: z.array(z.string().max(100)).max(256).default([]),
  /** Stops when so many requests have been answered or have failed; 0 = by time alone. */
  requests: z.number().int().min(0).max(loadLimits.requests).default(0),
  /** Load that runs before the counting begins. */
  warmupSeconds: z.number().min(0).max(loadLimits.warmupSeconds).default(0),
  /** Asks for each connection to be closed after one response. */
  close: z.boolean().default(false),
  /** Requests that a connection sends at once, before it waits for their responses. */
  pipeline: z.number().int().min(1).max(loadLimits.pipeline).default(1),
  /**
   * The open model: requests a second over all connections, whether answers come or not; may be a fraction.
   * 0 without stages: the closed loop, where each connection sends when it has its answer.
   */
  rate: z.number().min(0).max(loadLimits.rate).default(0),
  /** Followed from `rate` on, one after the other; the last one's rate stays. */
  stages: z.array(loadStageSchema).max(loadLimits.stages).default([]),
  /** Open model: keeps a core busy to send within some 50 µs of the time, instead of a timer's millisecond. */
  precise: z.boolean().default(false),
  /** Further requests: a load cycles through its own and these. */
  targets: z.array(loadTargetSchema).max(loadLimits.targets).default([]),
  /** The round is the targets alone; the plan's own request only lends them what they do not say. */
  onlyTargets: z.boolean().default(false),
  tls: loadTlsSchema.default(() => loadTlsSchema.parse({})),
  script: loadScriptSchema.nullable().default(null),
});
export type LoadPlan = z.infer<typeof loadPlanSchema>;

/** A plan of one connection that asks for `url` for ten seconds, to be changed as wanted. */
export function planFor(url: string): LoadPlan {
  return loadPlanSchema.parse({
    url,
    method: 'GET',
    headers: [],
    body: '',
    threads: 1,
    connections: 1,
    seconds: 10,
    timeoutMs: 10_000,
    confirmedHost: '',
  });
}

/** Whether requests come at their times rather than after their answers. */
export function isOpenModel(plan: Pick<LoadPlan, 'rate' | 'stages'>): boolean {
  return plan.rate > 0 || plan.stages.some((stage) => stage.rate > 0);
}

/** What a script would send first: one HTTP request, or several in a row, and where to. */
export interface Rehearsed {
  readonly request: Uint8Array;
  readonly address: string;
  readonly port: number;
}

/** Parent → load process. */
export type LoadCommand =
  | { readonly type: 'start'; readonly plan: LoadPlan }
  /** Instead of a load: runs the plan's script up to its first request, and sends nothing. */
  | { readonly type: 'rehearse'; readonly plan: LoadPlan }
  | { readonly type: 'stop' }
  | { readonly type: 'heartbeat' };

/** Load process → parent. `failed`, `report` and `rehearsed` are last words. */
export type LoadEvent =
  /** `address` is where connections go. The load starts now; its report begins after its warm-up. */
  | { readonly type: 'started'; readonly atUs: number; readonly address: string }
  | {
      readonly type: 'tick';
      readonly tick: LoadTick;
      /** Completed responses per bucket since the tick before: what a crash would lose of the report. */
      readonly completions: readonly number[];
    }
  /** A script printed something; Latin-1. `isFinal`: by its `done`, to be read below the report. */
  | { readonly type: 'output'; readonly text: string; readonly isFinal: boolean }
  /** The load has ended; a script's last call, which may fail, is still to come. */
  | { readonly type: 'measured'; readonly report: LoadReport }
  | { readonly type: 'report'; readonly report: LoadReport }
  | ({ readonly type: 'rehearsed' } & Rehearsed)
  | { readonly type: 'failed'; readonly error: import('./errors').Failure };
