import { FlamebenchError } from '../../proto/errors';
import { type LoadPlan, type LoadReport, loadLimits } from '../../proto/load';
import { type ExperimentPlan, type ExperimentProgress, type Run, runFormatVersion } from '../../proto/run';
import type { ClockUs, LoadHandle, Sleep, StartLoad } from '../ports';
import { captureDeadlineSeconds, type FetchProfile } from './capture';
import { ExperimentProgressMeter } from './experiment-progress';
import { type Captured, describeCaptures } from './experiment-run';
import type { Library } from './library';
import { createRunId } from './run-id';

/** What the load process may take to start its threads, and to count up after it was told to stop. */
const loadStartSeconds = 30;
const loadStopSeconds = 15;

export interface ExperimentPorts {
  readonly startLoad: StartLoad;
  readonly fetchProfile: FetchProfile;
  readonly library: Pick<Library, 'write'>;
  readonly now: ClockUs;
  readonly sleep: Sleep;
  /** Aborting it ends the experiment at once, with nothing saved. */
  readonly signal: AbortSignal;
  /** Called at most ten times a second. */
  readonly onProgress: (progress: ExperimentProgress) => void;
  /** The program and its version: 'flamebench 0.1.0'. */
  readonly madeBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What the steps of one experiment share. */
interface Course {
  readonly plan: ExperimentPlan;
  readonly ports: ExperimentPorts;
  readonly meter: ExperimentProgressMeter;
  /** Aborted when the experiment is over, for whatever reason. */
  readonly over: AbortSignal;
}

/**
 * Drives load at a service, captures its profiles meanwhile and saves both as one run: README.md draws the
 * time line. `id` names the experiment in its progress; the run gets an id of its own.
 *
 * Whatever fails, the load ends, the fetches are closed and nothing is saved.
 *
 * @throws FlamebenchError 'cancelled' when the signal was aborted, else the first failure of load
 *   ('load-crashed', 'target-not-confirmed', …), capture or saving
 */
export async function runExperiment(id: string, plan: ExperimentPlan, ports: ExperimentPorts): Promise<Run> {
  const { signal, now } = ports;
  const cancelled = () => new FlamebenchError('cancelled', plan.label);
  if (signal.aborted) throw cancelled();
  const zeroUs = now();
  const over = new AbortController();
  const endNow = () => over.abort();
  signal.addEventListener('abort', endNow);
  const course: Course = {
    plan,
    ports,
    meter: new ExperimentProgressMeter(id, plan, now),
    over: over.signal,
  };
  const reporting = course.meter.reportTo(ports.onProgress, ports.sleep, over.signal);
  let load: LoadHandle | null = null;
  let measuring: Promise<unknown> = Promise.resolve();
  try {
    load = plan.load === null ? null : ports.startLoad(coveringLoad(plan, plan.load));
    load?.onTick((tick) => course.meter.setTick(tick));
    const measured = measure(course, load);
    measuring = measured;
    const captured = await Promise.race([measured, interruption(course, load)]);
    const report = load === null ? null : await stopLoad(course, load);
    if (signal.aborted) throw cancelled();
    course.meter.enter('saving');
    const { captures, files } = describeCaptures(plan, captured, report, zeroUs);
    const run: Run = {
      format: runFormatVersion,
      id: createRunId(ports.createdAt, plan.label),
      createdAt: ports.createdAt,
      label: plan.label,
      madeBy: ports.madeBy,
      plan,
      report,
      zeroUs,
      captures,
      notes: '',
      tags: [],
    };
    await ports.library.write(run, files);
    return run;
  } catch (error) {
    load?.kill();
    throw signal.aborted ? cancelled() : error;
  } finally {
    signal.removeEventListener('abort', endNow);
    over.abort();
    // No fetch and no report outlives the experiment that asked for it.
    await Promise.allSettled([reporting, measuring]);
  }
}

/**
 * The load that surely lasts as long as the slowest experiment of this plan can: it is stopped when the
 * captures are done, so the length only guards against a parent that has forgotten it.
 */
function coveringLoad(plan: ExperimentPlan, load: LoadPlan): LoadPlan {
  const { warmupSeconds, seconds, captures } = plan;
  const timed = captures.includes('cpu') ? captureDeadlineSeconds(seconds) : seconds;
  const snapshots = captures.includes('heap') ? 2 * captureDeadlineSeconds(null) : 0;
  return { ...load, seconds: Math.min(loadLimits.seconds, warmupSeconds + timed + snapshots + 10) };
}

/** The inner part of the time line: from the start of the load to the last byte of the last profile. */
async function measure(course: Course, load: LoadHandle | null): Promise<Captured> {
  const { plan, ports, meter, over } = course;
  if (load) await withinSeconds(course, loadStartSeconds, load.started, 'it did not start');
  meter.enter('warming-up');
  await pause(course, plan.warmupSeconds);
  meter.enter('capturing');
  meter.pause();
  const fetch = (profile: string, seconds: number | null) =>
    ports.fetchProfile({ url: new URL(profile, plan.pprofUrl).href, seconds, signal: over });
  // After a collection, a Go service's heap profile is of now; without one, of up to two collections ago.
  const fetchHeap = () => fetch('heap?gc=1', null);

  const base = plan.captures.includes('heap') ? await fetchHeap() : null;
  meter.resume();
  const cpu = plan.captures.includes('cpu') ? await fetch('profile', plan.seconds) : null;
  if (!cpu) await pause(course, plan.seconds);
  const heap = base && { base, final: await fetchHeap() };
  return { cpu, heap };
}

/** Lets `seconds` pass; rejects with 'cancelled' as soon as the experiment is over. */
async function pause({ plan, ports, over }: Course, seconds: number): Promise<void> {
  await ports.sleep(seconds * 1000, over);
  if (over.aborted) throw new FlamebenchError('cancelled', plan.label);
}

/** Never fulfils: rejects when the experiment is cancelled, and when the load ends before it was told to. */
function interruption({ plan, over }: Course, load: LoadHandle | null): Promise<never> {
  const cancelled = new Promise<never>((_, reject) => {
    over.addEventListener('abort', () => reject(new FlamebenchError('cancelled', plan.label)));
  });
  if (load === null) return cancelled;
  const ended = load.report.then(() => {
    throw new FlamebenchError('load-crashed', plan.load!.url, { reason: 'it ended before the captures did' });
  });
  return Promise.race([cancelled, ended]);
}

async function stopLoad(course: Course, load: LoadHandle): Promise<LoadReport> {
  course.meter.enter('stopping');
  load.stop();
  return withinSeconds(course, loadStopSeconds, load.report, 'it did not report when it was stopped');
}

/** What the load promises, unless it takes longer than it may; at once 'cancelled' when the experiment is over. */
async function withinSeconds<T>(
  { plan, ports, over }: Course,
  seconds: number,
  promise: Promise<T>,
  reason: string,
): Promise<T> {
  const waiting = new AbortController();
  const stopWaiting = () => waiting.abort();
  over.addEventListener('abort', stopWaiting);
  let answered = false;
  const late = ports.sleep(seconds * 1000, waiting.signal).then(() => {
    if (answered) return promise;
    if (over.aborted) throw new FlamebenchError('cancelled', plan.label);
    throw new FlamebenchError('load-crashed', plan.load!.url, { reason: `${reason} within ${seconds} s` });
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    answered = true;
    over.removeEventListener('abort', stopWaiting);
    stopWaiting();
  }
}
