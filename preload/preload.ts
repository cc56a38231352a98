import { contextBridge, ipcRenderer } from 'electron';
import { requests, signals } from '../proto/ipc';

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

const hear = new Map(Object.keys(signals).map((name) => [name, createSignal(name)]));

contextBridge.exposeInMainWorld('flamebench', {
  /** Asks the main process; answers an Outcome. Throws on a name outside the contract. */
  invoke: (name: string, argument: unknown): Promise<unknown> => {
    if (!Object.hasOwn(requests, name)) throw new Error(`'${name}' is not a request of the contract`);
    return ipcRenderer.invoke(name, argument);
  },

  /** Hears a signal. Returns how to stop. Throws on a name outside the contract. */
  on: (name: string, listener: Listener): (() => void) => {
    const listen = hear.get(name);
    if (listen === undefined) throw new Error(`'${name}' is not a signal of the contract`);
    return listen(listener);
  },
});
