import type { CaptureKind, ExperimentPlan, ExperimentProgress, Run } from '../../proto/run';
import { createStartLoad } from '../load/client';
import { fetchProfile } from '../services/capture';
import { nowUs, sleep } from '../services/clock';
import { runExperiment } from '../services/experiment';
import type { Library } from '../services/library';
import { createNodeFork } from '../services/node-fork';
import { madeBy } from '../version';
import { type Side, variantSide } from './sides';
import type { VerbContext } from './verb';

/** A finished experiment with its profiles at hand. */
export interface Recording {
  readonly run: Run;
  /** Profiles as the service sent them, by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** By variant, then by kind in the plan's order; only what was captured. */
  readonly sides: readonly ReadonlyMap<CaptureKind, Side>[];
}

const barCells = 20;

/** '▕██████░░░░░░▏ fast, round 2: capturing, 3.2 s left · 1204 requests/s' */
function statusLine(plan: ExperimentPlan, progress: ExperimentProgress): string {
  const { phase, done, secondsLeft, tick, turn, turns } = progress;
  const full = Math.round(done * barCells);
  const bar = '█'.repeat(full) + '░'.repeat(barCells - full);
  const rate = tick === null ? '' : ` · ${Math.round(tick.requestsPerSecond)} requests/s`;
  const which = turns === 1 ? '' : ` ${turn + 1} of ${turns},`;
  return `${plan.label}${which} ▕${bar}▏ ${phase.replace('-', ' ')}, ${secondsLeft.toFixed(1)} s left${rate}`;
}

/**
 * Runs an experiment and shows its progress on the status line.
 * @param library where the run is saved; null keeps it in memory only
 * @throws FlamebenchError as `runExperiment`
 */
export async function record(
  plan: ExperimentPlan,
  library: Pick<Library, 'write' | 'prepare'> | null,
  { terminal, signal, distFolder }: VerbContext,
): Promise<Recording> {
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  const run = await runExperiment('cli', plan, {
    startLoad: createStartLoad(createNodeFork(distFolder)),
    fetchProfile,
    library: {
      prepare: async () => library?.prepare(),
      async write(finished, contents) {
        files = contents;
        await library?.write(finished, contents);
      },
    },
    now: nowUs,
    sleep,
    signal,
    onProgress: (progress) => terminal.status(statusLine(plan, progress)),
    madeBy,
    createdAt: new Date().toISOString(),
  });
  terminal.status('');
  const sides: Map<CaptureKind, Side>[] = [];
  for (const variant of plan.variants.keys()) {
    const byKind = new Map<CaptureKind, Side>();
    for (const kind of new Set(plan.captures)) {
      const side = await variantSide(run, kind, variant, async (file) => files.get(file)!);
      if (side !== null) byKind.set(kind, side);
    }
    sides.push(byKind);
  }
  return { run, files, sides };
}
