import { fork, type ChildProcess as NodeChild } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvironment, loadPermissions } from '../load/confinement';
import type { ChildProcess, Fork } from '../ports';
import { ChildEnd } from './child-end';

/**
 * Forks bundles of `distFolder` as Node processes of their own (the command line and the tests; the app uses
 * Electron's). They are killed when this process exits; if it is killed itself, they see their channel close.
 */
export function createNodeFork(distFolder: string): Fork {
  const living = new Set<NodeChild>();
  const permissions = loadPermissions(folderAt(distFolder));
  const killAll = () => {
    for (const child of living) child.kill('SIGKILL');
  };
  return (bundle, args) => {
    const isLoad = bundle === 'load-host';
    const child = fork(join(distFolder, `${bundle}.cjs`), [...args], {
      execArgv: isLoad ? permissions : [],
      ...(isLoad ? { env: loadEnvironment(process.env) } : {}),
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

/** As the permission model compares paths: absolute, links resolved. */
function folderAt(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}

function wrap(child: NodeChild, onGone: () => void): ChildProcess {
  const end = new ChildEnd();
  end.onExit(onGone);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => end.hear(text));
  // 'close' rather than 'exit': only then has all of stderr been read.
  child.on('close', (code, signal) => {
    end.tell(signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`);
  });
  // Could not be started, or a message could not be sent to a process that is about to be gone.
  child.on('error', (error) => {
    if (child.pid === undefined) end.tell(`it could not be started: ${error.message}`);
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
    onExit: (listener) => end.onExit(listener),
    kill() {
      child.kill('SIGKILL');
    },
  };
}
