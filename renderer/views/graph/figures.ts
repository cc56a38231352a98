import type { CallGraph } from '../../../engine/callgraph/call-graph';
import { formatPercent } from '../../../engine/units/format';
import type { Words } from '../../words/words';
import { changeText, formatDelta, formatValue, share } from '../figures';
import { amount, callsOf } from './walk';

/** What is written about nodes and calls. */

/** Of what shares are: a profile's total, a comparison's larger one. */
export function totalOf({ totals }: CallGraph): number {
  return totals.reduce((most, total) => Math.max(most, total), 0);
}

/**
 * What colours and widths are parts of: a profile's total, as pprof has it; in a comparison the largest change
 * shown, since most are small parts of the total.
 */
export function scaleOf(graph: CallGraph): number {
  if (graph.totals.length === 1) return totalOf(graph);
  const largest = (columns: readonly Float64Array[], length: number) => {
    let most = 0;
    for (let row = 0; row < length; row++) most = Math.max(most, Math.abs(amount(columns, row)));
    return most;
  };
  return Math.max(largest(graph.cum, graph.frame.length), largest(graph.weight, graph.source.length));
}

/** A part of {@link scaleOf}, with its sign. */
export function partOf(value: number, scale: number): number {
  return scale === 0 ? 0 : value / scale;
}

/** Whether a node or call of a profile is below nothing, as in a difference of two. */
export function hasLosses({ cum, weight }: CallGraph): boolean {
  return [...cum, ...weight].some((column) => column.some((value) => value < 0));
}

/** One measure of a node or call: its value and share, or its change. */
export function figure(columns: readonly Float64Array[], row: number, total: number, unit: string): string {
  const [first, second] = columns;
  if (second === undefined) return withShare(formatValue(first![row]!, unit), share(first![row]!, total));
  const [before, after] = [first![row]!, second[row]!];
  return withShare(formatDelta(after - before, unit), changeText(before, after));
}

function withShare(value: string, part: string): string {
  return value === '0' || part === '' ? value : `${value} (${part})`;
}

/** What stands in a node under its name: its own value and, where that differs, its total. */
export function nodeFigures(graph: CallGraph, node: number, unit: string, words: Words['graph']): string[] {
  const total = totalOf(graph);
  const self = figure(graph.flat, node, total, unit);
  const isLeaf = graph.flat.every((column, side) => column[node] === graph.cum[side]![node]);
  if (isLeaf) return [self];
  const all = words.of(figure(graph.cum, node, total, unit));
  return self === '0' ? [`0 ${all}`] : [self, all];
}

/** What stands at a call. */
export function callFigure(graph: CallGraph, call: number, unit: string): string {
  const [first, second] = graph.weight;
  return second === undefined
    ? formatValue(first![call]!, unit)
    : formatDelta(second[call]! - first![call]!, unit);
}

export interface Measures {
  /** Each with one value, or with before, after, change and its share. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
}

/** Self and total of a node, in full. */
export function measuresOf(graph: CallGraph, node: number, unit: string, words: Words['graph']): Measures {
  const row = (label: string, columns: readonly Float64Array[]) => {
    const [first, second] = columns;
    const before = first![node]!;
    if (second === undefined) {
      return { label, cells: [formatValue(before, unit), formatPercent(before, totalOf(graph))] };
    }
    const after = second[node]!;
    const values = [formatValue(before, unit), formatValue(after, unit)];
    return { label, cells: [...values, formatDelta(after - before, unit), changeText(before, after)] };
  };
  return { rows: [row(words.self, graph.flat), row(words.total, graph.cum)] };
}

/** A node in one sentence. */
export function nodeSentence(
  graph: CallGraph,
  node: number,
  name: string,
  unit: string,
  words: Words['graph'],
): string {
  const total = totalOf(graph);
  return words.node(
    name,
    figure(graph.flat, node, total, unit),
    figure(graph.cum, node, total, unit),
    callsOf(graph, node, 'callers').length,
    callsOf(graph, node, 'callees').length,
  );
}
