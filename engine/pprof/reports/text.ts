import { percentage } from '../../units/measure';
import type { Work } from '../../work/work';
import { formatAmount, type ReportContext, type ReportOutput, trimmedReport } from '../context';
import { cumValue, type Edges, flatValue } from '../graph/graph';
import { reportLegend } from '../legend';
import { textOf } from './lines';

/** text, top: the nodes as a table, one line each. */
export function* textReport(given: ReportContext): Work<ReportOutput> {
  const { trimmed, context } = yield* trimmedReport(given);
  const { graph } = trimmed;
  const { total } = context;
  const marks = inlineMarks(graph.edges, graph.info.length);
  const lines = reportLegend(context, trimmed, false);
  lines.push('      flat  flat%   sum%        cum   cum%');
  let sum = 0;
  for (const node of graph.order) {
    const flat = flatValue(graph, node);
    const cum = cumValue(graph, node);
    sum += flat;
    const amount = (value: number) => formatAmount(context, value).padStart(10);
    const name = graph.infos.printable(graph.info[node]!);
    const shares = `${percentage(flat, total)} ${percentage(sum, total)}`;
    lines.push(`${amount(flat)} ${shares} ${amount(cum)} ${percentage(cum, total)}  ${name}${marks(node)}`);
  }
  return textOf(lines);
}

/** Whether the calls into a node are inlined: all, some or none of them. */
function inlineMarks(edges: Edges, nodes: number): (node: number) => string {
  const inlined = new Uint8Array(nodes);
  const called = new Uint8Array(nodes);
  for (let edge = 0; edge < edges.length; edge++) {
    if (edges.isShown[edge] === 0) continue;
    if (edges.isInline[edge] === 1) inlined[edges.target[edge]!] = 1;
    else called[edges.target[edge]!] = 1;
  }
  return (node) => {
    if (inlined[node] === 0) return '';
    return called[node] === 1 ? ' (partial-inline)' : ' (inline)';
  };
}
