import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { droppedChannel, readContract } from '../proto/bridge';

// The bridge: the window can ask what the contract lists and hear what it lists, and nothing else. Neither
// ipcRenderer nor its event objects reach the page: through an event's sender a page could send anything.

type Listener = (value: unknown) => void;

/** Signals kept for a page that does not listen yet: a file from the command line must not be lost. */
const maxKept = 32;

function createSignal(name: string): (listener: Listener) => () => void {
  const listeners = new Set<Listener>();
  const kept: unknown[] = [];
  ipcRenderer.on(name, (_event, value: unknown) => {
    if (listeners.size === 0 && kept.length < maxKept) kept.push(value);
    for (const listener of listeners) listener(value);
  });
  return (listener) => {
    listeners.add(listener);
    for (const value of kept.splice(0)) listener(value);
    return () => {
      listeners.delete(listener);
    };
  };
}

const { requests, signals } = readContract(process.argv);
const hear = new Map([...signals].map((name) => [name, createSignal(name)]));

/**
 * Main is told where files lie that a person dropped, so that it can give them again at the next start. Only a
 * drop by hand counts, and only this script can tell of it: the page gets ids, and names no paths.
 */
let dropped: Promise<readonly string[]> = Promise.resolve([]);
window.addEventListener(
  'drop',
  (event) => {
    const files = event.isTrusted ? [...(event.dataTransfer?.files ?? [])] : [];
    dropped =
      files.length === 0 ? Promise.resolve([]) : ipcRenderer.invoke(droppedChannel, files.map(pathOf));
  },
  true,
);

/** '' for a file that lies nowhere, as one dragged out of a web page. Older versions say it on the file itself. */
function pathOf(file: File): string {
  return webUtils === undefined ? ((file as { path?: string }).path ?? '') : webUtils.getPathForFile(file);
}

contextBridge.exposeInMainWorld('flamebench', {
  /** Asks the main process; answers an Outcome. Throws on a name outside the contract. */
  invoke: (name: string, argument: unknown): Promise<unknown> => {
    if (!requests.has(name)) throw new Error(`'${name}' is not a request of the contract`);
    return ipcRenderer.invoke(name, argument);
  },

  /** Ids of the files of the last drop, in their order; '' for one that main cannot give again. */
  dropped: (): Promise<readonly string[]> => dropped,

  /** Hears a signal. Returns how to stop. Throws on a name outside the contract. */
  on: (name: string, listener: Listener): (() => void) => {
    const listen = hear.get(name);
    if (listen === undefined) throw new Error(`'${name}' is not a signal of the contract`);
    return listen(listener);
  },
});
