import type { LatencySummary, LoadReport } from '../../proto/load-report';
import { percentiles, unpack } from './histogram';

/** Changes when a field is renamed or changes its meaning; new fields do not change it. */
const format = 1;

const shares = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 1];

/**
 * A load's report for programs: names carry units, times are relative to the start of the counting, and histograms
 * are replaced by what is asked of them.
 */
export function reportJson(report: LoadReport): string {
  const { startedUs, endedUs, openModel, errors, statuses, problems } = report;
  const { status: errorStatuses, ...failures } = errors;
  return `${JSON.stringify(
    {
      format,
      address: report.address,
      stopReason: report.stopReason,
      durationSeconds: (endedUs - startedUs) / 1e6,
      requests: report.requests,
      requestsPerSecond: report.requestsPerSecond,
      bytes: report.bytes,
      bytesPerSecond: endedUs > startedUs ? report.bytes / ((endedUs - startedUs) / 1e6) : 0,
      statuses,
      errorStatuses,
      failures,
      problems,
      responseTime: timesOf(report.latency, report.responseHistogram),
      ...(report.service !== null && { serviceTime: timesOf(report.service, report.serviceHistogram) }),
      ...(openModel !== null && {
        openModel: {
          intendedPerSecond: openModel.rate,
          scheduled: openModel.scheduled,
          lag: timesOf(openModel.lag, report.lagHistogram),
        },
      }),
      inFlight: { count: report.inFlight.count, oldestMs: report.inFlight.ages.max },
      unsent: { count: report.unsent.count, oldestMs: report.unsent.ages.max },
      clientBound: report.clientBound,
      clientBoundReason: report.clientBoundReason,
      generatorUtilization: report.utilization,
      generatorCpuSeconds: report.cpuUs / 1e6,
      seconds: report.intervals.map(({ atUs, lengthUs, requests, errors: failed }) => ({
        atSeconds: (atUs - startedUs) / 1e6,
        lengthSeconds: lengthUs / 1e6,
        requests,
        errors: failed,
      })),
    },
    null,
    2,
  )}\n`;
}

function timesOf(
  { min, mean, stdev, max }: LatencySummary,
  histogram: LoadReport['responseHistogram'],
): object {
  const values = percentiles(unpack(histogram), shares);
  return {
    unit: 'ms',
    ...{ min, mean, stdev, max },
    percentiles: Object.fromEntries(
      shares.map((share, i) => [String(Number((share * 100).toFixed(3))), values[i] / 1000]),
    ),
  };
}
