import type { MessagePort } from 'node:worker_threads';
import { toFailure } from '../../proto/errors';
import { openMainScript } from './script/open';
import { failOnRejections } from './script/rejections';
import type { ScriptTask } from './script/types';
import type { MainScriptCommand, MainScriptEvent } from './thread-protocol';

/** Serves a script's main state from a thread of its own; its first word is that the file has run. */
export async function serveMainScript(task: ScriptTask, port: MessagePort): Promise<void> {
  const tell = (event: MainScriptEvent): void => port.postMessage(event);
  const fail = (thrown: unknown): void =>
    tell({ type: 'failed', error: toFailure(thrown, task.script.name) });
  failOnRejections(task.script.name, fail);
  try {
    const script = await openMainScript(task, (text) => tell({ type: 'output', text }));
    port.on('message', (command: MainScriptCommand) => {
      try {
        if (command.type === 'setup') tell({ type: 'setup', setups: script.setup(command.globals) });
        else {
          script.done(command.globals, command.summary, command.latency, command.requests);
          tell({ type: 'done' });
        }
      } catch (thrown) {
        fail(thrown);
      }
    });
    tell({ type: 'open' });
  } catch (thrown) {
    fail(thrown);
  }
}
