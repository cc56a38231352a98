import type { ErrorCounts, LoadReport } from '../../proto/load-report';
import { distinctValues } from './histogram';
import { correctForOmission, type Distribution, wrkPercentile, wrkStats } from './wrk-stats';
import { formatBinary, formatDuration, formatMetric, formatMicroseconds } from './wrk-units';

/** What wrk prints when a test begins; but a password in the URL is for the service, not for logs. */
export function wrkHeader(test: {
  readonly url: string;
  readonly seconds: number;
  readonly threads: number;
  readonly connections: number;
}): string[] {
  return [
    `Running ${formatDuration(test.seconds)} test @ ${withoutPassword(test.url)}`,
    `  ${test.threads} threads and ${test.connections} connections`,
  ];
}

/** Masked as Go's url.Redacted does. */
function withoutPassword(url: string): string {
  return url.replace(/^(https?:[/\\]*[^/\\?#:@]*):[^/\\?#]*@/i, '$1:xxxxx@');
}

/** What wrk prints when it is over. */
export function wrkResults(
  report: LoadReport,
  { latency, showPercentiles }: { readonly latency: Distribution; readonly showPercentiles: boolean },
): string[] {
  const runtimeUs = report.endedUs - report.startedUs;
  const seconds = runtimeUs / 1e6;
  const rates: Distribution = {
    values: Float64Array.from(report.rateSamples, ([rate]) => rate),
    counts: Float64Array.from(report.rateSamples, ([, count]) => count),
  };
  const { connect, read, write, timeout } = wrkErrors(report.errors);
  const perSecond = (amount: number) => (seconds > 0 ? amount / seconds : 0);
  return [
    '  Thread Stats   Avg      Stdev     Max   +/- Stdev',
    statsLine('Latency', latency, formatMicroseconds),
    statsLine('Req/Sec', rates, formatMetric),
    ...(showPercentiles ? percentileLines(latency) : []),
    `  ${report.requests} requests in ${formatMicroseconds(runtimeUs)}, ${formatBinary(report.bytes)}B read`,
    ...(connect + read + write + timeout > 0
      ? [`  Socket errors: connect ${connect}, read ${read}, write ${write}, timeout ${timeout}`]
      : []),
    ...(report.errors.status > 0 ? [`  Non-2xx or 3xx responses: ${report.errors.status}`] : []),
    `Requests/sec: ${perSecond(report.requests).toFixed(2).padStart(9)}`,
    `Transfer/sec: ${formatBinary(perSecond(report.bytes)).padStart(10)}B`,
  ];
}

/** A load's errors under wrk's four names. It has fewer, so each of ours counts under the nearest. */
export function wrkErrors(errors: ErrorCounts): Record<'connect' | 'read' | 'write' | 'timeout', number> {
  return {
    connect: errors.connect + errors.tls,
    read: errors.read + errors.closed + errors.protocol,
    write: errors.write,
    timeout: errors.timeout + errors.unfinished,
  };
}

/**
 * The latencies that wrk would print: those measured, and where `correct` says so with what wrk adds for
 * requests that a slow answer kept from being sent. `added` are how many those are.
 */
export function wrkLatency(
  report: LoadReport,
  { connections, correct }: { readonly connections: number; readonly correct: boolean },
): { readonly latency: Distribution; readonly added: number } {
  const measured = distinctValues(report.responseHistogram);
  const perConnection = Math.floor(report.requests / Math.max(1, connections));
  if (!correct || perConnection === 0) return { latency: measured, added: 0 };
  const latency = correctForOmission(measured, (report.endedUs - report.startedUs) / perConnection);
  return { latency, added: wrkStats(latency).count - wrkStats(measured).count };
}

function statsLine(name: string, distribution: Distribution, format: (value: number) => string): string {
  const { mean, stdev, max, withinStdev } = wrkStats(distribution);
  const within = Number.isNaN(withinStdev) ? '-nan' : withinStdev.toFixed(2);
  const columns = aligned(format(mean), 8) + aligned(format(stdev), 10) + aligned(format(max), 9);
  return `    ${name.padEnd(10)}${columns}${within.padStart(8)}%`;
}

function percentileLines(latency: Distribution): string[] {
  const line = (p: number) =>
    `${String(p).padStart(7)}%${aligned(formatMicroseconds(wrkPercentile(latency, p)), 10)}`;
  return ['  Latency Distribution', ...[50, 75, 90, 99].map(line)];
}

/** Right-aligned so that numbers end in one column, whether their unit has no, one or two letters. */
function aligned(text: string, width: number): string {
  const letters = /[a-zA-Z]{0,2}$/.exec(text)![0].length;
  const pad = 2 - letters;
  return text.padStart(width - pad).slice(0, width - pad) + ' '.repeat(pad);
}
