import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of a program, from its start to its end. */
export interface Run {
  readonly ms: number;
  /** The most memory it held at a time; null where the system does not tell. */
  readonly peakBytes: number | null;
  readonly stdout: string;
}

/** Linux keeps a process's peak; read until the process ends, the last reading is it but for that moment. */
const peakPollMs = 15;

function peakBytes(pid: number): number | null {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/** Runs a program to its end. What it says on stderr is dropped unless it fails. */
export function run(command: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, argv, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    let peak: number | null = null;
    const poll = setInterval(() => {
      const now = peakBytes(child.pid ?? 0);
      if (now !== null) peak = Math.max(peak ?? 0, now);
    }, peakPollMs);
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => said.push(part));
    child.on('error', (error) => {
      clearInterval(poll);
      reject(error);
    });
    child.on('close', (status) => {
      clearInterval(poll);
      const ms = performance.now() - start;
      if (status === 0) resolve({ ms, peakBytes: peak, stdout: Buffer.concat(out).toString('utf8') });
      else reject(new Error(`${command} ${argv.join(' ')} failed: ${Buffer.concat(said).toString('utf8')}`));
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs in turns, so that both see the same machine. */
export async function inTurns<A, B>(
  pairs: number,
  ours: () => Promise<A>,
  peer: () => Promise<B>,
): Promise<{ readonly ours: A[]; readonly peer: B[] }> {
  const runs: { ours: A[]; peer: B[] } = { ours: [], peer: [] };
  for (let pair = 0; pair < pairs; pair++) {
    runs.peer.push(await peer());
    runs.ours.push(await ours());
  }
  return runs;
}

/** What every bench may be told: `[--json] [--pairs N]`. */
export function benchArguments(
  args: readonly string[],
  usualPairs = 3,
): {
  readonly asJson: boolean;
  readonly pairs: number;
} {
  return { asJson: args.includes('--json'), pairs: Number(optionOf(args, '--pairs')) || usualPairs };
}

/** Runs a process to its end; wall time of the whole of it, start-up included. */
export function timed(
  command: string,
  argv: readonly string[],
  env = process.env,
): { ms: number; stdout: string } {
  const start = performance.now();
  const run = spawnSync(command, argv, { env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const ms = performance.now() - start;
  if (run.status !== 0) throw new Error(`${command} ${argv.join(' ')} failed: ${run.error ?? run.stderr}`);
  return { ms, stdout: run.stdout };
}

/** The pprof of the Go toolchain, built and warm; null where Go is not installed. */
export function findPprof(): string | null {
  const found = spawnSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' });
  if (found.status !== 0) return null;
  spawnSync('go', ['tool', 'pprof', '-h'], { encoding: 'utf8' });
  return found.stdout.trim();
}

/** One comparison as it is printed. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly result: string;
  readonly target: string;
  /** null: nothing to compare with. */
  readonly met: boolean | null;
}

/** Prints rows in columns. */
export function printRows(rows: readonly Row[], peerName: string): void {
  const verdict = { true: 'pass', false: 'FAIL', null: '?' };
  const cells = [
    ['', 'Flamebench', peerName, 'result', 'target', ''],
    ...rows.map((r) => [r.what, r.ours, r.peer, r.result, r.target, verdict[`${r.met}`]]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  for (const row of cells) console.log(row.map((cell, i) => cell.padEnd(widths[i]!)).join('  '));
}

/** What follows an option's name; undefined where it is not there. */
export function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
