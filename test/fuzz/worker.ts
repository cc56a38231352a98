import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type Input, makeInput } from './input';
import { judge, maxReadMs, type Verdict } from './judge';
import { kindOf } from './kind';
import { allSeeds } from './seeds';

/** What a worker is given. */
export interface WorkerJob {
  readonly seed: number;
  /** Numbers of its inputs: from, from + step, … below end. */
  readonly from: number;
  readonly step: number;
  readonly end: number;
  /** Folder of test/fixtures. */
  readonly fixtures: string;
  /** One Int32: the number of the input at work, for who watches. */
  readonly current: SharedArrayBuffer;
}

export interface Finding {
  readonly index: number;
  readonly format: string;
  readonly way: Input['way'];
  readonly defect: string;
  readonly bytes: Uint8Array;
}

export type WorkerMessage =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'counts'; readonly counts: ReadonlyMap<string, number>; readonly worst: Worst };

export interface Worst {
  readMs: number;
  grownBytes: number;
}

const reportEvery = 1000;

// A defect's first lines are told; a million failures need no more.
Error.stackTraceLimit = 5;

async function work(job: WorkerJob): Promise<void> {
  const seeds = allSeeds((file) => new Uint8Array(readFileSync(join(job.fixtures, file))));
  const current = new Int32Array(job.current);
  const known = new Set<string>();
  let counts = new Map<string, number>();
  let worst: Worst = { readMs: 0, grownBytes: 0 };
  const report = () => {
    post({ kind: 'counts', counts, worst });
    counts = new Map();
    worst = { readMs: 0, grownBytes: 0 };
  };
  let done = 0;
  for (let index = job.from; index < job.end; index += job.step) {
    Atomics.store(current, 0, index);
    const input = makeInput(seeds, job.seed, index);
    const verdict = await judge(input);
    const defect = verdict.defect || (await slowness(input, verdict));
    const outcome = `${input.format}\t${defect === '' ? verdict.outcome : 'DEFECT'}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (verdict.readMs < maxReadMs || defect !== '') worst.readMs = Math.max(worst.readMs, verdict.readMs);
    worst.grownBytes = Math.max(worst.grownBytes, verdict.grownBytes);
    const kind = `${input.format} ${kindOf(defect)}`;
    if (defect !== '' && !known.has(kind)) {
      known.add(kind);
      const { format, way } = input;
      post({ kind: 'finding', finding: { index, format, way, defect, bytes: await shrunk(input, defect) } });
    }
    if (++done % reportEvery === 0) report();
  }
  report();
}

/** Who else is at work on the machine makes an input slow once, but not four times. */
async function slowness(input: Input, first: Verdict): Promise<string> {
  let leastMs = first.readMs;
  for (let again = 0; again < 3 && leastMs >= maxReadMs; again++) {
    leastMs = Math.min(leastMs, (await judge(input)).readMs);
  }
  return leastMs < maxReadMs ? '' : `took ${Math.round(leastMs)} ms for ${input.bytes.length} bytes`;
}

/** The input without what the defect does not need, found by leaving out ever smaller parts. */
async function shrunk(input: Input, defect: string): Promise<Uint8Array> {
  if (defect.startsWith('took')) return input.bytes;
  let { bytes } = input;
  let tries = 1500;
  for (let size = bytes.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < bytes.length && tries > 0; ) {
      tries--;
      const less = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + size)]);
      const { defect: left } = await judge({ ...input, bytes: less });
      if (kindOf(left) === kindOf(defect)) bytes = less;
      else at += size;
    }
  }
  return bytes;
}

function post(message: WorkerMessage): void {
  parentPort!.postMessage(message);
}

// A rejection that nobody handles ends the worker, and its parent hears of it.
if (parentPort !== null) void work(workerData as WorkerJob);
