import { useEffect, useState } from 'react';
import type { CallName, EngineCalls } from '../../engine/worker/protocol';
import { type Failure, toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';

/** An answer of the engine as a component sees it: not there yet, there, or failed. */
export type Answer<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Asks the engine about a tree, and again for each other tree; a question that is no longer asked is cancelled. */
export function useTreeAnswer<N extends CallName & ('top' | 'diffRows')>(
  engine: EngineClient,
  name: N,
  treeId: number,
): Answer<EngineCalls[N]['answer']> {
  const [answer, setAnswer] = useState<Answer<EngineCalls[N]['answer']>>({ state: 'waiting' });
  useEffect(() => {
    const abort = new AbortController();
    setAnswer({ state: 'waiting' });
    engine.call(name, { treeId }, { signal: abort.signal }).then(
      (value) => !abort.signal.aborted && setAnswer({ state: 'ready', value }),
      (thrown) => !abort.signal.aborted && setAnswer({ state: 'failed', failure: toFailure(thrown, name) }),
    );
    return () => abort.abort();
  }, [engine, name, treeId]);
  return answer;
}
