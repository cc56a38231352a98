import { z } from 'zod';
import { loadPlanSchema, loadReportSchema, loadTickSchema } from './load';

/**
 * A target, an experiment and its saved **run**: a folder that holds `run.json` (this file's
 * {@link runSchema}) and the raw profiles exactly as the service sent them.
 */

/** The version of run.json. Readers refuse a newer one and upgrade an older one. */
export const runFormatVersion = 1;

/** One profile a service offers, as its /debug/pprof/ page lists it. */
export const profileOfferSchema = z.object({
  /** Last part of its URL: 'profile', 'heap', 'goroutine', … */
  name: z.string(),
  /** Entries the page's count column shows; -1 where it shows none. */
  count: z.number(),
});
export type ProfileOffer = z.infer<typeof profileOfferSchema>;

/** A service that was probed and answers pprof URLs. */
export const targetSchema = z.object({
  /** The URL the person gave, normalised; load goes under it. */
  serviceUrl: z.string(),
  /** The folder of the profiles, ending in a slash: http://host:port/prefix/debug/pprof/ */
  pprofUrl: z.string(),
  /** True when every address the host resolves to is loopback. */
  loopback: z.boolean(),
  offers: z.array(profileOfferSchema),
});
export type Target = z.infer<typeof targetSchema>;

/** The kinds of profile an experiment can take. */
export const captureKinds = ['cpu', 'heap'] as const;
export const captureKindSchema = z.enum(captureKinds);
export type CaptureKind = z.infer<typeof captureKindSchema>;

export const experimentPlanSchema = z.object({
  /** Chosen by the window or the command line; names the run in lists ('slow', 'before the cache'). */
  label: z.string().max(200),
  pprofUrl: z.string().min(1),
  /** null: capture without driving load. */
  load: loadPlanSchema.nullable(),
  /** Load runs this long before the first capture, so that caches and compilers settle. */
  warmupSeconds: z.number().min(0).max(600),
  captures: z.array(captureKindSchema).min(1),
  /** Length of the CPU profile, and of the window that a heap delta spans. */
  seconds: z.number().int().min(1).max(600),
});
export type ExperimentPlan = z.infer<typeof experimentPlanSchema>;

export const experimentPhases = ['starting', 'warming-up', 'capturing', 'stopping', 'saving'] as const;

/** Pushed to the window while an experiment runs, at most ten times a second. */
export const experimentProgressSchema = z.object({
  id: z.string(),
  phase: z.enum(experimentPhases),
  /** Share of the whole experiment done, 0…1. */
  done: z.number().min(0).max(1),
  secondsLeft: z.number(),
  tick: loadTickSchema.nullable(),
});
export type ExperimentProgress = z.infer<typeof experimentProgressSchema>;

/** One saved profile. Times are milliseconds since the experiment began, on its one clock. */
export const captureSchema = z.object({
  kind: captureKindSchema,
  /** File name in the run's folder: the service's bytes, untouched. */
  file: z.string(),
  /**
   * Heap only: the same profile taken at the window's start. What was allocated *inside* the window is
   * file − baseFile on the alloc_ columns; '' where there is none.
   */
  baseFile: z.string(),
  bytes: z.number(),
  startedMs: z.number(),
  endedMs: z.number(),
  /** Requests completed inside the window; 0 when no load ran. */
  requests: z.number(),
});
export type Capture = z.infer<typeof captureSchema>;

export const runSchema = z.object({
  format: z.literal(runFormatVersion),
  /** The folder's name: sortable by time, unique. */
  id: z.string().regex(/^[A-Za-z0-9._-]{1,120}$/),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  label: z.string(),
  /** Which program made it: 'flamebench 0.1.0'. */
  madeBy: z.string(),
  plan: experimentPlanSchema,
  report: loadReportSchema.nullable(),
  /** Times of `report` are on the shared clock; this is the experiment's zero on it. */
  zeroUs: z.number(),
  captures: z.array(captureSchema).min(1),
  notes: z.string(),
  tags: z.array(z.string()),
});
export type Run = z.infer<typeof runSchema>;

/** A run as a list shows it. */
export const runSummarySchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  label: z.string(),
  pprofUrl: z.string(),
  kinds: z.array(captureKindSchema),
  requests: z.number(),
  requestsPerSecond: z.number(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;
