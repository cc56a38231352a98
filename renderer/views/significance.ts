import { useEffect, useRef, useState } from 'react';
import type { Significance } from '../../engine/stats/types';
import type { FlameData } from '../../engine/worker/protocol';
import { type Failure, toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import type { ViewProps } from './contract';

/** A judgement as a view sees it; 'none' of a single profile, which has nothing to judge. */
export type Judgement =
  | { readonly state: 'none' }
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly value: Significance }
  | { readonly state: 'failed'; readonly failure: Failure };

type Asked = Pick<ViewProps, 'session' | 'engine' | 'data' | 'sampleType' | 'normalisation' | 'query'>;

/** One judgement of a tree, however many views ask for it. It goes with the tree's data. */
const judged = new WeakMap<FlameData, Promise<Significance>>();

/**
 * What of a comparison is change and what noise, for views that draw noise grey or show confidence: rows are
 * those of `data`'s frames and nodes. A comparison without rounds is judged by the
 * sampling error alone, and its answer says so (`noise`).
 */
export function useSignificance(view: Asked): Judgement {
  const { session, data } = view;
  const [answer, setAnswer] = useState<{ of: FlameData; answer: Judgement } | null>(null);
  // `data` was made of all the rest: nothing else changes the question.
  const latest = useRef(view);
  latest.current = view;
  useEffect(() => {
    if (latest.current.session.kind !== 'comparison') return;
    let asked = true;
    const tell = (told: Judgement) => asked && setAnswer({ of: data, answer: told });
    ask({ ...latest.current, data }).then(
      (value) => tell({ state: 'ready', value }),
      (thrown) => tell({ state: 'failed', failure: toFailure(thrown, 'significance') }),
    );
    return () => {
      asked = false;
    };
  }, [data]);
  if (session.kind !== 'comparison') return { state: 'none' };
  return answer?.of === data ? answer.answer : { state: 'waiting' };
}

function ask({ session, engine, data, sampleType, normalisation, query }: Asked): Promise<Significance> {
  const known = judged.get(data);
  if (known !== undefined) return known;
  const { before, after, paired } = roundsOf(session);
  const ids = (profiles: typeof before) => profiles.map(({ info }) => info.profileId);
  const counts = (profiles: typeof before) => profiles.map(({ requests }) => requests);
  const promise = call(engine, {
    treeId: data.treeId,
    before: ids(before),
    after: ids(after),
    sampleType,
    normalisation,
    query,
    requests: normalisation === 'per-request' ? { before: counts(before), after: counts(after) } : null,
    paired,
  });
  judged.set(data, promise);
  // Who asks again after a failure is to be answered anew.
  promise.catch(() => judged.delete(data));
  return promise;
}

const call = (engine: EngineClient, request: Parameters<typeof engine.call<'significance'>>[1]) =>
  engine.call('significance', request);

function roundsOf(session: Session) {
  if (session.kind === 'single') throw new Error('a single profile has no sides');
  return session.rounds ?? { before: [session.before], after: [session.after], paired: false };
}
