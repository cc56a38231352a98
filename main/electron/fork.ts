import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { ChildProcess, Fork } from '../ports';

/** As much of a child's stderr as the reason of its end may quote. */
const maxQuoteLength = 500;

/** Starts bundles as utility processes, and ends all that still live. */
export interface ElectronFork {
  readonly fork: Fork;
  killAll(): void;
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
    killAll() {
      for (const child of living) child.kill();
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
