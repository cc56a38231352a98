import { useEffect, useState } from 'react';
import type { CallName, EngineCalls } from '../../engine/worker/protocol';
import { type Failure, toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';

/** An answer of the engine as a component sees it: not there yet, there, or failed. */
export type Answer<T> =
  /** `done`: 0…1. */
  | { readonly state: 'waiting'; readonly done: number; readonly cancel: () => void }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure; readonly retry: () => void };

/**
 * Asks the engine, and again for each other argument; a question that is no longer asked is cancelled.
 * @param argument compared by what it says, not by identity, so that it may be written in place; null = nothing is asked
 */
export function useAnswer<N extends CallName>(
  engine: EngineClient,
  name: N,
  argument: EngineCalls[N]['request'] | null,
): Answer<EngineCalls[N]['answer']> {
  const asked = argument === null ? '' : JSON.stringify(argument);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer<EngineCalls[N]['answer']> & { readonly of: string }>({
    ...nothing,
    of: asked,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies(attempt): a new attempt asks the same again
  useEffect(() => {
    if (asked === '') return;
    const abort = new AbortController();
    let ended = false;
    const wait = (done: number) =>
      !ended && setAnswer({ state: 'waiting', done, cancel: () => abort.abort(), of: asked });
    wait(0);
    const options = { signal: abort.signal, onProgress: wait };
    engine.call(name, JSON.parse(asked) as EngineCalls[N]['request'], options).then(
      (value) => !ended && setAnswer({ state: 'ready', value, of: asked }),
      (thrown) => {
        if (ended) return;
        const retry = () => setAttempt((n) => n + 1);
        setAnswer({ state: 'failed', failure: toFailure(thrown, name), retry, of: asked });
      },
    );
    return () => {
      ended = true;
      abort.abort();
    };
  }, [engine, name, asked, attempt]);
  // In the render between a new question and its effect, the answer is still that to the old one.
  return answer.of === asked ? answer : nothing;
}

const nothing = { state: 'waiting', done: 0, cancel: () => {} } as const;
