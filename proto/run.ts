import { z } from 'zod';
import { errorCodes } from './errors';
import { type LoadReport, loadPlanSchema, loadReportSchema, loadTickSchema } from './load';

/**
 * A target, an experiment and its saved **run**: a folder that holds `run.json` (this file's
 * {@link runSchema}) and the raw profiles exactly as the service sent them.
 */

/** The version of run.json. Readers refuse a newer one and upgrade an older one; see run-upgrade.ts. */
export const runFormatVersion = 2;

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
export const captureKinds = ['cpu', 'heap', 'allocs', 'mutex', 'block', 'goroutine'] as const;
export const captureKindSchema = z.enum(captureKinds);
export type CaptureKind = z.infer<typeof captureKindSchema>;

/** Of runs and their variants, in UTF-16 units. */
const longestLabel = 200;

/** One of the things an experiment measures: a service, and the load it is measured under. */
export const variantSchema = z.object({
  /** Names it beside the other one: 'slow', 'before the cache'; '' where there is no other. */
  label: z.string().max(longestLabel),
  pprofUrl: z.string().min(1),
  /** null: capture without driving load. */
  load: loadPlanSchema.nullable(),
});
export type Variant = z.infer<typeof variantSchema>;

/** A label that no other run has, for one that nobody named: 'localhost:6060', then 'localhost:6060 #2'. */
export function freshLabel(plain: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : ` #${n}`;
    const label = plain.slice(0, longestLabel - suffix.length) + suffix;
    if (!taken.includes(label)) return label;
  }
}

/** More rounds than anybody waits for. */
export const maxRounds = 100;

export const experimentPlanSchema = z.object({
  /** Chosen by the window or the command line; names the run in lists ('slow', 'before the cache'). */
  label: z.string().max(longestLabel),
  /** What is measured: one, or two to be compared, which take turns. The first is A, the second B. */
  variants: z.array(variantSchema).min(1).max(2),
  /** How often each variant is measured. From three on, noise can be told from change. */
  rounds: z.number().int().min(1).max(maxRounds),
  /** Load runs this long before each turn's first capture, so that caches and compilers settle. */
  warmupSeconds: z.number().min(0).max(600),
  captures: z.array(captureKindSchema).min(1),
  /** Length of the CPU profile, and of the window that the other kinds span. */
  seconds: z.number().int().min(1).max(600),
});
export type ExperimentPlan = z.infer<typeof experimentPlanSchema>;

/** One measurement of one variant: rows of the plan, both from 0. */
export interface PlannedTurn {
  readonly round: number;
  readonly variant: number;
}

/**
 * The turns of a plan in the order they are taken: A B, B A, A B, … Turning every other round round keeps a
 * drift of the machine from counting for or against the variant that comes second.
 */
export function turnsOf({ rounds, variants }: Pick<ExperimentPlan, 'rounds' | 'variants'>): PlannedTurn[] {
  const order = variants.map((_, variant) => variant);
  return Array.from({ length: rounds }, (_, round) =>
    (round % 2 === 0 ? order : [...order].reverse()).map((variant) => ({ round, variant })),
  ).flat();
}

export const experimentPhases = ['starting', 'warming-up', 'capturing', 'stopping', 'saving'] as const;

/** Pushed to the window while an experiment runs, at most ten times a second. */
export const experimentProgressSchema = z.object({
  id: z.string(),
  phase: z.enum(experimentPhases),
  /** Which of the plan's turns is under way, from 0, and how many there are. Phases recur in each but the last, 'saving'. */
  turn: z.number(),
  turns: z.number(),
  /** Share of the whole experiment done, 0…1. */
  done: z.number().min(0).max(1),
  secondsLeft: z.number(),
  tick: loadTickSchema.nullable(),
});
export type ExperimentProgress = z.infer<typeof experimentProgressSchema>;

/** One saved profile. Times are milliseconds since the experiment began, on its one clock. */
export const captureSchema = z.object({
  kind: captureKindSchema,
  /** The turn it was taken in. */
  round: z.number().int().min(0),
  variant: z.number().int().min(0).max(1),
  /** File name in the run's folder: the service's bytes, untouched. */
  file: z.string(),
  /**
   * Of what a service counts since its start (heap, allocs, mutex, block): the same profile taken at the
   * window's start. What happened *inside* the window is file − baseFile on the columns that count so; ''
   * where there is none.
   */
  baseFile: z.string(),
  bytes: z.number(),
  startedMs: z.number(),
  endedMs: z.number(),
  /** Requests completed inside the window; 0 when no load ran. */
  requests: z.number().int().min(0),
});
export type Capture = z.infer<typeof captureSchema>;

/** What one turn of an experiment did. Times are milliseconds since the experiment began. */
export const turnSchema = z.object({
  round: z.number().int().min(0),
  variant: z.number().int().min(0).max(1),
  startedMs: z.number(),
  endedMs: z.number(),
  /**
   * null: no load was driven, or it failed before it told anything. Of one that died it is what it had told
   * until then. Its times are on the shared clock.
   */
  report: loadReportSchema.nullable(),
});
export type Turn = z.infer<typeof turnSchema>;

/** A failure as it is kept; see errors.ts. */
export const failureSchema = z.object({
  code: z.enum(errorCodes),
  subject: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

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
  /** 'broken': something failed, or it was cancelled, before the plan was done; what was measured is here. */
  status: z.enum(['whole', 'broken']),
  /** Why it is broken; null of a whole run. */
  failure: failureSchema.nullable(),
  /** In the order they were taken. */
  turns: z.array(turnSchema).min(1),
  /** The experiment's zero on the shared clock, on which the turns' reports are. */
  zeroUs: z.number(),
  /** By turn, within one by the plan's order. A broken run may have none. */
  captures: z.array(captureSchema),
  notes: z.string(),
  tags: z.array(z.string()),
});
export type Run = z.infer<typeof runSchema>;

/** A run as a list shows it. */
export const runSummarySchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  label: z.string(),
  status: runSchema.shape.status,
  /** Of the first variant. */
  pprofUrl: z.string(),
  /** Labels of the variants: one, or two that were compared. */
  variants: z.array(z.string()),
  rounds: z.number(),
  kinds: z.array(captureKindSchema),
  /** Of all turns. */
  requests: z.number(),
  /** Mean over the turns. */
  requestsPerSecond: z.number(),
  /** Milliseconds, mean over the turns; 0 = unknown. */
  p99: z.number(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export function summaryOf(run: Run): RunSummary {
  const { id, createdAt, label, status, plan, turns, captures } = run;
  const counts = turns.map(({ report }) => report?.requests ?? 0);
  const reports = turns.flatMap(({ report }) => (report === null ? [] : [report]));
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  const mean = (of: (report: LoadReport) => number) =>
    reports.length === 0 ? 0 : sum(reports.map(of)) / reports.length;
  return {
    id,
    createdAt,
    label,
    status,
    pprofUrl: plan.variants[0]!.pprofUrl,
    variants: plan.variants.map((variant) => variant.label),
    rounds: plan.rounds,
    kinds: [...new Set(captures.map(({ kind }) => kind))],
    requests: sum(counts),
    requestsPerSecond: mean((report) => report.requestsPerSecond),
    p99: mean((report) => report.latency.p99),
  };
}
