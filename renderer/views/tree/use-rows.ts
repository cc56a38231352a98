import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { BottomUpRows } from '../../../engine/tables/bottom-up';
import { type Failure, toFailure } from '../../../proto/errors';
import type { ViewProps } from '../contract';
import { bottomUpTreeRows, type KnownRows, pathKey, pathOfKey } from './bottom-up';
import { ancestors, heaviestPath, keptNodes, type TreeRow, topDownRows } from './top-down';

/** A tree that unfolds, whichever way it is read. */
export interface UnfoldingTree {
  readonly rows: readonly TreeRow[];
  readonly isUnfolded: (row: TreeRow) => boolean;
  readonly toggle: (row: TreeRow) => void;
  /** Unfolds by the heaviest rows down to the end; resolves with the key of the last one. */
  readonly unfoldHeaviest: (from: TreeRow | null) => Promise<string | null>;
  readonly foldAll: () => void;
  /** What the engine is asked for and has not answered; null where nothing is. */
  readonly wait: Wait | null;
  readonly failure: Failure | null;
  /** Asks for the first rows again. */
  readonly retry: () => void;
}

interface Wait {
  /** 0…1. */
  readonly done: number;
  readonly cancel: () => void;
}

export function useTopDown({ data, links }: Pick<ViewProps, 'data' | 'links'>): UnfoldingTree {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(
    () => new Set(data.childCount[0] === 1 ? [1] : []),
  );
  const hits = useStore(links, (now) => now.search.hits);
  const selected = useStore(links, (now) => now.selectedNode);
  useEffect(() => setUnfolded(new Set(data.childCount[0] === 1 ? [1] : [])), [data]);
  useEffect(() => {
    if (selected > 0) setUnfolded((now) => union(now, ancestors(data, selected)));
  }, [data, selected]);
  const keep = useMemo(() => (hits === null ? null : keptNodes(data, hits.frameMatches)), [data, hits]);
  const rows = useMemo(() => topDownRows(data, unfolded, keep), [data, unfolded, keep]);
  return {
    rows,
    isUnfolded: ({ node }) => unfolded.has(node),
    toggle: ({ node }) => setUnfolded((now) => toggled(now, node)),
    async unfoldHeaviest(from) {
      const path = heaviestPath(data, from === null ? 0 : from.node);
      setUnfolded((now) => union(now, path));
      const last = path[path.length - 1]!;
      return last > 0 ? String(last) : null;
    },
    foldAll: () => setUnfolded(new Set()),
    wait: null,
    failure: null,
    retry: () => {},
  };
}

export function useBottomUp({
  data,
  engine,
  links,
}: Pick<ViewProps, 'data' | 'engine' | 'links'>): UnfoldingTree {
  const [known, setKnown] = useState<KnownRows>(new Map());
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<Failure | null>(null);
  const hits = useStore(links, (now) => now.search.hits);
  const { treeId } = data;

  const [done, setDone] = useState<number | null>(null);
  /** Ends all that is asked of the tree that is shown. */
  const asking = useRef(new AbortController());

  const fetchRows = async (path: readonly number[]): Promise<BottomUpRows | null> => {
    const { current } = asking;
    const isShown = () => asking.current === current;
    setDone(0);
    try {
      const onProgress = (share: number) => isShown() && setDone(share);
      const rows = await engine.call('bottomUp', { treeId, path }, { signal: current.signal, onProgress });
      if (isShown()) setKnown((now) => new Map(now).set(pathKey(path), rows));
      return rows;
    } catch (thrown) {
      if (isShown()) setFailure(toFailure(thrown, 'bottomUp'));
      return null;
    } finally {
      if (isShown()) setDone(null);
    }
  };
  const ask = async (path: readonly number[]) => known.get(pathKey(path)) ?? fetchRows(path);
  const begin = () => {
    asking.current = new AbortController();
    setFailure(null);
    void fetchRows([]);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tree is what begins anew, nothing else
  useEffect(() => {
    setKnown(new Map());
    setUnfolded(new Set());
    begin();
    return () => asking.current.abort();
  }, [engine, treeId]);

  const rows = useMemo(
    () => bottomUpTreeRows(known, unfolded, hits?.frameMatches ?? null),
    [known, unfolded, hits],
  );
  return {
    rows,
    isUnfolded: ({ key }) => unfolded.has(key),
    toggle({ key }) {
      setUnfolded((now) => toggled(now, key));
      void ask(pathOfKey(key));
    },
    async unfoldHeaviest(from) {
      const path = from === null ? [] : pathOfKey(from.key);
      const keys: string[] = [];
      for (;;) {
        const rows = await ask(path);
        if (path.length > 0) keys.push(pathKey(path));
        if (rows === null || rows.frame.length === 0) break;
        path.push(rows.frame[0]!);
        if (rows.hasCallers[0] === 0) break;
      }
      setUnfolded((now) => union(now, keys));
      return path.length === 0 ? null : pathKey(path);
    },
    foldAll: () => setUnfolded(new Set()),
    wait: done === null ? null : { done, cancel: () => asking.current.abort() },
    failure,
    retry: begin,
  };
}

function toggled<T>(set: ReadonlySet<T>, key: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

function union<T>(set: ReadonlySet<T>, keys: readonly T[]): ReadonlySet<T> {
  return keys.every((key) => set.has(key)) ? set : new Set([...set, ...keys]);
}
