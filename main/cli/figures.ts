import { topTable } from '../../engine/analysis/top';
import { formatValue } from '../../engine/units/format';
import type { LoadReport } from '../../proto/load';
import type { Run } from '../../proto/run';
import { chooseSampleType } from './input';
import type { Recording } from './recording';
import type { Side } from './sides';

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

function perRequest(side: Side | undefined): number {
  if (side === undefined || side.pooled.requests === 0) return 0;
  return topTable(side.pooled.profile, chooseSampleType(side.pooled)).total / side.pooled.requests;
}

/** Failed requests and connections of some turns, whatever the kind of failure. */
export function errorCount(turns: Run['turns']): number {
  const counts = turns.flatMap(({ report }) => Object.values(report?.errors ?? {}));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Of one variant, over all its turns: counts are sums, rates and latencies means. */
export function figuresOf({ run, sides }: Recording, variant: number): Figures {
  const turns = run.turns.filter((turn) => turn.variant === variant);
  const reports = turns.flatMap(({ report }) => (report === null ? [] : [report]));
  const sum = (of: (report: LoadReport) => number) => reports.reduce((all, report) => all + of(report), 0);
  const mean = (of: (report: LoadReport) => number) => (reports.length === 0 ? 0 : sum(of) / reports.length);
  const side = sides[variant]!;
  return {
    label: run.plan.variants[variant]!.label || run.label,
    requests: sum(({ requests }) => requests),
    requestsPerSecond: mean(({ requestsPerSecond }) => requestsPerSecond),
    errors: errorCount(turns),
    p50Ms: mean(({ latency }) => latency.p50),
    p99Ms: mean(({ latency }) => latency.p99),
    cpuNsPerRequest: perRequest(side.get('cpu')),
    bytesPerRequest: perRequest(side.get('heap') ?? side.get('allocs')),
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
