import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import { loadEnvironment } from '../load/confinement';
import type { ChildProcess, Fork } from '../ports';
import { ChildEnd } from '../services/child-end';

/** How long the app's end waits for children that were killed. */
const endPatienceMs = 2000;

/** Starts bundles as utility processes, and ends all that still live. */
export interface ElectronFork {
  readonly fork: Fork;
  /** Resolves when none lives any more, or after two seconds: a quitting app must not hang on a child. */
  killAll(): Promise<void>;
}

/** Forks bundles of `distFolder` as Electron's utility processes; the app may start them once it is ready. */
export function createElectronFork(distFolder: string): ElectronFork {
  const living = new Set<UtilityProcess>();
  return {
    fork(bundle, args) {
      const child = utilityProcess.fork(join(distFolder, `${bundle}.cjs`), [...args], {
        serviceName: `Flamebench ${bundle}`,
        stdio: ['ignore', 'ignore', 'pipe'],
        ...(bundle === 'load-host' ? { env: loadEnvironment(process.env) } : {}),
      });
      living.add(child);
      child.on('exit', () => living.delete(child));
      return wrap(child);
    },
    async killAll() {
      const ends = [...living].map((child) => {
        const end = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill();
        return end;
      });
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, endPatienceMs);
      });
      await Promise.race([Promise.all(ends), patience]);
      clearTimeout(timer);
    },
  };
}

function wrap(child: UtilityProcess): ChildProcess {
  const end = new ChildEnd();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => end.hear(text));
  // Of a process that was killed Electron tells code 0 or the signal's number; who ends well has said so before.
  child.on('exit', (code) =>
    end.tell(code === 0 ? 'it ended without a word' : `it exited with code ${code}`),
  );
  return {
    send(message) {
      if (!end.isOver) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit: (listener) => end.onExit(listener),
    kill() {
      child.kill();
    },
  };
}
