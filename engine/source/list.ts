import { FlamebenchError } from '../../proto/errors';
import { compareBytewise } from '../analysis/order';
import { formatAmount, type ReportContext } from '../pprof/context';
import { percentage } from '../units/measure';
import { createSourceLookup, type FoundSource } from './lookup';
import { amountOrDot, type CodeNodes, codeNodes, groupRows, sumOf } from './nodes';
import type { SourceFiles } from './types';

/** Lines shown before the first and after the last line that has a value. */
const margin = 5;

/**
 * list: the source lines of functions whose name matches, each with its flat and cum, as pprof prints them.
 *
 * @param context of a profile aggregated to lines; its `symbol` is the pattern.
 * @throws FlamebenchError 'bad-argument' where no function matches
 */
export async function listReport(context: ReportContext, files: SourceFiles): Promise<string[]> {
  const { options, total, symbol } = context;
  const nodes = codeNodes(context);
  const { infos } = nodes.graph;
  const matching = nodes.rows.filter((row) => symbol === null || symbol.test(infos.name[row]!));
  if (matching.length === 0) {
    throw new FlamebenchError('bad-argument', 'list', { reason: 'no function of the profile matches' });
  }
  const lookUp = createSourceLookup(files, options);
  const byName = groupRows(matching, (row) => infos.name[row]!);
  const lines = [`Total: ${formatAmount(context, total)}`];
  for (const name of [...byName.keys()].sort(compareBytewise)) {
    const withFile = byName.get(name)!.filter((row) => infos.file[row] !== '');
    const byFile = groupRows(withFile, (row) => infos.file[row]!);
    if (byFile.size === 0) lines.push(`No source information for ${name}`);
    for (const file of [...byFile.keys()].sort(compareBytewise)) {
      const rows = byFile.get(file)!;
      const { flat, cum } = sumOf(nodes.graph, rows);
      const amount = (value: number) => formatAmount(context, value).padStart(10);
      lines.push(`ROUTINE ======================== ${name} in ${file}`);
      lines.push(`${amount(flat)} ${amount(cum)} (flat, cum) ${percentage(cum, total)} of Total`);
      lines.push(...annotated(context, nodes, rows, await lookUp(file)));
    }
  }
  return lines;
}

function annotated(
  context: ReportContext,
  { graph }: CodeNodes,
  rows: readonly number[],
  source: FoundSource,
): string[] {
  if ('missing' in source) return [` Error: ${source.missing}`];
  const { infos } = graph;
  const { first, last } = extent(infos, rows);
  const byLine = groupRows(rows, (row) => String(infos.line[row]));
  const lines: string[] = [];
  for (let line = first; line <= Math.min(last, source.lines.length); line++) {
    const { flat, cum } = sumOf(graph, byLine.get(String(line)) ?? []);
    const values = `${amountOrDot(context, flat)} ${amountOrDot(context, cum)}`;
    lines.push(`${values} ${String(line).padStart(6)}:${source.lines[line - 1]}`);
  }
  return lines;
}

/** First and last line to show: from where the function starts, if that is known, to behind its last value. */
function extent(
  infos: CodeNodes['graph']['infos'],
  rows: readonly number[],
): { readonly first: number; readonly last: number } {
  const startOf = (row: number) => infos.startLine[row]! || infos.line[row]! - margin;
  let first = startOf(rows[0]!);
  let last = infos.line[rows[0]!]! + margin;
  for (const row of rows) {
    // pprof widens one end by a node or the other, never both.
    if (startOf(row) < first) first = startOf(row);
    else last = Math.max(last, infos.line[row]! + margin);
  }
  return { first: Math.max(1, first), last };
}
