import { useCallback, useEffect, useRef, useState } from 'react';
import type { EngineClient } from '../engine/client';
import { afterPicture } from '../ui/after-picture';
import { keyOf, type Lease, type Tree, type TreeRequest, type TreeState, treesOf } from './trees';

/** The tree a pane shows. While another one is made, the one before stays in `tree`. */
export interface ShownTree extends TreeState {
  readonly cancel: () => void;
  readonly retry: () => void;
}

/**
 * Claims the tree that is asked for, and gives the one before it back when the new one is there.
 * @param isFirst whether it is shown as soon as it comes; others give that one the time to be drawn
 */
export function useTree(
  engine: EngineClient,
  request: TreeRequest | null,
  isFirst: () => boolean,
): ShownTree {
  const [state, setState] = useState<TreeState>({ tree: null, loading: true, done: 0, failure: null });
  const shown = useRef<Lease | null>(null);
  const asked = useRef<Lease | null>(null);
  const key = request === null ? '' : keyOf(request);
  const latest = useRef(request);
  latest.current = request;

  // biome-ignore lint/correctness/useExhaustiveDependencies(key): it says all that a request is
  useEffect(() => {
    if (latest.current === null) return;
    const lease = treesOf(engine).lease(latest.current);
    asked.current = lease;
    const look = (now: TreeState) => {
      if (now.tree !== null && shown.current !== lease) {
        shown.current?.release();
        shown.current = lease;
      }
      setState((before) => ({ ...now, tree: now.tree ?? before.tree }));
    };
    let callOff = () => {};
    const stop = lease.store.subscribe((now, before) => {
      callOff();
      if (now.tree === before.tree || isFirst()) look(now);
      else callOff = afterPicture(() => look(now));
    });
    look(lease.store.getState());
    return () => {
      stop();
      callOff();
      if (shown.current !== lease) lease.release();
    };
  }, [engine, key, isFirst]);
  useEffect(
    () => () => {
      shown.current?.release();
      shown.current = null;
    },
    [],
  );

  const cancel = useCallback(() => asked.current?.cancel(), []);
  const retry = useCallback(() => asked.current?.retry(), []);
  return { ...state, cancel, retry };
}

/** True where a tree is the one asked for, and not the one before it. */
export function isCurrent(tree: Tree | null, request: TreeRequest | null): boolean {
  return tree !== null && request !== null && keyOf(tree.request) === keyOf(request);
}
