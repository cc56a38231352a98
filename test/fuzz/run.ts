import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { kindOf } from './kind';
import type { Finding, WorkerJob, WorkerMessage } from './worker';

/**
 * The fuzzer: `run ROOT WORKER [--inputs N] [--seed N] [--first N] [--threads N] [--save DIR]`. Threads read
 * damaged files; this one watches them, ends those that hang or run out of memory, and starts others behind
 * the input that did it. Exits 1 where anything was found.
 */
const [root, workerFile, ...rest] = process.argv.slice(2) as [string, string, ...string[]];
const { values } = parseArgs({
  args: rest,
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    threads: { type: 'string', default: '1' },
    save: { type: 'string', default: '' },
  },
});
const seed = Number(values.seed);
const first = Number(values.first);
const end = first + Number(values.inputs);
const threads = Number(values.threads);
if (![seed, first, end, threads].every(Number.isSafeInteger) || threads < 1) {
  console.error('--inputs, --seed, --first and --threads take whole numbers');
  process.exit(2);
}

/** An input that takes this long will not come back; the limit for slowness is far below. */
const hangMs = 15_000;
const watchMs = 1000;
/** Heap of a worker, in MB: what reads files of 64 kB needs no more. */
const heapMb = 512;
/** Room for what one input leaves behind, so that the collector need not copy it. */
const youngMb = 64;

const counts = new Map<string, number>();
const findings = new Map<string, Finding>();
let done = 0;
let worstMs = 0;
let worstBytes = 0;
const started = performance.now();

function take(message: WorkerMessage): void {
  if (message.kind === 'finding') {
    found(message.finding);
    return;
  }
  for (const [outcome, count] of message.counts) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + count);
    done += count;
  }
  worstMs = Math.max(worstMs, message.worst.readMs);
  worstBytes = Math.max(worstBytes, message.worst.grownBytes);
}

function found(finding: Finding): void {
  const kind = `${finding.format} ${kindOf(finding.defect)}`;
  if (findings.has(kind)) return;
  findings.set(kind, finding);
  console.log(`\n${finding.format}, --seed ${seed} --first ${finding.index} --inputs 1: ${finding.defect}`);
  if (values.save === '' || finding.bytes.length === 0) return;
  mkdirSync(values.save, { recursive: true });
  const file = join(values.save, `${finding.format}-${finding.way}-${seed}-${finding.index}`);
  writeFileSync(file, finding.bytes);
  console.log(`kept as ${file}`);
}

/** Works through the inputs `from, from + step, …`, with a new worker where one is lost. */
async function workThrough(from: number, step: number): Promise<void> {
  for (let next = from; next < end; ) {
    const current = new SharedArrayBuffer(4);
    const at = new Int32Array(current);
    at[0] = next;
    const job: WorkerJob = { seed, from: next, step, end, fixtures: join(root, 'test/fixtures'), current };
    const worker = new Worker(workerFile, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
    });
    worker.on('message', take);
    const lost = await ended(worker, at);
    if (lost === '') return;
    const index = Atomics.load(at, 0);
    found({ index, format: '(any)', way: 'recognised', defect: lost, bytes: new Uint8Array(0) });
    next = index + step;
  }
}

/** Waits until a worker is through, or lost: then what it died of is returned. */
function ended(worker: Worker, at: Int32Array): Promise<string> {
  return new Promise((resolve) => {
    let reason = '';
    let last = -1;
    let since = performance.now();
    const watch = setInterval(() => {
      const index = Atomics.load(at, 0);
      if (index !== last) {
        last = index;
        since = performance.now();
      } else if (performance.now() - since > hangMs) {
        reason = `hung for ${hangMs / 1000} s`;
        void worker.terminate();
      }
    }, watchMs);
    worker.on('error', (error) => {
      reason ||= `ended its thread: ${error.stack ?? error.message}`;
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(reason);
    });
  });
}

function printSummary(): void {
  const byFormat = new Map<string, string[]>();
  for (const [key, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [format, outcome] = key.split('\t') as [string, string];
    byFormat.set(format, [...(byFormat.get(format) ?? []), `${outcome} ${count}`]);
  }
  for (const [format, outcomes] of byFormat) console.log(`${format.padEnd(15)} ${outcomes.join(', ')}`);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${done} inputs in ${seconds.toFixed(0)} s; slowest ${worstMs.toFixed(0)} ms, ` +
      `most memory for one ${(worstBytes / 2 ** 20).toFixed(1)} MB; defects: ${findings.size}`,
  );
  process.exitCode = findings.size > 0 ? 1 : 0;
}

const lanes = Array.from({ length: threads }, (_, thread) => workThrough(first + thread, threads));
void Promise.all(lanes).then(printSummary);

// What was done so far is worth telling.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    printSummary();
    process.exit();
  });
}
