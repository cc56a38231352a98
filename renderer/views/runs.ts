import { createContext, useContext, useEffect, useState } from 'react';
import { type Failure, toFailure } from '../../proto/errors';
import type { Annotation } from '../../proto/ipc';
import type { Run } from '../../proto/run';

/**
 * How views reach the saved runs behind their profiles. Whoever shows views provides it; without one, as in a
 * test, no run is known. Rejects with a FlamebenchError.
 */
export interface Runs {
  read(id: string): Promise<Run>;
  /** Replaces what a person wrote about a run, and gives the run as it then is. */
  annotate(id: string, annotation: Annotation): Promise<Run>;
  /** Tells of each run that was written about, whoever did. Returns how to stop. */
  onAnnotated(listener: (run: Run) => void): () => void;
  /** Shows the save dialog; a failure is told by the window itself. */
  saveFile(suggestedName: string, bytes: Uint8Array): Promise<void>;
  /** Shows where a service is connected to, of which a run can be recorded. */
  connect(): void;
}

export const RunsContext = createContext<Runs | null>(null);

/** A run as a view sees it: none behind the profile, not there yet, there, or unreadable. */
export type RunAnswer =
  | { readonly state: 'none' }
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly run: Run }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Reads a run; '' is no run. */
export function useRun(id: string): RunAnswer {
  const runs = useContext(RunsContext);
  const [answer, setAnswer] = useState<RunAnswer & { readonly of: string }>({ state: 'waiting', of: id });
  useEffect(() => {
    if (id === '' || runs === null) return;
    let asked = true;
    setAnswer({ state: 'waiting', of: id });
    runs.read(id).then(
      (run) => asked && setAnswer({ state: 'ready', run, of: id }),
      (thrown) => asked && setAnswer({ state: 'failed', failure: toFailure(thrown, id), of: id }),
    );
    const stop = runs.onAnnotated((run) => run.id === id && setAnswer({ state: 'ready', run, of: id }));
    return () => {
      asked = false;
      stop();
    };
  }, [id, runs]);
  if (id === '' || runs === null) return { state: 'none' };
  return answer.of === id ? answer : { state: 'waiting' };
}
