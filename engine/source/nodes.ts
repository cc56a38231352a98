import { formatAmount, type ReportContext, trimmedReport } from '../pprof/context';
import type { Graph } from '../pprof/graph/graph';
import { atOnce } from '../work/work';

/** The nodes of a report by which code is annotated: all of them, in the order in which they first occur. */
export interface CodeNodes {
  readonly graph: Graph;
  /** Rows of `graph.infos`, which are nodes of the graph too. */
  readonly rows: readonly number[];
}

export function codeNodes(context: ReportContext): CodeNodes {
  const needs = {
    isVisual: false,
    isCallTree: false,
    keepBinaries: true,
    needsEdges: false,
    isWhole: false,
  };
  const { graph } = atOnce(trimmedReport(context, needs)).trimmed;
  return { graph, rows: [...graph.order].sort((a, b) => a - b) };
}

/** Sums over nodes, as they stand: means are not divided here. */
export function sumOf({ flat, cum }: Graph, rows: readonly number[]): { flat: number; cum: number } {
  let flatSum = 0;
  let cumSum = 0;
  for (const row of rows) {
    flatSum += flat[row]!;
    cumSum += cum[row]!;
  }
  return { flat: flatSum, cum: cumSum };
}

/** A value in a column of ten; '.' where it is 0. */
export function amountOrDot(context: ReportContext, value: number): string {
  return (value === 0 ? '.' : formatAmount(context, value)).padStart(10);
}

/** Rows grouped by a text of theirs, in the order in which the texts first occur. */
export function groupRows(
  rows: readonly number[],
  textOf: (row: number) => string,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const text = textOf(row);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  return groups;
}
