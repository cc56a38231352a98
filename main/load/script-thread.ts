import { Worker } from 'node:worker_threads';
import { FlamebenchError } from '../../proto/errors';
import type { ScriptHistogram, ScriptOutput, ScriptSummary, ScriptTask, ThreadSetup } from './script/types';
import type { MainScriptCommand, MainScriptEvent, MainScriptTask, ScriptGlobals } from './thread-protocol';

/** One step of the main state (the file, all setups, done) may take so long, whatever it is caught in. */
const stepMs = 6000;
/** What a script may keep; of Lua's memory imports.ts says more. */
export const scriptMemory = { maxOldGenerationSizeMb: 512 } as const;

/**
 * The main state of a script, in a thread of its own: what it is caught in cannot hold up the load, and ends with
 * its thread. Promises reject with 'script-failed', and with what the gate says of addresses.
 */
export interface ScriptThread {
  setup(globals: readonly ScriptGlobals[]): Promise<ThreadSetup[]>;
  done(
    globals: readonly ScriptGlobals[],
    summary: ScriptSummary,
    latency: ScriptHistogram,
    requests: ScriptHistogram,
  ): Promise<void>;
  /** Ends it at once. */
  close(): void;
}

/** Starts the thread and runs the script's file in it. */
export async function openScriptThread(
  workerFile: string,
  script: ScriptTask,
  output: ScriptOutput,
): Promise<ScriptThread> {
  const { name } = script.script;
  const task: MainScriptTask = { mainScript: script };
  const worker = new Worker(workerFile, { workerData: task, resourceLimits: scriptMemory });
  let hear: (event: MainScriptEvent) => void = () => {};
  let fail: (error: FlamebenchError) => void = () => {};
  const failed = (reason: string) => fail(new FlamebenchError('script-failed', name, { reason }));
  worker.on('error', (error) => failed(memoryReason(error)));
  worker.on('exit', () => failed('its thread ended'));
  worker.on('message', (event: MainScriptEvent) => {
    if (event.type === 'output') output(event.text);
    else if (event.type === 'failed') {
      fail(new FlamebenchError(event.error.code, event.error.subject, event.error.facts));
    } else hear(event);
  });

  /** One step to its answer, or to its end. */
  const step = (command: MainScriptCommand | null): Promise<MainScriptEvent> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => failed(`a call took longer than ${stepMs / 1000} s`), stepMs);
      hear = (event) => {
        clearTimeout(timer);
        resolve(event);
      };
      fail = (error) => {
        clearTimeout(timer);
        void worker.terminate();
        reject(error);
      };
      if (command !== null) worker.postMessage(command);
    });

  await step(null);
  return {
    async setup(globals) {
      const answer = await step({ type: 'setup', globals });
      return answer.type === 'setup' ? [...answer.setups] : [];
    },
    async done(globals, summary, latency, requests) {
      await step({ type: 'done', globals, summary, latency, requests });
    },
    close: () => void worker.terminate(),
  };
}

/** In the words of a person where a thread ran out of memory. */
export function memoryReason(error: Error): string {
  const isFull = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isFull ? `it took more than ${scriptMemory.maxOldGenerationSizeMb} MB of memory` : error.message;
}
