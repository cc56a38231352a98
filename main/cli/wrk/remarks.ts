import { wrkErrors } from '../../../engine/load/wrk-text';
import { isOpenModel, type LoadPlan, type LoadReport } from '../../../proto/load';

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/**
 * What wrk's report has no place for, a sentence each, for the stream beside it.
 * @param added responses that wrk's correction invented, of `samples` in all
 */
export function remarksOn(
  plan: LoadPlan,
  report: LoadReport,
  { added, samples }: { readonly added: number; readonly samples: number },
): string[] {
  const remarks: string[] = [];
  if (added > 0) {
    remarks.push(
      `Latency has wrk's correction for coordinated omission: ${added} of ${samples} values stand for requests ` +
        'that slow answers kept from being sent. --uncorrected leaves them out.',
    );
  }
  const { service, openModel } = report;
  if (isOpenModel(plan)) {
    remarks.push(
      'Latency runs from the time each request was due.' +
        (service === null
          ? ''
          : ` From its sending: median ${service.p50.toFixed(2)} ms, 99 % ${service.p99.toFixed(2)} ms.`),
    );
    if (openModel !== null && openModel.scheduled > 0) {
      remarks.push(
        `${count(openModel.scheduled, 'request')} were due, ${openModel.rate.toFixed(2)} a second.`,
      );
    }
  }
  if (report.unsent.count > 0) {
    remarks.push(
      `${count(report.unsent.count, 'request')} could not be sent by the end, ` +
        `the oldest ${report.unsent.ages.max.toFixed(0)} ms late.`,
    );
  }
  if (isOpenModel(plan) && report.inFlight.count > 0) {
    remarks.push(`${count(report.inFlight.count, 'request')} had no answer by the end.`);
  }
  remarks.push(...errorRemarks(report));
  if (report.stopReason === 'errors') remarks.push('Stopped early: more than half of the requests failed.');
  if (report.stopReason === 'unreachable')
    remarks.push(`Stopped early: ${report.address} took no connection.`);
  if (report.clientBound) {
    const why =
      report.clientBoundReason === 'lag'
        ? 'requests were sent late'
        : `the load itself was busy ${(report.utilization * 100).toFixed(0)} % of the time`;
    remarks.push(`These figures are the load's rather than the service's: ${why}.`);
  }
  return remarks;
}

/** Errors that wrk's four names hide, and an example of each kind. */
function errorRemarks({ errors, problems }: LoadReport): string[] {
  const hidden: [string, number][] = [
    ['of TLS (under connect)', errors.tls],
    ['closed before the answer was whole (under read)', errors.closed],
    ['not HTTP (under read)', errors.protocol],
    ['begun and not finished in time (under timeout)', errors.unfinished],
  ];
  const told = hidden.filter(([, number]) => number > 0).map(([what, number]) => `${number} ${what}`);
  const all = wrkErrors(errors);
  const remarks = told.length > 0 ? [`Socket errors: ${told.join(', ')}.`] : [];
  if (Object.values(all).some((number) => number > 0)) {
    for (const [kind, example] of Object.entries(problems)) remarks.push(`Such as ${kind}: ${example}.`);
  }
  return remarks;
}
