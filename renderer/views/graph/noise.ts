import { useMemo } from 'react';
import { isChanged } from '../../../engine/stats/sureness';
import type { CallRows } from '../../../engine/stats/table-rows';
import type { ViewProps } from '../contract';
import { useRowsChanged } from '../judged-rows';
import { type Judgement, significanceOf, useSignificance } from '../significance';
import type { Drawing } from './drawing';

/** Which changes of a comparison's graph may be noise. */
export interface GraphNoise {
  /** Of a function by itself and with all it calls; of either where none is named. */
  readonly ofFrame: (frame: number, measure?: 'flat' | 'cum') => boolean;
  readonly ofCall: (call: number) => boolean;
}

/** What is asked to tell the changes of a graph's calls from noise, row by row. */
export function judgedCalls({ graph }: Pick<Drawing, 'graph'>, names: readonly string[]): CallRows {
  const nameOf = (node: number) => names[graph.frame[node]!]!;
  return {
    kind: 'calls',
    callers: Array.from(graph.source, nameOf),
    callees: Array.from(graph.target, nameOf),
    shown: Array.from(graph.frame.keys(), nameOf),
  };
}

/**
 * The noise of a drawing, null where nobody asks or nobody knows yet; and how far its judgement is. Calls are judged by
 * themselves; until they are, they are what the functions that they enter are.
 */
export function useGraphNoise(
  props: ViewProps,
  drawing: Drawing | null,
  isAsked: boolean,
): { readonly noise: GraphNoise | null; readonly judgement: Judgement<unknown> } {
  const judgement = useSignificance(props);
  const significance = significanceOf(judgement);
  const { text } = props;
  const asked = useMemo(
    () => (drawing === null || !isAsked ? null : judgedCalls(drawing, text.names)),
    [drawing, isAsked, text],
  );
  const calls = useRowsChanged(props, asked);
  const changed = calls.state === 'ready' ? calls.value.cum : null;
  const noise = useMemo((): GraphNoise | null => {
    if (significance === null || drawing === null || !isAsked) return null;
    const { graph } = drawing;
    const ofFrame = (frame: number, measure?: 'flat' | 'cum') =>
      measure === undefined
        ? !isChanged(significance, 'cum', frame) && !isChanged(significance, 'flat', frame)
        : !isChanged(significance, measure, frame);
    const ofCall = (call: number) =>
      changed === null ? ofFrame(graph.frame[graph.target[call]!]!) : changed[call] === 0;
    return { ofFrame, ofCall };
  }, [significance, drawing, changed, isAsked]);
  return { noise, judgement: judgement.state === 'ready' && asked !== null ? calls : judgement };
}
