import { FlamebenchError, toFailure } from '../../proto/errors';
import {
  type Capture,
  type ExperimentPlan,
  type ExperimentProgress,
  type Run,
  runFormatVersion,
  turnsOf,
} from '../../proto/run';
import type { ClockUs, Sleep, StartLoad } from '../ports';
import type { FetchProfile } from './capture';
import { ExperimentProgressMeter } from './experiment-progress';
import { describeCaptures } from './experiment-run';
import { type Course, type TurnResult, takeTurn } from './experiment-turn';
import type { Library } from './library';
import { failureWithoutSecrets, withoutSecrets } from './redact';
import { createRunId } from './run-id';

export interface ExperimentPorts {
  readonly startLoad: StartLoad;
  readonly fetchProfile: FetchProfile;
  readonly library: Pick<Library, 'write' | 'prepare'>;
  readonly now: ClockUs;
  readonly sleep: Sleep;
  /** Aborting it ends the experiment at once; whole turns before are kept. */
  readonly signal: AbortSignal;
  /** Called at most ten times a second. */
  readonly onProgress: (progress: ExperimentProgress) => void;
  /** The program and its version: 'flamebench 0.1.0'. */
  readonly madeBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/**
 * Measures the plan's variants in turns, each driven by load while its profiles are taken, and saves all as
 * one run: README.md draws the time lines. `id` names the experiment in its progress; the run gets an id of
 * its own.
 *
 * Whatever fails, the load ends and the fetches are closed. What was measured until then is saved as a broken
 * run, which says why, and is the result: after a failure that is whatever was captured or counted, after a
 * cancel the whole turns. The run is saved in one piece or not at all.
 *
 * @throws FlamebenchError the first failure of load ('load-crashed', 'target-not-confirmed', …) or capture,
 *   or 'cancelled', where nothing was measured before it; and every failure to save, before anything is measured where
 *   the library takes nothing
 */
export async function runExperiment(id: string, plan: ExperimentPlan, ports: ExperimentPorts): Promise<Run> {
  const { signal, now } = ports;
  const cancelled = () => new FlamebenchError('cancelled', plan.label);
  if (signal.aborted) throw cancelled();
  await ports.library.prepare();
  // Nobody was listening meanwhile.
  if (signal.aborted) throw cancelled();
  const zeroUs = now();
  const over = new AbortController();
  const endNow = () => over.abort();
  signal.addEventListener('abort', endNow);
  const meter = new ExperimentProgressMeter(id, plan, now);
  const course: Course = { plan, ports, meter, over: over.signal, zeroUs };
  const reporting = meter.reportTo(ports.onProgress, ports.sleep, over.signal);
  try {
    const results: TurnResult[] = [];
    for (const [index, planned] of turnsOf(plan).entries()) {
      meter.beginTurn(index);
      const result = await takeTurn(course, planned);
      results.push(result);
      if (result.failure !== null || signal.aborted) break;
    }
    const thrown = signal.aborted ? cancelled() : results[results.length - 1]!.failure?.thrown;
    const kept = thrown === undefined ? results : worthKeeping(results, signal.aborted);
    if (kept.length === 0) throw thrown;
    meter.enter('saving');
    const { run, files } = compose(plan, kept, ports, zeroUs);
    const failure = thrown === undefined ? null : failureWithoutSecrets(toFailure(thrown, plan.label));
    const saved: Run = { ...run, status: failure === null ? 'whole' : 'broken', failure };
    await ports.library.write(saved, files);
    return saved;
  } finally {
    signal.removeEventListener('abort', endNow);
    over.abort();
    await reporting;
  }
}

/** The turns of an experiment that did not come to its end which hold something; none where none does. */
function worthKeeping(results: readonly TurnResult[], wasCancelled: boolean): readonly TurnResult[] {
  if (wasCancelled) return results.filter(({ failure }) => failure === null);
  const measured = results.some(({ captured, turn }) => captured.length > 0 || turn.report?.requests);
  return measured ? results : [];
}

function compose(
  plan: ExperimentPlan,
  results: readonly TurnResult[],
  { createdAt, madeBy }: ExperimentPorts,
  zeroUs: number,
): { run: Omit<Run, 'status' | 'failure'>; files: Map<string, Uint8Array> } {
  const captures: Capture[] = [];
  const files = new Map<string, Uint8Array>();
  for (const { turn, captured } of results) {
    const { round, variant } = turn;
    const described = describeCaptures(plan, { round, variant }, captured, zeroUs);
    captures.push(...described.captures);
    for (const [name, bytes] of described.files) files.set(name, bytes);
  }
  const run = {
    format: runFormatVersion as Run['format'],
    id: createRunId(createdAt, plan.label),
    createdAt,
    label: plan.label,
    madeBy,
    plan: withoutSecrets(plan),
    turns: results.map(({ turn }) => turn),
    zeroUs,
    captures,
    notes: '',
    tags: [],
  };
  return { run, files };
}
