import { readFileSync, rmSync } from 'node:fs';
import type { ElectronApplication } from 'playwright-core';

/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time: that of a busy machine's other programs is not in it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Begins to record what the page's thread does; the answer ends it and tells how long its tasks were. */
export async function recordPageTasks(app: ElectronApplication): Promise<() => Promise<number[]>> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel'] }),
  );
  return async () => {
    const path = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
    const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
    rmSync(path);
    const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const pages = new Set(
      traceEvents
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(thread),
    );
    return traceEvents
      .filter((event) => event.name.endsWith('RunTask') && pages.has(thread(event)))
      .map(({ tdur = 0 }) => tdur / 1000);
  };
}
