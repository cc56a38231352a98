import { FlamebenchError } from '../../../proto/errors';
import { percentage } from '../../units/measure';
import type { Work } from '../../work/work';
import { formatAmount, type ReportContext, type ReportOutput, trimmedReport } from '../context';
import { adjacency, cumValue, flatValue } from '../graph/graph';
import { reportLegend } from '../legend';
import { textOf } from './lines';

const separator = '----------------------------------------------------------+-------------';

/**
 * tree, peek: each node between the calls into it and those out of it.
 * @throws FlamebenchError 'bad-argument' where the pattern of peek matches no node.
 */
export function* treeReport(given: ReportContext): Work<ReportOutput> {
  const { trimmed, context } = yield* trimmedReport(given, { needsEdges: true });
  const { graph } = trimmed;
  const { total, symbol } = context;
  const { edges } = graph;
  const { incoming, outgoing } = adjacency(graph);
  const nameOf = (node: number) => graph.infos.printable(graph.info[node]!);
  const amount = (value: number) => formatAmount(context, value);
  const lines = reportLegend(context, trimmed, false);
  lines.push(separator, '      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t ');
  let sum = 0;
  let matched = 0;
  for (const node of graph.order) {
    if (symbol !== null && !symbol.test(nameOf(node))) continue;
    matched++;
    const flat = flatValue(graph, node);
    const cum = cumValue(graph, node);
    const call = (edge: number, other: number) => {
      const weight = edges.weight[edge]!;
      const inline = edges.isInline[edge] === 1 ? ' (inline)' : '';
      return `${amount(weight).padStart(50)} ${percentage(weight, cum)} |   ${nameOf(other)}${inline}`;
    };
    lines.push(separator);
    for (const edge of incoming(node)) lines.push(call(edge, edges.source[edge]!));
    sum += flat;
    const own = `${amount(flat).padStart(10)} ${percentage(flat, total)} ${percentage(sum, total)}`;
    const all = `${amount(cum).padStart(10)} ${percentage(cum, total)}`;
    lines.push(`${own} ${all}                | ${nameOf(node)}`);
    for (const edge of outgoing(node)) lines.push(call(edge, edges.target[edge]!));
  }
  if (graph.order.length > 0) lines.push(separator);
  if (symbol !== null && matched === 0) {
    throw new FlamebenchError('bad-argument', 'peek', { reason: 'no function matches the pattern' });
  }
  return textOf(lines);
}
