import { labelIn, plainUnit } from '../../../engine/units/format';
import { columnUnit } from '../../../engine/units/measure';

/** Tables as text, to be pasted elsewhere. Pure. */

/** Columns padded to their width, numbers to the right, the last one as it is. */
export function alignedText(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, i) =>
    rows.reduce((most, row) => Math.max(most, row[i]!.length), head.length),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padStart(widths[i]!))).join('  ');
  return `${[heads, ...rows].map(line).join('\n')}\n`;
}

/** Comma-separated values by RFC 4180. Texts that a spreadsheet would carry out as formulas get a quote in front. */
export function csvText(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A table as it is seen, in words and in numbers. */
export interface CopiedTable {
  readonly heads: readonly string[];
  /** Of each column; where numbers stand without their units the heads say them. '' = none. */
  readonly units: readonly string[];
  readonly rows: readonly {
    readonly text: readonly string[];
    readonly values: readonly (string | number)[];
  }[];
}

/** Numbers by themselves, in the unit that is asked for, which their heads say. */
export function csvOf({ heads, units, rows }: CopiedTable): string {
  const columns = heads.map((_, i) => columnUnit(plainUnit(units[i] ?? ''), labelIn(units[i] ?? '')));
  return csvText(
    heads.map((head, i) => (columns[i]!.unit === '' ? head : `${head} (${columns[i]!.unit})`)),
    rows.map(({ values }) =>
      values.map((value, i) => (typeof value === 'number' ? scaled(value, columns[i]?.factor ?? 1) : value)),
    ),
  );
}

/** Without the last digits, in which products of decimal fractions are off. */
function scaled(value: number, factor: number): number {
  return factor === 1 ? value : Number((value * factor).toPrecision(15));
}
