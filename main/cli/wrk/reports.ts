import { hgrmText } from '../../../engine/load/hgrm';
import { reportCsv } from '../../../engine/load/report-csv';
import { reportJson } from '../../../engine/load/report-json';
import type { ReportForm } from '../../../engine/load/wrk-command';
import type { LoadReport } from '../../../proto/load';

/** A report in another form than wrk's; latencies are those measured. */
export function otherForm(form: Exclude<ReportForm, 'wrk'>, report: LoadReport): string {
  if (form === 'csv') return reportCsv(report);
  return form === 'json' ? reportJson(report) : hgrmText(report.responseHistogram);
}
