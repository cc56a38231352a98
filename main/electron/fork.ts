import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { ChildProcess, Fork } from '../ports';

/** As much of a child's stderr as the reason of its end may quote. */
const maxQuoteLength = 500;

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
  const exitListeners: ((reason: string) => void)[] = [];
  let complaint = '';
  let endReason: string | null = null;

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-maxQuoteLength);
  });
  child.on('exit', (code) => {
    const said = complaint.trim();
    endReason = `it exited with code ${code}${said === '' ? '' : `: ${said}`}`;
    for (const listener of exitListeners) listener(endReason);
  });

  return {
    send(message) {
      if (endReason === null) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      if (endReason === null) exitListeners.push(listener);
      else listener(endReason);
    },
    kill() {
      child.kill();
    },
  };
}
