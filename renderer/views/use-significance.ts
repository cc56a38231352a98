import { useEffect, useState } from 'react';
import type { Significance } from '../../engine/stats/types';
import type { ViewProps } from './contract';

/**
 * What of a comparison is change and what may be noise; null while nobody knows, and where there is one capture
 * a side, whose own noise nobody has measured.
 */
export function useSignificance({
  session,
  engine,
  data,
  sampleType,
  normalisation,
  query,
}: ViewProps): Significance | null {
  const [answer, setAnswer] = useState<{ treeId: number; value: Significance } | null>(null);
  const rounds = session.kind === 'comparison' ? session.rounds : undefined;
  useEffect(() => {
    if (rounds === undefined) return;
    const abort = new AbortController();
    const ids = (side: typeof rounds.before) => side.map(({ info }) => info.profileId);
    const requests = (side: typeof rounds.before) => side.map((profile) => profile.requests);
    const known = [...rounds.before, ...rounds.after].every((profile) => profile.requests > 0);
    engine
      .call(
        'significance',
        {
          treeId: data.treeId,
          before: ids(rounds.before),
          after: ids(rounds.after),
          sampleType,
          normalisation,
          query,
          requests: known ? { before: requests(rounds.before), after: requests(rounds.after) } : null,
          paired: rounds.paired,
        },
        { signal: abort.signal },
      )
      .then(
        (value) => {
          if (!abort.signal.aborted) setAnswer({ treeId: data.treeId, value });
        },
        // A comparison without judgement is still one; the pane says what failed of the tree itself.
        () => null,
      );
    return () => abort.abort();
  }, [engine, rounds, data, sampleType, normalisation, query]);
  return answer !== null && answer.treeId === data.treeId ? answer.value : null;
}
