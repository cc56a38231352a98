import type { SourceLines } from '../../../engine/tables/source-lines';

/** A file's lines as a table shows them. Pure. */
export interface LineRows {
  /** Line number of each row; 0 = without one. */
  readonly line: Int32Array;
  /** Row of `SourceLines` of each row; -1 where the line costs nothing. */
  readonly cost: Int32Array;
}

/**
 * All lines of the file where it is there, and those that cost something either way: a profile may name lines
 * beyond the end of another version of the file.
 * @param count lines of the file; 0 = it is not there
 */
export function lineRows(costs: SourceLines, count: number): LineRows {
  const byLine = new Map(Array.from(costs.line, (line, row) => [line, row]));
  const beyond = [...costs.line].filter((line) => line > count);
  const lines = [...(byLine.has(0) ? [0] : []), ...Array.from({ length: count }, (_, i) => i + 1), ...beyond];
  return {
    line: Int32Array.from(lines),
    cost: Int32Array.from(lines, (line) => byLine.get(line) ?? -1),
  };
}

/** Least share of the file's heaviest line that makes a line hot. */
const hotShare = 0.05;

/** The rows worth looking at: own cost near that of the heaviest line, or cum where no line costs by itself. */
export function hotRows(rows: LineRows, costs: SourceLines): readonly number[] {
  const size = (columns: readonly Float64Array[], cost: number) =>
    cost < 0 ? 0 : Math.max(...columns.map((column) => Math.abs(column[cost]!)));
  const ownCosts = Array.from(rows.cost, (cost) => size(costs.flat, cost));
  const hasOwn = ownCosts.some((value) => value > 0);
  const values = hasOwn ? ownCosts : Array.from(rows.cost, (cost) => size(costs.cum, cost));
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return values.flatMap((value, row) => (value > 0 && value >= most * hotShare ? [row] : []));
}

/** The hot row after or before a row; round at the ends. -1 where there is none. */
export function nextHot(hot: readonly number[], current: number, by: 1 | -1): number {
  if (hot.length === 0) return -1;
  if (by === 1) return hot.find((row) => row > current) ?? hot[0]!;
  return [...hot].reverse().find((row) => row < current) ?? hot[hot.length - 1]!;
}

/** The row to show first of a function: its heaviest line from its start up to the start of the next function. */
export function rowOfFunction(rows: LineRows, costs: SourceLines, frame: number): number {
  const fn = costs.functions.find((each) => each.frame === frame);
  if (fn === undefined || fn.startLine === 0) return hotRows(rows, costs)[0] ?? -1;
  const next = Math.min(
    ...costs.functions.map(({ startLine }) =>
      startLine > fn.startLine ? startLine : Number.POSITIVE_INFINITY,
    ),
  );
  let best = -1;
  let most = 0;
  rows.line.forEach((line, row) => {
    const cost = rows.cost[row]!;
    if (line < fn.startLine || line >= next || cost < 0) return;
    const value = Math.max(...costs.cum.map((column) => Math.abs(column[cost]!)));
    if (value > most) [best, most] = [row, value];
  });
  return best >= 0 ? best : rows.line.indexOf(fn.startLine);
}
