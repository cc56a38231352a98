import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeFolded, writePerf } from './flamegraph-inputs';
import { benchArguments, median, timed } from './measure';

/**
 * The verbs of the FlameGraph tools against the Perl scripts, whole processes in turns on the same file. The
 * scripts are looked for in the folder that FLAMEGRAPH_DIR names.
 *
 *     npm run bench -- [--json] [--pairs N]
 */
const { asJson, pairs } = benchArguments(process.argv.slice(2));
/** Large enough that the start of a process does not decide. */
const inputBytes = { folded: 50_000_000, perf: 200_000_000 };
const targetRatio = 10;

const program = join(dirname(process.argv[1]!), 'flamegraph-child.cjs');
const tools = process.env.FLAMEGRAPH_DIR ?? '';

const frame = /<title>([^<]*)<\/title>\s*(<rect [^>]*fill="[^"]*")/g;

/** A picture as the set of its titles, rectangles and colours. */
function frames(svg: string): string {
  const rows = [...svg.matchAll(frame)].map(([, title, rect]) => `${title} ${rect}`);
  return rows.sort().join('\n');
}

interface Row {
  readonly what: string;
  readonly oursMs: number;
  /** null where the peer is missing. */
  readonly peerMs: number | null;
  readonly agrees: boolean | null;
}

function compare(verb: string, input: string, comparable: (output: string) => string): Row {
  const script = join(tools, `${verb}.pl`);
  const hasPeer = tools !== '' && existsSync(script);
  const oursMs: number[] = [];
  const peerMs: number[] = [];
  let agrees: boolean | null = null;
  for (let pair = 0; pair < pairs; pair++) {
    const ours = timed(process.execPath, [program, verb, input]);
    oursMs.push(ours.ms);
    if (!hasPeer) continue;
    const peer = timed('perl', [script, input]);
    peerMs.push(peer.ms);
    agrees = comparable(ours.stdout) === comparable(peer.stdout);
  }
  return { what: verb, oursMs: median(oursMs), peerMs: hasPeer ? median(peerMs) : null, agrees };
}

const scratch = mkdtempSync(join(tmpdir(), 'flamebench-flamegraph-'));
let rows: Row[];
try {
  const folded = join(scratch, 'stacks.folded');
  const perf = join(scratch, 'perf.txt');
  writeFolded(folded, inputBytes.folded);
  writePerf(perf, inputBytes.perf);
  rows = [compare('flamegraph', folded, frames), compare('stackcollapse-perf', perf, (text) => text)];
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

if (asJson) console.log(JSON.stringify({ inputBytes, pairs, targetRatio, rows }));
else {
  console.log(
    `\n${inputBytes.folded / 1e6} MB of folded stacks, ${inputBytes.perf / 1e6} MB of perf text; medians of ${pairs}`,
  );
  if (tools === '')
    console.log("The peer is missing: FLAMEGRAPH_DIR names no folder with FlameGraph's Perl scripts.");
  for (const { what, oursMs, peerMs, agrees } of rows) {
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
    const verdict = peerMs === null ? '?' : peerMs / oursMs >= targetRatio ? 'pass' : 'FAIL';
    const peer = peerMs === null ? 'missing' : `${seconds(peerMs)}, ${(peerMs / oursMs).toFixed(1)}x`;
    const same = agrees === null ? '' : agrees ? 'outputs agree' : 'OUTPUTS DIFFER';
    console.log(
      `${what}: ${seconds(oursMs)}; Perl ${peer}; target ${targetRatio}x ${verdict}  ${same}`.trim(),
    );
  }
}
const missed = rows.some((row) => row.peerMs !== null && row.peerMs / row.oursMs < targetRatio);
if (missed || rows.some((row) => row.agrees === false)) process.exitCode = 1;
