import type { ExperimentPlan, ExperimentProgress, Run } from '../../proto/run';
import { createStartLoad } from '../load/client';
import { fetchProfile } from '../services/capture';
import { nowUs, sleep } from '../services/clock';
import { runExperiment } from '../services/experiment';
import type { Library } from '../services/library';
import { createNodeFork } from '../services/node-fork';
import { madeBy } from '../version';
import { captureInput, type ProfileInput } from './input';
import type { VerbContext } from './verb';

/** A finished experiment with the bytes of its profiles at hand. */
export interface Recording {
  readonly run: Run;
  /** Profiles as the service sent them, by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** One per capture of the run, in its order. */
  readonly inputs: readonly ProfileInput[];
}

const barCells = 20;

/** '▕██████░░░░░░▏ capturing, 3.2 s left · 1204 requests/s' */
function statusLine(label: string, { phase, done, secondsLeft, tick }: ExperimentProgress): string {
  const full = Math.round(done * barCells);
  const bar = '█'.repeat(full) + '░'.repeat(barCells - full);
  const rate = tick === null ? '' : ` · ${Math.round(tick.requestsPerSecond)} requests/s`;
  return `${label} ▕${bar}▏ ${phase.replace('-', ' ')}, ${secondsLeft.toFixed(1)} s left${rate}`;
}

/**
 * Runs an experiment and shows its progress on the status line.
 * @param library where the run is saved; null keeps it in memory only
 * @throws FlamebenchError as `runExperiment`
 */
export async function record(
  plan: ExperimentPlan,
  library: Pick<Library, 'write'> | null,
  { terminal, signal, distFolder }: VerbContext,
): Promise<Recording> {
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  const run = await runExperiment('cli', plan, {
    startLoad: createStartLoad(createNodeFork(distFolder)),
    fetchProfile,
    library: {
      async write(finished, contents) {
        files = contents;
        await library?.write(finished, contents);
      },
    },
    now: nowUs,
    sleep,
    signal,
    onProgress: (progress) => terminal.status(statusLine(plan.label, progress)),
    madeBy,
    createdAt: new Date().toISOString(),
  });
  terminal.status('');
  const inputs: ProfileInput[] = [];
  for (const capture of run.captures) {
    inputs.push(await captureInput(run, capture, async (file) => files.get(file)!));
  }
  return { run, files, inputs };
}
