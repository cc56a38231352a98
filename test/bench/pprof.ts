import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchArguments, findPprof, inTurns, median, printRows, type Row, type Run, run } from './measure';
import { millionProfile } from './million';

/**
 * The verb `flamebench pprof` against `go tool pprof` itself: whole processes, in turns, on the same files.
 *
 *     npm run bench -- [--json] [--pairs N]
 */
const [root, ...args] = process.argv.slice(2);
const { asJson, pairs } = benchArguments(args);
const targets = { diffRatio: 10, memoryShare: 0.5, dotRatio: 5 };

const cli = join(root!, 'dist', 'cli.cjs');
const ours = (...argv: string[]) => run(process.execPath, [cli, 'pprof', ...argv]);

const rows: Row[] = [];
const note = (line: string) => {
  if (!asJson) console.log(line);
};
const seconds = (runs: readonly Run[]) => `${(median(runs.map(({ ms }) => ms)) / 1000).toFixed(2)} s`;
/** Median of what is taken of each pair. */
const pairwise = (a: readonly Run[], b: readonly Run[], of: (a: Run, b: Run) => number) =>
  median(a.map((each, i) => of(each, b[i]!)));

function faster(what: string, own: readonly Run[], peer: readonly Run[], target: number): void {
  const ratio = pairwise(own, peer, (a, b) => b.ms / a.ms);
  rows.push({
    what,
    ours: seconds(own),
    peer: seconds(peer),
    result: `${ratio.toFixed(1)}x`,
    target: `${target}x`,
    met: ratio >= target,
  });
  const differ = own.some(({ stdout }, i) => stdout !== peer[i]!.stdout);
  if (!differ) return;
  rows.push({ what: `${what}: THE OUTPUTS DIFFER`, ours: '', peer: '', result: '', target: '', met: false });
}

function smaller(what: string, own: readonly Run[], peer: readonly Run[], target: number): void {
  if ([...own, ...peer].some(({ peakBytes }) => peakBytes === null)) return;
  const megabytes = (runs: readonly Run[]) =>
    `${Math.round(median(runs.map(({ peakBytes }) => peakBytes!)) / 2 ** 20)} MB`;
  const share = pairwise(own, peer, (a, b) => a.peakBytes! / b.peakBytes!);
  rows.push({
    what,
    ours: megabytes(own),
    peer: megabytes(peer),
    result: share.toFixed(2),
    target: `at most ${target}`,
    met: share <= target,
  });
}

/**
 * A heap profile of the tests of Go's own type checker, as `go test` records it: a real program with some hundred
 * thousand different stacks. Recorded on first use; null where that fails.
 */
function realProfile(): string | null {
  const folder = join(tmpdir(), 'flamebench-bench');
  const path = join(folder, 'go-types-heap.pb.gz');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  note('recording a heap profile of the tests of go/types');
  const scratch = mkdtempSync(join(folder, 'record-'));
  try {
    const flags = ['-short', '-vet=off', '-count=1', '-memprofilerate=64', '-memprofile=heap', '-o=test'];
    const { status } = spawnSync('go', ['test', ...flags, 'go/types'], { cwd: scratch, stdio: 'ignore' });
    if (status !== 0) return null;
    renameSync(join(scratch, 'heap'), path);
    return path;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function againstPprof(pprof: string, scratch: string): Promise<void> {
  // Where the peer would keep copies and look for binaries.
  const env = { PPROF_TMPDIR: scratch, HOME: scratch };
  const peer = (...argv: string[]) => run(pprof, argv, env);
  const both = async (most: number, ...argv: string[]) => {
    const runs = await inTurns(
      Math.min(pairs, most),
      () => ours(...argv),
      () => peer(...argv),
    );
    note(`pprof ${argv.slice(0, 2).join(' ')} done`);
    return runs;
  };
  // Peaks hardly differ from run to run, and the peer's longest run takes the better part of a minute.
  const top = await both(1, '-top', millionProfile());
  smaller('peak memory of -top, a million samples', top.ours, top.peer, targets.memoryShare);
  const diff = await both(2, '-top', `-diff_base=${millionProfile(1)}`, millionProfile());
  faster('-diff_base of two million samples each', diff.ours, diff.peer, targets.diffRatio);
  smaller('peak memory of that', diff.ours, diff.peer, targets.memoryShare);
  const real = realProfile();
  if (real === null) {
    note('DOT was not measured: go test could not record a profile.');
    return;
  }
  const dot = await both(pairs, '-dot', real);
  faster('-dot of a recorded heap profile', dot.ours, dot.peer, targets.dotRatio);
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'flamebench-pprof-'));
  try {
    const pprof = findPprof();
    if (pprof !== null) {
      await againstPprof(pprof, scratch);
    } else {
      note('The peer is missing: Go is not installed, so there is no go tool pprof to compare with.');
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (asJson) console.log(JSON.stringify({ pairs, rows }));
  else if (rows.length > 0) {
    console.log(`\nWhole processes; medians of up to ${pairs} pairs`);
    printRows(rows, 'peer');
  }
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
}

void main();
