import type { CallTree } from '../analysis/types';
import { composeDot } from '../pprof/dot/compose';
import { formatPercent, formatValue } from '../units/format';
import type { Work } from '../work/work';
import { type GraphChoice, type TrimmedTree, trimTree } from './call-graph';

export interface GraphDotLook {
  /** What the graph is of, in a person's words. */
  readonly title: string;
  /** The column it is made of. */
  readonly sampleType: string;
}

/** The call graph in the language of Graphviz, drawn and explained as pprof does: what `callGraph` shows. */
export function* graphDot(tree: CallTree, choice: GraphChoice, look: GraphDotLook): Work<string> {
  const trimmed = yield* trimTree(tree, choice);
  const { factor, total } = trimmed;
  return composeDot(trimmed.trimmed.graph, {
    title: look.title.replace(/\s+/g, ' '),
    legend: legendOf(trimmed, choice, look, tree.unit),
    total: total / factor,
    format: (value) => formatValue(value * factor, tree.unit),
  });
}

function legendOf(
  { trimmed, sides, total, factor }: TrimmedTree,
  choice: GraphChoice,
  { title, sampleType }: GraphDotLook,
  unit: string,
): string[] {
  const amount = (value: number) => formatValue(value, unit);
  const { graph, nodesBefore, droppedNodes, droppedEdges, shownTotal } = trimmed;
  const shown = shownTotal * factor;
  const what = sides.length > 1 ? 'Showing changes of' : 'Showing nodes accounting for';
  const lines = [
    title,
    `Type: ${sampleType}`,
    `${what} ${amount(shown)}, ${formatPercent(shown, total)} of ${amount(total)} total`,
  ];
  const dropped = (n: number, word: string, measure: string, fraction: number) =>
    n > 0 &&
    lines.push(`Dropped ${n} ${word}${n === 1 ? '' : 's'} (${measure} <= ${amount(total * fraction)})`);
  dropped(droppedNodes, 'node', 'cum', choice.nodeFraction);
  dropped(droppedEdges, 'edge', 'freq', choice.edgeFraction);
  if (graph.order.length < nodesBefore) {
    lines.push(`Showing top ${graph.order.length} nodes out of ${nodesBefore}`);
  }
  return lines;
}
