import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ChildResult } from './child';
import { benchArguments, findPprof, median, printRows, type Row, timed } from './measure';
import { millionProfile } from './million';

/**
 * The figures the project promises, each against `go tool pprof -top` on the same file, in the same run:
 * processes take turns, and medians are compared, so that a busy machine slows both alike.
 *
 *     npm run bench -- [--json] [--pairs N]
 */
const { asJson, pairs } = benchArguments(process.argv.slice(2));

const targets = { topRatio: 15, treeRatio: 5, memoryBytes: 600 * 2 ** 20 };

const note = (line: string) => {
  if (!asJson) console.log(line);
};
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

const file = millionProfile();
const child = join(dirname(process.argv[1]!), 'child.cjs');
const pprof = findPprof();
const scratch = mkdtempSync(join(tmpdir(), 'flamebench-pprof-'));

const peerMs: number[] = [];
const whole: Record<'top' | 'tree', number[]> = { top: [], tree: [] };
const results: Record<'top' | 'tree', ChildResult[]> = { top: [], tree: [] };
let peerReport: string[] = [];
try {
  for (let pair = 0; pair < pairs; pair++) {
    if (pprof !== null) {
      const run = timed(pprof, ['-top', file], { ...process.env, PPROF_TMPDIR: scratch });
      peerMs.push(run.ms);
      peerReport = run.stdout.split('\n');
    }
    for (const job of ['top', 'tree'] as const) {
      const run = timed(process.execPath, [child, job, file]);
      whole[job].push(run.ms);
      results[job].push(JSON.parse(run.stdout) as ChildResult);
    }
    note(`pair ${pair + 1} of ${pairs} done`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const rows: Row[] = [];
const compare = (what: string, job: 'top' | 'tree', oursMs: number, target: number) => {
  const ratio = peerMs.length > 0 ? median(peerMs) / oursMs : null;
  rows.push({
    what,
    ours: seconds(oursMs),
    peer: ratio === null ? 'missing' : seconds(median(peerMs)),
    result: ratio === null ? '-' : `${ratio.toFixed(1)}x`,
    target: `${target}x`,
    met: ratio === null ? null : ratio >= target,
  });
  const phases = results[job][0]!.phasesMs.map((_, i) => median(results[job].map((r) => r.phasesMs[i]!)));
  note(`${what}: ${phases.map((ms) => `${ms.toFixed(0)} ms`).join(' + ')}`);
};
note('phases: read + decode + table or tree + text or layout');
const engineMs = (job: 'top' | 'tree') => median(results[job].map((r) => r.engineMs));
compare('decode to top table, in process', 'top', engineMs('top'), targets.topRatio);
compare('file to top table, whole process', 'top', median(whole.top), targets.topRatio);
compare('decode to tree to layout, in process', 'tree', engineMs('tree'), targets.treeRatio);
compare('file to layout, whole process', 'tree', median(whole.tree), targets.treeRatio);
const peak = median(results.tree.map((r) => r.peakRssBytes));
rows.push({
  what: 'peak memory of the engine process',
  ours: megabytes(peak),
  peer: '-',
  result: `${megabytes(median(results.tree.map((r) => r.heldBytes)))} held`,
  target: `at most ${megabytes(targets.memoryBytes)}`,
  met: peak <= targets.memoryBytes,
});

const { samples, frames, nodes } = results.tree[0]!;
const agrees = pprof === null ? null : tableOf(peerReport) === tableOf(results.top[0]!.table);
if (asJson) {
  console.log(JSON.stringify({ samples, frames, nodes, pairs, agrees, rows, peerMs, whole, results }));
} else {
  console.log(
    `\n${samples} samples, ${(frames / samples).toFixed(1)} locations deep, ${nodes} tree nodes; medians of ${pairs}`,
  );
  if (pprof === null)
    console.log('The peer is missing: Go is not installed, so there is no go tool pprof to compare with.');
  else
    console.log(agrees ? 'Both top tables are the same, to the last character.' : 'THE TOP TABLES DIFFER.');
  printRows(rows, 'pprof');
}
if (agrees === false || rows.some((row) => row.met === false)) process.exitCode = 1;

/** The table of a `-top` report, without the legend above it and the marks of inlined functions. */
function tableOf(lines: readonly string[]): string {
  const start = lines.findIndex((line) => /^ +flat +flat%/.test(line));
  return lines
    .slice(start)
    .filter((line) => line !== '')
    .map((line) => line.replace(/ \((?:partial-)?inline\)$/, ''))
    .join('\n');
}
