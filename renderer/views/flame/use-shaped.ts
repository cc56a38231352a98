import { useEffect, useMemo, useState } from 'react';
import { isWhole, type TreeShape, wholeShape } from '../../../engine/analysis/types';
import type { DrawnTree } from '../../../engine/worker/protocol';
import { type Failure, toFailure } from '../../../proto/errors';
import type { LinksStore, ViewProps } from '../contract';
import { linksThrough } from './through';

/** A tree as a picture draws it, and what it points at. */
export interface Shaped {
  readonly tree: DrawnTree;
  readonly shape: TreeShape;
  readonly links: LinksStore;
}

/** `shaped` is null while nothing is there to be drawn; while another shape is made, the one before stays. */
export interface ShapedState {
  readonly shaped: Shaped | null;
  readonly loading: boolean;
  readonly done: number;
  readonly failure: Failure | null;
  readonly cancel: () => void;
}

interface Made {
  readonly treeId: number;
  readonly key: string;
  readonly tree: DrawnTree;
}

/**
 * The view's tree in a shape. The usual shape is the view's tree itself; others are asked for.
 * @param shape null = none is wanted yet
 */
export function useShaped({ engine, data, links }: ViewProps, shape: TreeShape | null): ShapedState {
  const [made, setMade] = useState<Made | null>(null);
  const [wait, setWait] = useState<{ done: number; failure: Failure | null; abort: AbortController | null }>({
    done: 0,
    failure: null,
    abort: null,
  });
  const key = shape === null ? '' : JSON.stringify(shape);
  const asksNothing = shape === null || isWhole(shape);
  useEffect(() => {
    if (asksNothing) {
      // A shape that nobody looks at may be large.
      setMade(null);
      return;
    }
    const abort = new AbortController();
    setWait({ done: 0, failure: null, abort });
    const onProgress = (done: number) => setWait((now) => (now.abort === abort ? { ...now, done } : now));
    const request = { treeId: data.treeId, shape: JSON.parse(key) as TreeShape };
    engine.call('shape', request, { signal: abort.signal, onProgress }).then(
      (tree) => {
        if (abort.signal.aborted) return;
        setMade({ treeId: data.treeId, key, tree });
        setWait({ done: 1, failure: null, abort: null });
      },
      (thrown) => {
        setWait((now) =>
          now.abort === abort ? { done: 0, failure: toFailure(thrown, 'shape'), abort: null } : now,
        );
      },
    );
    return () => {
      setWait((now) => (now.abort === abort ? { ...now, abort: null } : now));
      abort.abort();
    };
  }, [engine, data, key, asksNothing]);

  const own = shape?.pivot != null;
  const current = made !== null && made.treeId === data.treeId && (made.key === key || !asksNothing);
  const tree = shape === null ? null : isWhole(shape) ? data : current ? made.tree : own ? null : data;
  const joined = useMemo(
    () => (tree === null || tree === data ? null : linksThrough(links, data, tree, own)),
    [links, data, tree, own],
  );
  useEffect(() => () => joined?.stop(), [joined]);
  const drawn = tree === null || tree === data ? '' : made!.key;
  const shaped = useMemo(() => {
    if (tree === null) return null;
    const itsShape = drawn === '' ? wholeShape : (JSON.parse(drawn) as TreeShape);
    return { tree, shape: itsShape, links: joined?.links ?? links };
  }, [tree, drawn, joined, links]);
  return {
    shaped,
    loading: !asksNothing && wait.abort !== null,
    done: wait.done,
    failure: asksNothing ? null : wait.failure,
    cancel: () => wait.abort?.abort(),
  };
}
