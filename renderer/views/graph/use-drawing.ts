import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { GraphChoice } from '../../../engine/callgraph/call-graph';
import { type Failure, toFailure } from '../../../proto/errors';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { LayoutsContext } from '../layouts';
import type { Measure } from './box';
import { type Drawing, makeDrawing } from './drawing';
import { createMeasure } from './measure';

export interface DrawingState {
  /** The last graph that was laid out of this tree; a new one takes its place once it is done. */
  readonly drawing: Drawing | null;
  readonly busy: boolean;
  /** 'cancelled' where the person ended the layout. */
  readonly failure: Failure | null;
}

/** Asks for the graph of the shown tree, again whenever the tree or the choice is another. */
export function useDrawing(
  { engine, data, text }: Pick<ViewProps, 'engine' | 'data' | 'text'>,
  choice: GraphChoice,
): DrawingState & {
  readonly measure: Measure;
  readonly cancel: () => void;
  readonly retry: () => void;
} {
  const layouts = useContext(LayoutsContext);
  const words = useWords().graph;
  const measure = useMemo(createMeasure, []);
  const [state, setState] = useState<DrawingState>({ drawing: null, busy: true, failure: null });
  const [attempt, setAttempt] = useState(0);
  const abort = useRef<AbortController | null>(null);

  useEffect(() => layouts?.warm(), [layouts]);

  // biome-ignore lint/correctness/useExhaustiveDependencies(attempt): a new attempt asks the same again
  useEffect(() => {
    if (layouts === null) return;
    const asked = new AbortController();
    let current = true;
    abort.current = asked;
    setState(({ drawing }) => ({ drawing, busy: true, failure: null }));
    const ports = { engine, layouts, measure, now: () => performance.now() };
    const of = { treeId: data.treeId, choice, names: text.names, unit: data.unit, words };
    makeDrawing(ports, of, asked.signal).then(
      (drawing) => current && setState({ drawing, busy: false, failure: null }),
      (thrown) =>
        current && setState(({ drawing }) => ({ drawing, busy: false, failure: toFailure(thrown, 'graph') })),
    );
    return () => {
      current = false;
      asked.abort();
    };
  }, [layouts, engine, data, text, choice, words, measure, attempt]);

  // Frames of another tree are other rows: its picture goes at once.
  const drawing = state.drawing?.treeId === data.treeId ? state.drawing : null;
  return {
    ...state,
    drawing,
    measure,
    cancel: () => abort.current?.abort(),
    retry: () => setAttempt((n) => n + 1),
  };
}
