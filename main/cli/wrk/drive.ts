import { wrkHeader } from '../../../engine/load/wrk-text';
import { FlamebenchError } from '../../../proto/errors';
import type { LoadPlan, LoadReport, LoadTick } from '../../../proto/load';
import { createStartLoad } from '../../load/client';
import { createNodeFork } from '../../services/node-fork';
import type { VerbContext } from '../verb';

/** A load that was driven to its end. */
export interface DrivenLoad {
  readonly report: LoadReport;
  /** What the script's `done` printed, to be shown below the report. */
  readonly finalOutput: Uint8Array;
  /** The failure of a load that broke off; the report is then of what ran before it. */
  readonly failure: FlamebenchError | null;
}

/**
 * Runs a plan in a process of its own. What a script prints comes at once; Ctrl-C ends the load, not the report.
 * @param showsHeader prints wrk's header as soon as the target has taken a connection
 * @throws FlamebenchError of a load that never ran
 */
export async function drive(
  plan: LoadPlan,
  { showsHeader }: { readonly showsHeader: boolean },
  { terminal, signal, distFolder }: VerbContext,
): Promise<DrivenLoad> {
  const handle = createStartLoad(createNodeFork(distFolder))(plan);
  const finalOutput: Buffer[] = [];
  let headerDue = showsHeader;
  const showHeader = (): void => {
    if (headerDue) for (const line of wrkHeader(plan)) terminal.out(line);
    headerDue = false;
  };
  handle.onOutput((text, isFinal) => {
    const bytes = Buffer.from(text, 'latin1');
    if (isFinal) finalOutput.push(bytes);
    else terminal.write(bytes);
  });
  handle.onTick((tick) => {
    if (tick.open > 0 || tick.requests > 0) showHeader();
    terminal.status(statusLine(plan, tick));
  });
  const stop = (): void => handle.stop();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const report = await handle.report;
    if (report.stopReason !== 'unreachable') showHeader();
    return { report, finalOutput: Buffer.concat(finalOutput), failure: null };
  } catch (error) {
    const report = handle.partial();
    if (report === null || !(error instanceof FlamebenchError)) throw error;
    showHeader();
    return { report, finalOutput: Buffer.concat(finalOutput), failure: error };
  } finally {
    signal.removeEventListener('abort', stop);
    terminal.status('');
  }
}

/** '51515 requests/s · 99 % within 3.19 ms · 10 connections · 0 errors'. */
function statusLine(plan: LoadPlan, tick: LoadTick): string {
  const { requestsPerSecond, latency, open, errors } = tick;
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return [
    ...(tick.warmingUp ? ['warming up'] : []),
    `${Math.round(requestsPerSecond)} requests/s`,
    `99 % within ${latency.p99.toFixed(2)} ms`,
    `${open} of ${plan.connections} connections`,
    `${failed} errors`,
  ].join(' · ');
}
