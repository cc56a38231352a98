import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `flamebench pprof -top` on a small profile against an empty Node, whole processes in turns.
 *
 *     npm run bench -- [--json]
 */
const [root = '', ...args] = process.argv.slice(2);
const pairs = 15;
const targetRatio = 2.5;

/** Wall time of a process from its start to its end, milliseconds. */
function timed(argv: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${argv.join(' ')} failed: ${stderr}`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

const report = [join(root, 'dist/cli.cjs'), 'pprof', '-top', join(root, 'test/fixtures/go-cpu.pb.gz')];
const empty = ['-e', '0'];
// The first of each fills the system's caches.
timed(report);
timed(empty);
const ratios: number[] = [];
const reportMs: number[] = [];
const emptyMs: number[] = [];
for (let pair = 0; pair < pairs; pair++) {
  reportMs.push(timed(report));
  emptyMs.push(timed(empty));
  ratios.push(reportMs[pair]! / emptyMs[pair]!);
}
const ratio = median(ratios);
const figures = { what: 'start', oursMs: median(reportMs), nodeMs: median(emptyMs), ratio, targetRatio };
if (args.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(
    `pprof -top of a small profile: ${figures.oursMs.toFixed(0)} ms, an empty Node ${figures.nodeMs.toFixed(0)} ms: ` +
      `${ratio.toFixed(2)} times (at most ${targetRatio})`,
  );
}
if (ratio > targetRatio) process.exitCode = 1;
