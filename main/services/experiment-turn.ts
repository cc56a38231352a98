import { FlamebenchError } from '../../proto/errors';
import { type LoadPlan, type LoadReport, loadLimits, type StopReason } from '../../proto/load';
import type { CaptureKind, ExperimentPlan, PlannedTurn, Turn } from '../../proto/run';
import type { ClockUs, LoadHandle, Sleep, StartLoad } from '../ports';
import { type CapturedProfile, captureDeadlineSeconds, type FetchProfile } from './capture';
import type { ExperimentProgressMeter } from './experiment-progress';
import { type Captured, captureRequests, cpuWindow, sinceBaseWindow, snapshotWindow } from './experiment-run';

/** What the load process may take to start its threads, and to count up after it was told to stop. */
const loadStartSeconds = 30;
const loadStopSeconds = 15;

/** What the turns of one experiment share. */
export interface Course {
  readonly plan: ExperimentPlan;
  readonly ports: {
    readonly startLoad: StartLoad;
    readonly fetchProfile: FetchProfile;
    readonly now: ClockUs;
    readonly sleep: Sleep;
  };
  readonly meter: ExperimentProgressMeter;
  /** Aborted when the experiment is over, for whatever reason. */
  readonly over: AbortSignal;
  /** The experiment's zero on the shared clock. */
  readonly zeroUs: number;
}

/** A turn that has ended, whole or not. */
export interface TurnResult {
  readonly turn: Turn;
  /** What was captured to its end, with the requests inside each window. */
  readonly captured: readonly Captured[];
  /** What was thrown; null where the turn is whole. */
  readonly failure: { readonly thrown: unknown } | null;
}

/**
 * Drives load at one variant, captures its profiles meanwhile and ends the load: README.md draws the time
 * line. Never rejects: what was measured before a failure is in the result, and no load and no fetch outlives
 * it.
 */
export async function takeTurn(course: Course, planned: PlannedTurn): Promise<TurnResult> {
  const { plan, ports, zeroUs } = course;
  const variant = plan.variants[planned.variant]!;
  const turnOver = new AbortController();
  const endNow = () => turnOver.abort();
  course.over.addEventListener('abort', endNow);
  if (course.over.aborted) endNow();
  const startedUs = ports.now();
  const captured: Omit<Captured, 'requests'>[] = [];
  let report: LoadReport | null = null;
  let failure: TurnResult['failure'] = null;
  let load: LoadHandle | null = null;
  let measuring: Promise<unknown> = Promise.resolve();
  /** Last words that came before they were asked for. */
  let early: LoadReport | null = null;
  try {
    load = variant.load === null ? null : ports.startLoad(coveringLoad(plan, variant.load));
    load?.onTick((tick) => course.meter.setTick(tick));
    load?.report.then(
      (words) => {
        early = words;
      },
      () => {},
    );
    const turn: TurnCourse = { ...course, over: turnOver.signal, planned, load, captured };
    const measured = measure(turn);
    measuring = measured;
    await Promise.race([measured, interruption(turn)]);
    report = load === null ? null : await stopLoad(turn, load);
  } catch (thrown) {
    report = early ?? load?.partial() ?? null;
    load?.kill();
    failure = { thrown };
  } finally {
    course.over.removeEventListener('abort', endNow);
    turnOver.abort();
    await Promise.allSettled([measuring]);
  }
  const ms = (atUs: number) => (atUs - zeroUs) / 1000;
  return {
    turn: {
      ...planned,
      startedMs: ms(startedUs),
      endedMs: ms(ports.now()),
      report,
    },
    captured: captured.map((each) => ({ ...each, requests: captureRequests(each, report) })),
    failure,
  };
}

/** One turn's own view of the course: `over` ends with the turn. */
interface TurnCourse extends Course {
  readonly planned: PlannedTurn;
  readonly load: LoadHandle | null;
  /** Filled as captures come to their ends. */
  readonly captured: Omit<Captured, 'requests'>[];
}

function loadUrl({ plan, planned }: TurnCourse): string {
  return plan.variants[planned.variant]!.load!.url;
}

/** How each kind is fetched; a timed one is asked for its seconds. */
const fetches: Readonly<Record<CaptureKind, { path: string; how: 'timed' | 'since base' | 'snapshot' }>> = {
  cpu: { path: 'profile', how: 'timed' },
  // After a collection, a Go service's heap profile is of now; without one, of up to two collections ago.
  heap: { path: 'heap?gc=1', how: 'since base' },
  allocs: { path: 'allocs', how: 'since base' },
  mutex: { path: 'mutex', how: 'since base' },
  block: { path: 'block', how: 'since base' },
  goroutine: { path: 'goroutine', how: 'snapshot' },
};

