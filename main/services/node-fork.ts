import { fork, type ChildProcess as NodeChild } from 'node:child_process';
import { join } from 'node:path';
import type { ChildProcess, Fork } from '../ports';

/** As much of a child's stderr as the reason of its end may quote. */
const maxQuoteLength = 500;

/**
 * Forks bundles of `distFolder` as Node processes of their own (the command line and the tests; the app uses
 * Electron's). They are killed when this process exits; if it is killed itself, they see their channel close.
 */
export function createNodeFork(distFolder: string): Fork {
  const living = new Set<NodeChild>();
  const killAll = () => {
    for (const child of living) child.kill('SIGKILL');
  };
  return (bundle, args) => {
    const child = fork(join(distFolder, `${bundle}.cjs`), [...args], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    if (living.size === 0) process.on('exit', killAll);
    living.add(child);
    return wrap(child, () => {
      living.delete(child);
      if (living.size === 0) process.off('exit', killAll);
    });
  };
}

function wrap(child: NodeChild, onGone: () => void): ChildProcess {
  const exitListeners: ((reason: string) => void)[] = [];
  let complaint = '';
  let endReason: string | null = null;

  const end = (reason: string) => {
    if (endReason !== null) return;
    endReason = reason;
    onGone();
    for (const listener of exitListeners) listener(reason);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-maxQuoteLength);
  });
  // 'close' rather than 'exit': only then has all of stderr been read.
  child.on('close', (code, signal) => {
    const how = signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`;
    const said = complaint.trim();
    end(said === '' ? how : `${how}: ${said}`);
  });
  // Could not be started, or a message could not be sent to a process that is about to be gone.
  child.on('error', (error) => {
    if (child.pid === undefined) end(`it could not be started: ${error.message}`);
  });

  return {
    send(message) {
      if (!child.connected) return;
      // Whether it arrived shows in its answers and in its end.
      child.send(message as object, () => {});
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      if (endReason === null) exitListeners.push(listener);
      else listener(endReason);
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}
