import type { ReportForm } from '../../../engine/load/wrk-command';
import type { LoadPlan, LoadReport } from '../../../proto/load';

/** A report in another form than wrk's. */
export function otherForm(_form: Exclude<ReportForm, 'wrk'>, plan: LoadPlan, report: LoadReport): string {
  return `${JSON.stringify({ plan: { ...plan, script: plan.script?.name ?? null }, report })}\n`;
}
