import { toFailure } from '../../proto/errors';
import type { Argument, RequestName, Result, Signal, SignalName } from '../../proto/ipc';
import type { Host } from '../host';

/** What a fake host answers, by request; a request that is missing fails 'internal'. Throwing is failing. */
export type FakeAnswers = {
  readonly [N in RequestName]?: (argument: Argument<N>) => Result<N> | Promise<Result<N>>;
};

export interface FakeHost extends Host {
  /** Pushes a signal to whoever listens. */
  emit<N extends SignalName>(name: N, value: Signal<N>): void;
  /** Every request so far, in order. */
  readonly asked: readonly { readonly name: RequestName; readonly argument: unknown }[];
}

/** A Host made of functions, for tests and for working on the window in a plain browser. */
export function createFakeHost(answers: FakeAnswers): FakeHost {
  const listeners = new Map<SignalName, Set<(value: never) => void>>();
  const asked: { name: RequestName; argument: unknown }[] = [];
  return {
    asked,
    async request(name, argument) {
      asked.push({ name, argument });
      const answer = answers[name];
      try {
        if (answer === undefined) throw new Error(`no answer for ${name}`);
        return { ok: true, value: await answer(argument) };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown, name) };
      }
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    emit(name, value) {
      for (const listener of listeners.get(name) ?? []) listener(value as never);
    },
  };
}
