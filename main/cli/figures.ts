import { topTable } from '../../engine/analysis/top';
import { formatValue } from '../../engine/units/format';
import { type CaptureKind, type Run, summaryOf } from '../../proto/run';
import { chooseSampleType, type ProfileInput } from './input';
import type { Recording } from './recording';

/** What one recording says in figures. Costs are 0 where nothing was captured or counted. */
export interface Figures {
  readonly label: string;
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuNsPerRequest: number;
  readonly bytesPerRequest: number;
}

function perRequest(inputs: readonly ProfileInput[], kind: CaptureKind): number {
  const input = inputs.find((each) => each.kind === kind);
  if (input === undefined || input.requests === 0) return 0;
  return topTable(input.profile, chooseSampleType(input)).total / input.requests;
}

/** Failed requests and connections of a run, whatever the kind of failure. */
export function errorCount(run: Run): number {
  return run.turns.reduce(
    (sum, { report }) => sum + Object.values(report?.errors ?? {}).reduce((all, count) => all + count, 0),
    0,
  );
}

export function figuresOf({ run, inputs }: Recording): Figures {
  return {
    label: run.label,
    requests: summaryOf(run).requests,
    requestsPerSecond: summaryOf(run).requestsPerSecond,
    errors: errorCount(run),
    p50Ms: run.turns[0]!.report?.latency.p50 ?? 0,
    p99Ms: run.turns[0]!.report?.latency.p99 ?? 0,
    cpuNsPerRequest: perRequest(inputs, 'cpu'),
    bytesPerRequest: perRequest(inputs, 'heap'),
  };
}

export const figureHeads = ['', 'requests', 'requests/s', 'p50', 'p99', 'CPU/request', 'allocated/request'];

/** The cells under {@link figureHeads}; '–' where there is no figure. */
export function figureCells(figures: Figures): string[] {
  const value = (amount: number, unit: string) => (amount === 0 ? '–' : formatValue(amount, unit));
  return [
    figures.label,
    String(figures.requests),
    figures.requestsPerSecond.toFixed(0),
    value(figures.p50Ms, 'milliseconds'),
    value(figures.p99Ms, 'milliseconds'),
    value(figures.cpuNsPerRequest, 'nanoseconds'),
    value(figures.bytesPerRequest, 'bytes'),
  ];
}

/** '×4.7' or '÷2.1': how a figure changed. */
export function ratioCell(before: number, after: number): string {
  if (before === 0 || after === 0) return '–';
  const ratio = after / before;
  return ratio >= 1 ? `×${ratio.toFixed(1)}` : `÷${(1 / ratio).toFixed(1)}`;
}

/** Second figures against the first, under {@link figureHeads}. */
export function ratioCells(before: Figures, after: Figures): string[] {
  return [
    '',
    ratioCell(before.requests, after.requests),
    ratioCell(before.requestsPerSecond, after.requestsPerSecond),
    ratioCell(before.p50Ms, after.p50Ms),
    ratioCell(before.p99Ms, after.p99Ms),
    ratioCell(before.cpuNsPerRequest, after.cpuNsPerRequest),
    ratioCell(before.bytesPerRequest, after.bytesPerRequest),
  ];
}
