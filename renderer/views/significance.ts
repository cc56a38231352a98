import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Significance } from '../../engine/stats/types';
import type { FlameData, JudgedTree } from '../../engine/worker/protocol';
import { toFailure } from '../../proto/errors';
import type { Session } from '../state/session';
import type { ViewProps } from './contract';
import type { Answer } from './use-answer';

/** A judgement as a view sees it; 'none' of a single profile, which has nothing to judge. */
export type Judgement<T = Significance> = { readonly state: 'none' } | Answer<T>;

/** What of a view's properties a judgement is asked by. */
export type Asked = Pick<ViewProps, 'session' | 'engine' | 'data' | 'sampleType' | 'normalisation' | 'query'>;

/** One judgement of a tree, however many views ask for it. It goes with the tree's data. */
interface Shared {
  readonly store: StoreApi<Judgement>;
  /** Views that ask for it; where none is left before it is there, it is called off. */
  askers: number;
  isBegun: boolean;
}

const judged = new WeakMap<FlameData, Shared>();

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
    const shared = judgementOf({ ...latest.current, data });
    const tell = (now: Judgement) => setAnswer({ of: data, answer: now });
    shared.askers++;
    tell(shared.store.getState());
    const stop = shared.store.subscribe(tell);
    return () => {
      stop();
      shared.askers--;
      const now = shared.store.getState();
      if (shared.askers === 0 && now.state === 'waiting') now.cancel();
    };
  }, [data]);
  if (session.kind !== 'comparison') return { state: 'none' };
  return answer?.of === data ? answer.answer : unasked;
}

/** What was judged; null until it is, and where nothing can be. */
export function significanceOf(judgement: Judgement): Significance | null {
  return judgement.state === 'ready' ? judgement.value : null;
}

/** The same outside of views: what is known of a tree. */
export function knownSignificance(data: FlameData): Significance | null {
  return significanceOf(sharedOf(data).store.getState());
}

/** The judgement of a comparison as far as views have asked for one: for who shows it, but is not worth its work. */
export function useKnownSignificance(data: FlameData): Significance | null {
  return significanceOf(useStore(sharedOf(data).store));
}

const unasked = { state: 'waiting', done: 0, cancel: () => {} } as const;

/** The judgement of a tree, asked for where it is not known or has failed. */
function judgementOf(asked: Asked): Shared {
  const shared = sharedOf(asked.data);
  if (!shared.isBegun || shared.store.getState().state === 'failed') {
    shared.isBegun = true;
    judge(asked, shared.store);
  }
  return shared;
}

function sharedOf(data: FlameData): Shared {
  let shared = judged.get(data);
  if (shared === undefined) {
    shared = { store: createStore<Judgement>(() => unasked), askers: 0, isBegun: false };
    judged.set(data, shared);
  }
  return shared;
}

function judge(asked: Asked, store: StoreApi<Judgement>): void {
  const abort = new AbortController();
  const wait = (done: number) =>
    store.setState({ state: 'waiting', done, cancel: () => abort.abort() }, true);
  wait(0);
  const options = { signal: abort.signal, onProgress: wait };
  asked.engine.call('significance', judgedTree(asked), options).then(
    (value) => store.setState({ state: 'ready', value }, true),
    (thrown) => {
      const failure = toFailure(thrown, 'significance');
      store.setState({ state: 'failed', failure, retry: () => judge(asked, store) }, true);
    },
  );
}

/** The tree of a comparison, and the captures that judge it, as the engine is asked about them. */
export function judgedTree({ session, data, sampleType, normalisation, query }: Asked): JudgedTree {
  const { before, after, paired } = roundsOf(session);
  const ids = (profiles: typeof before) => profiles.map(({ info }) => info.profileId);
  const counts = (profiles: typeof before) => profiles.map(({ requests }) => requests);
  return {
    treeId: data.treeId,
    before: ids(before),
    after: ids(after),
    sampleType,
    normalisation,
    query,
    requests: normalisation === 'per-request' ? { before: counts(before), after: counts(after) } : null,
    paired,
  };
}

function roundsOf(session: Session) {
  if (session.kind === 'single') throw new Error('a single profile has no sides');
  return session.rounds ?? { before: [session.before], after: [session.after], paired: false };
}
