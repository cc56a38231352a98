import { join } from 'node:path';
import { benchArguments, median, timed } from './measure';

/**
 * `flamebench pprof -top` on a small profile against an empty Node, whole processes in turns.
 *
 *     npm run bench -- [--json]
 */
const [root = '', ...args] = process.argv.slice(2);
const pairs = 15;
const targetRatio = 2.5;

const report = [join(root, 'dist/cli.cjs'), 'pprof', '-top', join(root, 'test/fixtures/go-cpu.pb.gz')];
const empty = ['-e', '0'];
const ms = (argv: readonly string[]) => timed(process.execPath, argv).ms;
// The first of each fills the system's caches.
ms(report);
ms(empty);
const ratios: number[] = [];
const reportMs: number[] = [];
const emptyMs: number[] = [];
for (let pair = 0; pair < pairs; pair++) {
  reportMs.push(ms(report));
  emptyMs.push(ms(empty));
  ratios.push(reportMs[pair]! / emptyMs[pair]!);
}
const ratio = median(ratios);
const figures = { what: 'start', oursMs: median(reportMs), nodeMs: median(emptyMs), ratio, targetRatio };
if (benchArguments(args).asJson) console.log(JSON.stringify(figures));
else {
  console.log(
    `pprof -top of a small profile: ${figures.oursMs.toFixed(0)} ms, an empty Node ${figures.nodeMs.toFixed(0)} ms: ` +
      `${ratio.toFixed(2)} times (at most ${targetRatio})`,
  );
}
if (ratio > targetRatio) process.exitCode = 1;
