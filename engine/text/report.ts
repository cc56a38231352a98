import type { DiffTable, TopTable } from '../analysis/types';
import {
  columnLabel,
  formatChange,
  formatDelta,
  formatIn,
  formatPercent,
  formatValue,
} from '../units/format';

/**
 * The first rows of a top table as lines for a terminal, in the columns of `go tool pprof -top`, all values
 * in one unit. `sum%` adds up flat from the top.
 */
export function topText(top: TopTable, count: number): string[] {
  const rows = Math.min(count, top.length);
  let smallest = 0;
  for (let row = 0; row < rows; row++) {
    const value = Math.abs(top.flat[row]!) || Math.abs(top.cum[row]!);
    if (value > 0 && (smallest === 0 || value < smallest)) smallest = value;
  }
  const label = columnLabel(smallest, top.total, top.unit);
  const value = (amount: number) => formatIn(amount, top.unit, label).padStart(10);
  const percent = (amount: number) => formatPercent(amount, top.total).padStart(6);

  const lines = [
    `${'flat'.padStart(10)} ${'flat%'.padStart(6)} ${'sum%'.padStart(6)} ${'cum'.padStart(10)} ${'cum%'.padStart(6)}`,
  ];
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const flat = top.flat[row]!;
    const cum = top.cum[row]!;
    sum += flat;
    const name = top.frames.name[top.frame[row]!]!;
    lines.push(`${value(flat)} ${percent(flat)} ${percent(sum)} ${value(cum)} ${percent(cum)}  ${name}`);
  }
  return lines;
}

/**
 * The largest changes of flat as lines for a terminal: before, after, difference, and the difference in
 * percent of before. Each number is in the unit that suits it, since changes span many magnitudes.
 */
export function diffText(diff: DiffTable, count: number): string[] {
  const cells = [['before', 'after', 'delta', 'delta%', 'name']];
  for (let row = 0; row < Math.min(count, diff.length); row++) {
    const before = diff.flatBefore[row]!;
    const after = diff.flatAfter[row]!;
    cells.push([
      formatValue(before, diff.unit),
      formatValue(after, diff.unit),
      formatDelta(after - before, diff.unit),
      formatChange(before, after),
      diff.frames.name[diff.frame[row]!]!,
    ]);
  }
  const widths = [0, 1, 2, 3].map((column) => Math.max(9, ...cells.map((row) => row[column]!.length)));
  return cells.map((row) => {
    const numbers = widths.map((width, column) => row[column]!.padStart(width));
    return `${numbers.join(' ')}  ${row[4]}`;
  });
}
