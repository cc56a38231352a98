import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Normalisation } from '../../engine/analysis/types';
import { emptyQuery, type Query } from '../../engine/query/query';
import type { FlameData } from '../../engine/worker/protocol';
import { type Failure, toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import { type FrameText, frameText } from '../views/frame-text';

/** What a tree is made of. */
export interface TreeRequest {
  /** One profile, or before and after. */
  readonly profileIds: readonly number[];
  readonly sampleType: string;
  /** The sample type's row in the first profile. */
  readonly sampleIndex: number;
  readonly normalisation: Normalisation;
  readonly query: Query;
  /** Label of the unit that values are written in; '' = the one that suits each. */
  readonly unit: string;
}

export interface Tree {
  readonly request: TreeRequest;
  readonly data: FlameData;
  readonly text: FrameText;
  /** Handles of the filtered profiles it was made of. */
  readonly profileIds: readonly number[];
  /** The query's options, by pprof's names, that found nothing in any of the profiles. */
  readonly unmatched: readonly string[];
}

export interface TreeState {
  readonly tree: Tree | null;
  readonly loading: boolean;
  /** 0…1 while loading. */
  readonly done: number;
  readonly failure: Failure | null;
}

/** A claim on a tree; it lives until the last claim is given back. */
export interface Lease {
  readonly store: StoreApi<TreeState>;
  cancel(): void;
  retry(): void;
  release(): void;
}

interface Shared {
  readonly store: StoreApi<TreeState>;
  readonly request: TreeRequest;
  holders: number;
  abort: AbortController;
}

/** Trees nobody shows are kept for the way back while they are few and small: rebuilding takes longer than looking. */
const mostIdle = 6;
const mostIdleNodes = 60_000;

const waiting: TreeState = { tree: null, loading: true, done: 0, failure: null };

export function keyOf(request: TreeRequest): string {
  const { profileIds, sampleType, normalisation, query, unit } = request;
  return JSON.stringify([profileIds, sampleType, normalisation, query, unit]);
}

/** The trees of one engine, each built once for all panes that ask for the same. */
export class Trees {
  private readonly shared = new Map<string, Shared>();

  constructor(private readonly engine: EngineClient) {}

  lease(request: TreeRequest): Lease {
    const key = keyOf(request);
    let entry = this.shared.get(key);
    if (entry === undefined) {
      const store = createStore<TreeState>(() => waiting);
      entry = { store, request, holders: 0, abort: new AbortController() };
      this.shared.set(key, entry);
      void this.build(entry);
    } else {
      // The newest stands last: what is given up first is what was looked at longest ago.
      this.shared.delete(key);
      this.shared.set(key, entry);
      const { loading, tree } = entry.store.getState();
      if (!loading && tree === null) this.again(entry);
    }
    const mine = entry;
    mine.holders++;
    let released = false;
    return {
      store: mine.store,
      cancel: () => mine.abort.abort(),
      retry: () => this.again(mine),
      release: () => {
        if (released) return;
        released = true;
        if (--mine.holders === 0) this.rest(key, mine);
      },
    };
  }

  private again(entry: Shared): void {
    entry.abort.abort();
    entry.abort = new AbortController();
    entry.store.setState(waiting);
    void this.build(entry);
  }

  /** Nobody holds it: what is not built yet will not be, what is large goes at once. */
  private rest(key: string, entry: Shared): void {
    const { tree } = entry.store.getState();
    if (tree === null || tree.data.frame.length > mostIdleNodes) {
      this.end(key, entry);
      return;
    }
    const idle = [...this.shared].filter(([, e]) => e.holders === 0);
    for (const [oldest, e] of idle.slice(0, Math.max(0, idle.length - mostIdle))) this.end(oldest, e);
  }

  private end(key: string, entry: Shared): void {
    this.shared.delete(key);
    entry.abort.abort();
    const { tree } = entry.store.getState();
    if (tree !== null) this.free(tree.data.treeId, ownProfiles(tree));
  }

  /** Forgets the trees that nobody shows of profiles that are closed. */
  forget(profileIds: readonly number[]): void {
    for (const [key, entry] of [...this.shared]) {
      if (entry.holders === 0 && entry.request.profileIds.some((id) => profileIds.includes(id)))
        this.end(key, entry);
    }
  }

  private async build(entry: Shared): Promise<void> {
    const { store, request, abort } = entry;
    const { signal } = abort;
    const filtered: number[] = [];
    try {
      const unmatched = await this.derive(request, signal, filtered);
      const profileIds = filtered.length > 0 ? filtered : request.profileIds;
      const options = {
        signal,
        onProgress: (done: number) => !signal.aborted && store.setState({ done }),
      };
      const data = await (profileIds.length === 1
        ? this.engine.call(
            'flame',
            { profileId: profileIds[0]!, sampleIndex: request.sampleIndex, unit: request.unit },
            options,
          )
        : this.engine.call(
            'compare',
            {
              before: profileIds[0]!,
              after: profileIds[1]!,
              sampleType: request.sampleType,
              normalisation: request.normalisation,
              unit: request.unit,
            },
            options,
          ));
      if (signal.aborted) {
        this.free(data.treeId, filtered);
        return;
      }
      const tree: Tree = { request, data, text: frameText(data.frames), profileIds, unmatched };
      store.setState({ tree, loading: false, done: 1, failure: null });
    } catch (thrown) {
      this.free(null, filtered);
      if (entry.abort !== abort) return;
      store.setState({ ...waiting, loading: false, failure: toFailure(thrown, 'flame') });
    }
  }

  /** Filters the profiles of a request, both sides alike. @returns what of the query matched nowhere */
  private async derive(
    request: TreeRequest,
    signal: AbortSignal,
    filtered: number[],
  ): Promise<readonly string[]> {
    if (isEmptyQuery(request.query)) return [];
    const missed: (readonly string[])[] = [];
    for (const profileId of request.profileIds) {
      const { query } = request;
      const derived = await this.engine.call('derive', { profileId, query }, { signal });
      filtered.push(derived.profileId);
      missed.push(derived.unmatched);
    }
    return missed[0]!.filter((option) => missed.every((each) => each.includes(option)));
  }

  /** Frees what the worker keeps; whether that succeeds matters to nobody: a crashed one has freed it already. */
  private free(treeId: number | null, profileIds: readonly number[]): void {
    if (treeId !== null) this.engine.call('drop', { treeId }).catch(() => null);
    for (const profileId of profileIds) this.engine.call('close', { profileId }).catch(() => null);
  }
}

function ownProfiles({ profileIds, request }: Tree): readonly number[] {
  return profileIds === request.profileIds ? [] : profileIds;
}

export function isEmptyQuery(query: Query): boolean {
  return (Object.keys(emptyQuery) as (keyof Query)[]).every((option) => query[option] === emptyQuery[option]);
}

const ofEngine = new WeakMap<EngineClient, Trees>();

export function treesOf(engine: EngineClient): Trees {
  let trees = ofEngine.get(engine);
  if (trees === undefined) {
    trees = new Trees(engine);
    ofEngine.set(engine, trees);
  }
  return trees;
}
