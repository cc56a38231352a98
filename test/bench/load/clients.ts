import { spawnSync } from 'node:child_process';
import { type LoadPlan, type LoadReport, planFor } from '../../../proto/load';
import { clientCore } from './target';

/** What a client did in one run. */
export interface ClientRun {
  readonly requestsPerSecond: number;
  /** Processor time of the whole client, in microseconds a request. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Runs a program on the clients' core. Its processor time is what the shell says of it. */
function runPinned(argv: readonly string[]): { readonly stdout: string; readonly cpuUs: number } {
  // bash's own `time` tells milliseconds, and needs nothing installed.
  const script = 'TIMEFORMAT=\'cpu %3U %3S\'; time "$@"';
  const run = spawnSync('bash', ['-c', script, 'bash', 'taskset', '-c', clientCore, ...argv], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`${argv.join(' ')} failed: ${run.error ?? run.stderr}`);
  const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)/.exec(run.stderr) ?? [];
  return { stdout: run.stdout, cpuUs: (Number(user) + Number(system)) * 1e6 };
}

/** wrk with one thread. `script`: a file for -s. */
export function runWrk(url: string, connections: number, seconds: number, script = ''): ClientRun {
  const { stdout, cpuUs } = runPinned([
    ...['wrk', '-t1', `-c${connections}`, `-d${seconds}`, '--latency'],
    ...(script === '' ? [] : ['-s', script]),
    url,
  ]);
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)?.[1]),
    cpuUs: cpuUs / requests,
    p50Ms: wrkMs(stdout, '50%'),
    p99Ms: wrkMs(stdout, '99%'),
  };
}

function wrkMs(stdout: string, percentile: string): number {
  const [, value = '', unit = ''] =
    new RegExp(`^\\s+${percentile}\\s+([\\d.]+)(us|ms|s)`, 'm').exec(stdout) ?? [];
  return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit]!;
}

/**
 * The shipped load process, once its compiler has come to rest: half a second that wrk, compiled before, has no need
 * of is not counted. `child`: the bundle of load-child.ts, `dist`: where the shipped bundles are.
 */
export function runOurs(child: string, dist: string, url: string, changes: Partial<LoadPlan>): LoadReport {
  const plan: LoadPlan = { ...planFor(url), timeoutMs: 2000, warmupSeconds: 0.5, ...changes };
  return JSON.parse(runPinned([process.execPath, child, dist, JSON.stringify(plan)]).stdout) as LoadReport;
}

export function clientRunOf(report: LoadReport): ClientRun {
  return {
    requestsPerSecond: report.requestsPerSecond,
    cpuUs: report.cpuUs / report.requests,
    p50Ms: report.latency.p50,
    p99Ms: report.latency.p99,
  };
}

/** autocannon's module file, from npx into a cache outside the project; '' where it cannot be had. */
export function runAutocannon(url: string, connections: number, seconds: number): ClientRun | null {
  try {
    const argv = [
      'npx',
      '--yes',
      'autocannon@9',
      '-j',
      '-c',
      String(connections),
      '-d',
      String(seconds),
      url,
    ];
    const { stdout, cpuUs } = runPinned(argv);
    const result = JSON.parse(stdout.slice(stdout.indexOf('{')));
    return {
      requestsPerSecond: result.requests.average,
      cpuUs: cpuUs / result.requests.total,
      p50Ms: result.latency.p50,
      p99Ms: result.latency.p99,
    };
  } catch {
    return null;
  }
}
