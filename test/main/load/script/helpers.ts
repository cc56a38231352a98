import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMainScript, openThreadScript } from '../../../../main/load/script/open';
import type {
  MainScript,
  ScriptHistogram,
  ScriptSummary,
  ScriptTask,
  ThreadScript,
} from '../../../../main/load/script/types';

const folder = join(__dirname, 'fixtures');

export const fixtureFile = (name: string): string => join(folder, name);

/** A task at a loopback URL with a script given as text. */
export function taskOf(
  source: string,
  changes: {
    readonly name?: string;
    readonly url?: string;
    readonly args?: string[];
    readonly method?: string;
    readonly headers?: [string, string][];
    readonly body?: string;
    readonly siblings?: Record<string, string>;
    readonly addresses?: ScriptTask['addresses'];
  } = {},
): ScriptTask {
  const name = changes.name ?? 'test.lua';
  const url = changes.url ?? 'http://127.0.0.1:8080/here?q=1';
  return {
    script: {
      language: name.endsWith('.lua') ? 'lua' : 'js',
      name,
      source,
      args: changes.args ?? [],
      isCorrected: true,
      siblings: Object.entries(changes.siblings ?? {}).map(([file, text]) => [
        file,
        Buffer.from(text).toString('base64'),
      ]),
    },
    target: {
      url,
      method: changes.method ?? 'GET',
      headers: changes.headers ?? [],
      body: changes.body ?? '',
    },
    addresses: changes.addresses ?? [{ address: '127.0.0.1', port: 8080 }],
    confirmedHost: '',
  };
}

/** One of the scripts in fixtures/. */
export function fixtureTask(name: string, changes: Parameters<typeof taskOf>[1] = {}): ScriptTask {
  return taskOf(readFileSync(fixtureFile(name), 'utf8'), { name, ...changes });
}

/** A script in all its states, as a load opens them. */
export interface OpenedScript {
  readonly main: MainScript;
  readonly threads: readonly ThreadScript[];
  /** What it printed until now. */
  printed(): string;
}

/** Opens the main state and `threads` thread states, and runs setup and init. */
export async function open(task: ScriptTask, threads = 1): Promise<OpenedScript> {
  let text = '';
  const output = (part: string): void => {
    text += part;
  };
  const main = await openMainScript(task, output);
  const opened: ThreadScript[] = [];
  for (let i = 0; i < threads; i++) opened.push(await openThreadScript(task, output));
  const setups = main.setup(opened.map((thread) => thread.globals()));
  opened.forEach((thread, i) => {
    thread.init(setups[i]!);
  });
  return { main, threads: opened, printed: () => text };
}

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** A load of one second without errors. */
export const summary: ScriptSummary = {
  durationUs: 1e6,
  requests: 10,
  bytes: 2000,
  errors: { connect: 0, read: 0, write: 0, status: 0, timeout: 0 },
};

export const none: ScriptHistogram = { values: new Float64Array(), counts: new Float64Array() };
