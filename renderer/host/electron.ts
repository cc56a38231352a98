import { FlamebenchError, type Outcome, toFailure } from '../../proto/errors';
import type { Argument, RequestName, Result, Signal, SignalName } from '../../proto/ipc';
import { fetchHeld, hasHeld } from '../../proto/pieces';
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

/**
 * The main process as a Host. It is trusted: what it answers has the contract's types and is not parsed again. What
 * is large in it is fetched in pieces before anybody sees it.
 */
export function createElectronHost(bridge: Bridge): Host {
  const whole = (value: unknown) =>
    fetchHeld(value, async (id, at) => {
      const outcome = (await bridge.invoke('bytes.piece', { id, at })) as Outcome<Uint8Array>;
      if (outcome.ok) return outcome.value;
      throw new FlamebenchError(outcome.error.code, outcome.error.subject, outcome.error.facts);
    });
  const onFailed = new Set<Give>();
  const hear = async (name: string, value: unknown, give: Give, before: Promise<void> | null) => {
    const fetched = hasHeld(value) ? whole(value) : Promise.resolve(value);
    // It is waited for below, after what came before it.
    fetched.catch(() => {});
    await before;
    try {
      give(await fetched);
    } catch (thrown) {
      for (const listener of onFailed) listener(toFailure(thrown, name));
    }
  };

  return {
    async request<N extends RequestName>(name: N, argument: Argument<N>) {
      try {
        const outcome = (await bridge.invoke(name, argument)) as Outcome<Result<N>>;
        if (!outcome.ok || !hasHeld(outcome.value)) return outcome;
        return { ok: true, value: (await whole(outcome.value)) as Result<N> };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown, name) };
      }
    },
    dropped: () => bridge.dropped(),
    on<N extends SignalName>(name: N, listener: (value: Signal<N>) => void) {
      const give = listener as Give;
      if (name === 'file.failed') onFailed.add(give);
      /** Until all that was heard so far is whole and given; what comes meanwhile keeps its place. */
      let giving: Promise<void> | null = null;
      const stop = bridge.on(name, (value) => {
        if (giving === null && !hasHeld(value)) {
          give(value);
          return;
        }
        const turn = hear(name, value, give, giving).then(() => {
          if (giving === turn) giving = null;
        });
        giving = turn;
      });
      return () => {
        onFailed.delete(give);
        stop();
      };
    },
  };
}

type Give = (value: unknown) => void;
