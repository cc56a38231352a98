import type { Work } from '../../work/work';
import { formatAmount, type ReportContext, type ReportOutput, trimmedReport } from '../context';
import { composeDot } from '../dot/compose';
import { reportLegend } from '../legend';
import { basePath } from '../paths';

/** dot: the call graph in the language of Graphviz. */
export function* dotReport(given: ReportContext): Work<ReportOutput> {
  const { trimmed, context } = yield* trimmedReport(given, {
    isVisual: true,
    isCallTree: given.options.call_tree,
    needsEdges: true,
  });
  const { mappings, strings } = context.profile;
  const file = mappings.length > 0 ? strings.get(mappings.filename[0]!) : '';
  const text = composeDot(trimmed.graph, {
    title: file === '' ? '' : basePath(file),
    legend: reportLegend(context, trimmed, true),
    total: context.total,
    format: (value) => formatAmount(context, value),
  });
  return { kind: 'text', text };
}
