import type { Words } from '../../words/words';
import { changeText, direction, formatDelta, formatValue, headsOf, share } from '../figures';
import type { GridColumn } from './grid';

/** One quantity of each row, with a value a side. */
export interface Quantity {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly value: (row: number, side: number) => number;
  /** What percentages are of, one a side. */
  readonly totals: readonly number[];
  /** The largest magnitude of all rows, for bars; of a comparison, that of the changes. */
  readonly most: number;
}

interface QuantityLook {
  /** Of a comparison: also the change in percent. */
  readonly relative?: boolean;
  /** How soon the columns but the one that counts give way where there is little room. */
  readonly rank?: number;
  /** Of a comparison: whether the change of a row may be noise, and has no colour. */
  readonly isNoise?: (row: number) => boolean;
}

const allChange = () => false;

/**
 * The columns of a quantity: value and share of one profile; before, after, Δ and, with `relative`, Δ % of a comparison.
 * @param unit of the values; behind a slash may stand what they are divided by, which then stands in the heads
 */
export function quantityColumns(
  quantity: Quantity,
  unit: string,
  words: Words,
  { relative = false, rank = 1, isNoise = allChange }: QuantityLook = {},
): GridColumn[] {
  const { id, title, hint, value, totals, most } = quantity;
  const { plain, head } = headsOf(unit);
  const bar = (size: number) => (most === 0 ? 0 : Math.abs(size) / most);
  const written = (amount: number) => (amount === 0 ? <Nothing /> : formatValue(amount, plain));
  if (totals.length === 1) {
    return [
      { id, title, hint, width: 88, cell: (row) => written(value(row, 0)) },
      {
        id: `${id}-share`,
        title: `${title} %`,
        hint: words.tables.shareHint(hint),
        width: 76,
        rank,
        cell: (row) => (value(row, 0) === 0 ? <Nothing /> : share(value(row, 0), totals[0]!)),
        bar: (row) => bar(value(row, 0)),
      },
    ];
  }
  const delta = (row: number) => value(row, 1) - value(row, 0);
  const { before, after, changeHint, relativeHint } = words.tables;
  const columns: GridColumn[] = [
    {
      id: `${id}-before`,
      title: head(title === '' ? before : `${title} ${before}`),
      hint: `${hint}: ${before}`,
      width: 96,
      rank,
      cell: (row) => written(value(row, 0)),
    },
    {
      id: `${id}-after`,
      title: head(title === '' ? after : `${title} ${after}`),
      hint: `${hint}: ${after}`,
      width: 96,
      rank,
      cell: (row) => written(value(row, 1)),
    },
    {
      id: `${id}-delta`,
      title: head(title === '' ? 'Δ' : `${title} Δ`),
      hint: changeHint,
      width: 96,
      cell: (row) => <Toned change={formatDelta(delta(row), plain)} isNoise={isNoise(row)} />,
      bar: (row) => (isNoise(row) ? 0 : bar(delta(row))),
    },
  ];
  if (relative) {
    columns.push({
      id: `${id}-relative`,
      title: 'Δ %',
      hint: relativeHint,
      width: 88,
      cell: (row) => <Toned change={changeText(value(row, 0), value(row, 1))} isNoise={isNoise(row)} />,
    });
  }
  return columns;
}

/** The magnitude by which rows of a quantity are compared: the value of one side, the change between two. */
export function sizeOf(values: readonly number[]): number {
  return Math.abs(values.length === 1 ? values[0]! : values[1]! - values[0]!);
}

export function mostOf(count: number, value: (row: number, side: number) => number, sides: number): number {
  let most = 0;
  for (let row = 0; row < count; row++) {
    const size = sides === 1 ? value(row, 0) : value(row, 1) - value(row, 0);
    most = Math.max(most, Math.abs(size));
  }
  return most;
}

/** A change in its colour; the sign says it too. What may be noise is grey. */
export function Toned({ change, isNoise = false }: { readonly change: string; readonly isNoise?: boolean }) {
  return isNoise ? <span data-faint>{change}</span> : <span data-change={direction(change)}>{change}</span>;
}

/** A zero among values, which says less than a value and is paler. */
export function Nothing() {
  return <span data-faint>–</span>;
}
