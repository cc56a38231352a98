import type { ErrorCounts, LatencySummary, LoadReport, PackedHistogram } from '../../proto/load-report';
import { addPacked, histogramSlots, pack, summarise } from './histogram';

/**
 * What several loads did together, as one report: the rounds of a variant. Counts are sums, latencies those of all
 * responses, rates per second of load. Its intervals are theirs one after the other, so there are gaps in it.
 *
 * @param reports at least one
 */
export function mergeReports(reports: readonly LoadReport[]): LoadReport {
  const [first, ...others] = reports;
  if (first === undefined) throw new Error('no reports to merge');
  if (others.length === 0) return first;
  const sum = (of: (report: LoadReport) => number) => reports.reduce((all, report) => all + of(report), 0);
  const requests = sum((report) => report.requests);
  const seconds = sum(({ startedUs, endedUs }) => (endedUs - startedUs) / 1e6);
  const response = merged(reports, (report) => report.responseHistogram);
  const service = merged(reports, (report) => report.serviceHistogram);
  const lag = merged(reports, (report) => report.lagHistogram);
  const open = reports.flatMap(({ openModel }) => (openModel === null ? [] : [openModel]));
  const bound = reports.find((report) => report.clientBound);
  return {
    ...first,
    endedUs: Math.max(...reports.map(({ endedUs }) => endedUs)),
    requests,
    bytes: sum((report) => report.bytes),
    errors: sumOf(reports.map(({ errors }) => errors)) as ErrorCounts,
    statuses: sumOf(reports.map(({ statuses }) => statuses)),
    latency: response.summary ?? first.latency,
    requestsPerSecond: seconds > 0 ? requests / seconds : 0,
    clientBound: bound !== undefined,
    clientBoundReason: bound?.clientBoundReason ?? '',
    service: first.service === null ? null : (service.summary ?? first.service),
    openModel:
      open.length === 0
        ? null
        : {
            rate: open.reduce((all, { rate }) => all + rate, 0) / open.length,
            scheduled: open.reduce((all, { scheduled }) => all + scheduled, 0),
            lag: lag.summary ?? open[0]!.lag,
          },
    inFlight: pendingOf(reports.map(({ inFlight }) => inFlight)),
    unsent: pendingOf(reports.map(({ unsent }) => unsent)),
    responseHistogram: response.packed,
    serviceHistogram: service.packed,
    lagHistogram: lag.packed,
    intervals: reports.flatMap(({ intervals }) => intervals),
    rateSamples: samplesOf(reports),
    utilization: Math.max(...reports.map(({ utilization }) => utilization)),
    cpuUs: sum((report) => report.cpuUs),
  };
}

/** Seconds of load in all of them, pauses between them left out. */
export function loadSeconds(reports: readonly LoadReport[]): number {
  return reports.reduce((all, { startedUs, endedUs }) => all + (endedUs - startedUs) / 1e6, 0);
}

/** `summary` is null where no report holds a histogram, as those of older runs do not. */
function merged(
  reports: readonly LoadReport[],
  of: (report: LoadReport) => PackedHistogram,
): { readonly packed: PackedHistogram; readonly summary: LatencySummary | null } {
  const counts = new Float64Array(histogramSlots);
  for (const report of reports) addPacked(counts, of(report));
  const packed = pack(counts);
  return { packed, summary: packed.length === 0 ? null : summarise(counts) };
}

function sumOf(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** Of how long they waited only the longest is known of several. */
function pendingOf(all: readonly LoadReport['inFlight'][]): LoadReport['inFlight'] {
  const longest = all.reduce((a, b) => (b.ages.max > a.ages.max ? b : a));
  return { count: all.reduce((sum, { count }) => sum + count, 0), ages: longest.ages };
}

function samplesOf(reports: readonly LoadReport[]): [number, number][] {
  const seen = new Map<number, number>();
  for (const { rateSamples } of reports) {
    for (const [rate, times] of rateSamples) seen.set(rate, (seen.get(rate) ?? 0) + times);
  }
  return [...seen].sort(([a], [b]) => a - b);
}