const kindsOf = (plan: ExperimentPlan, how: (typeof fetches)[CaptureKind]['how']) =>
  [...new Set(plan.captures)].filter((kind) => fetches[kind].how === how);

/**
 * The load that surely lasts as long as the slowest turn of this plan can: it is stopped when the captures
 * are done, so the length only guards against a parent that has forgotten it.
 */
function coveringLoad(plan: ExperimentPlan, load: LoadPlan): LoadPlan {
  const { warmupSeconds, seconds } = plan;
  const timed = plan.captures.includes('cpu') ? captureDeadlineSeconds(seconds) : seconds;
  const fetched = 2 * kindsOf(plan, 'since base').length + kindsOf(plan, 'snapshot').length;
  const snapshots = fetched * captureDeadlineSeconds(null);
  return { ...load, seconds: Math.min(loadLimits.seconds, warmupSeconds + timed + snapshots + 10) };
}

/** The inner part of the time line: from the start of the load to the last byte of the last profile. */
async function measure(turn: TurnCourse): Promise<void> {
  const { plan, ports, meter, over, load, captured } = turn;
  if (load) await withinSeconds(turn, loadStartSeconds, load.started, 'it did not start');
  meter.enter('warming-up');
  await pause(turn, plan.warmupSeconds);
  meter.enter('capturing');
  meter.pause();
  const { pprofUrl } = plan.variants[turn.planned.variant]!;
  const fetch = (kind: CaptureKind, seconds: number | null = null) =>
    ports.fetchProfile({ url: new URL(fetches[kind].path, pprofUrl).href, seconds, signal: over });

  const bases = new Map<CaptureKind, CapturedProfile>();
  for (const kind of kindsOf(plan, 'since base')) bases.set(kind, await fetch(kind));
  meter.resume();
  if (plan.captures.includes('cpu')) {
    const profile = await fetch('cpu', plan.seconds);
    captured.push({ kind: 'cpu', profile, base: null, window: cpuWindow(profile) });
  } else await pause(turn, plan.seconds);
  for (const [kind, base] of bases) {
    const profile = await fetch(kind);
    captured.push({ kind, profile, base, window: sinceBaseWindow(base, profile) });
  }
  for (const kind of kindsOf(plan, 'snapshot')) {
    const profile = await fetch(kind);
    captured.push({ kind, profile, base: null, window: snapshotWindow(profile) });
  }
}

const endedEarly = 'it ended before the captures did';
const endReasons: Partial<Record<StopReason, string>> = {
  requests: 'it had made all its requests before the captures were done',
  script: 'its script ended it before the captures were done',
  errors: 'more than half of its requests failed',
  unreachable: 'it could not connect',
};

/** Lets `seconds` pass; rejects with 'cancelled' as soon as the turn is over. */
async function pause({ plan, ports, over }: TurnCourse, seconds: number): Promise<void> {
  await ports.sleep(seconds * 1000, over);
  if (over.aborted) throw new FlamebenchError('cancelled', plan.label);
}

/** Never fulfils: rejects when the turn is cancelled, and when the load ends before it was told to. */
function interruption(turn: TurnCourse): Promise<never> {
  const { plan, over, load } = turn;
  const cancelled = new Promise<never>((_, reject) => {
    over.addEventListener('abort', () => reject(new FlamebenchError('cancelled', plan.label)));
    if (over.aborted) reject(new FlamebenchError('cancelled', plan.label));
  });
  cancelled.catch(() => {});
  if (load === null) return cancelled;
  const ended = load.report.then(({ stopReason }) => {
    throw new FlamebenchError('load-crashed', loadUrl(turn), {
      reason: endReasons[stopReason] ?? endedEarly,
    });
  });
  return Promise.race([cancelled, ended]);
}

async function stopLoad(turn: TurnCourse, load: LoadHandle): Promise<LoadReport> {
  turn.meter.enter('stopping');
  load.stop();
  return withinSeconds(turn, loadStopSeconds, load.report, 'it did not report when it was stopped');
}

/** What the load promises, unless it takes longer than it may; at once 'cancelled' when the turn is over. */
async function withinSeconds<T>(
  turn: TurnCourse,
  seconds: number,
  promise: Promise<T>,
  reason: string,
): Promise<T> {
  const { plan, ports, over } = turn;
  const waiting = new AbortController();
  const stopWaiting = () => waiting.abort();
  over.addEventListener('abort', stopWaiting);
  let answered = false;
  const late = ports.sleep(seconds * 1000, waiting.signal).then(() => {
    if (answered) return promise;
    if (over.aborted) throw new FlamebenchError('cancelled', plan.label);
    throw new FlamebenchError('load-crashed', loadUrl(turn), { reason: `${reason} within ${seconds} s` });
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    answered = true;
    over.removeEventListener('abort', stopWaiting);
    stopWaiting();
  }
}
