import { type Outcome, toFailure } from '../../proto/errors';
import type { Argument, RequestName, Result, Signal, SignalName } from '../../proto/ipc';
import type { Host } from '../host';

/** What the preload script puts into the page. */
export interface Bridge {
  invoke(name: string, argument: unknown): Promise<unknown>;
  on(name: string, listener: (value: unknown) => void): () => void;
  dropped(): Promise<readonly string[]>;
}

declare global {
  interface Window {
    /** Absent where the page runs outside Electron. */
    readonly flamebench?: Bridge;
  }
}

/** The main process as a Host. It is trusted: what it answers has the contract's types and is not parsed again. */
export function createElectronHost(bridge: Bridge): Host {
  return {
    async request<N extends RequestName>(name: N, argument: Argument<N>) {
      try {
        return (await bridge.invoke(name, argument)) as Outcome<Result<N>>;
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown, name) };
      }
    },
    dropped: () => bridge.dropped(),
    on<N extends SignalName>(name: N, listener: (value: Signal<N>) => void) {
      return bridge.on(name, (value) => listener(value as Signal<N>));
    },
  };
}
