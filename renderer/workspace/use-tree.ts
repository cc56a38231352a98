import { useCallback, useEffect, useState } from 'react';
import type { FlameData } from '../../engine/worker/protocol';
import { type Failure, toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import { type NormalisationKind, normalisationOf, type SampleChoice } from './comparable';

/** The tree a workspace shows. While another one is made, the one before stays in `data`. */
export interface TreeState {
  readonly data: FlameData | null;
  /** What `data` was asked with; views must not read it with newer choices. */
  readonly made: { readonly sampleType: string; readonly normalisation: NormalisationKind } | null;
  readonly loading: boolean;
  /** 0…1 while loading. */
  readonly done: number;
  readonly failure: Failure | null;
}

const nothing: TreeState = { data: null, made: null, loading: true, done: 0, failure: null };

/** Asks the engine for the session's tree, again whenever a choice changes, and frees what it replaces. */
export function useTree(
  engine: EngineClient,
  session: Session,
  sample: SampleChoice | undefined,
  normalisation: NormalisationKind,
): TreeState & { readonly cancel: () => void; readonly retry: () => void } {
  const [state, setState] = useState(nothing);
  const [attempt, setAttempt] = useState(0);
  const [abort, setAbort] = useState<AbortController | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies(attempt): a new attempt asks the same again
  useEffect(() => {
    if (sample === undefined) return;
    const asked = new AbortController();
    setAbort(asked);
    setState((now) => ({ ...now, loading: true, done: 0, failure: null }));
    let ended = false;
    const options = {
      signal: asked.signal,
      onProgress: (done: number) => !ended && setState((now) => ({ ...now, done })),
    };
    const answer =
      session.kind === 'single'
        ? engine.call(
            'flame',
            { profileId: session.profile.info.profileId, sampleIndex: sample.index },
            options,
          )
        : engine.call(
            'compare',
            {
              before: session.before.info.profileId,
              after: session.after.info.profileId,
              sampleType: sample.type,
              normalisation: normalisationOf(normalisation, session),
            },
            options,
          );
    answer.then(
      (data) => {
        if (ended) void drop(engine, data.treeId);
        else {
          const made = { sampleType: sample.type, normalisation };
          setState({ data, made, loading: false, done: 1, failure: null });
        }
      },
      (thrown) => {
        if (!ended) setState((now) => ({ ...now, loading: false, failure: toFailure(thrown, 'flame') }));
      },
    );
    return () => {
      ended = true;
      asked.abort();
    };
  }, [engine, session, sample, normalisation, attempt]);

  const treeId = state.data?.treeId;
  useEffect(() => {
    if (treeId === undefined) return;
    return () => void drop(engine, treeId);
  }, [engine, treeId]);

  const cancel = useCallback(() => abort?.abort(), [abort]);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  return { ...state, cancel, retry };
}

/** Frees a tree; whether that succeeds matters to nobody, as a crashed worker has freed it already. */
async function drop(engine: EngineClient, treeId: number): Promise<void> {
  await engine.call('drop', { treeId }).catch(() => null);
}
