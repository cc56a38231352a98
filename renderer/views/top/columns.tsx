import { frameSureness } from '../../../engine/stats/sureness';
import type { FrameSignificance } from '../../../engine/stats/types';
import { formatDelta, formatPercent, formatValue } from '../../../engine/units/format';
import type { DiffRows, TopRows } from '../../../engine/worker/protocol';
import type { Words } from '../../words/words';
import { changeText, share } from '../figures';
import type { CopiedTable } from '../table/copy-menu';
import type { GridColumn } from '../table/grid';
import type { Column } from '../table/table';
import { quantityColumns } from '../table/values';

/** Rows of functions with flat and cum of one profile or of two. */
export interface Rows {
  readonly frame: Int32Array;
  /** One column a side. */
  readonly flat: readonly Float64Array[];
  readonly cum: readonly Float64Array[];
  readonly totals: readonly number[];
  readonly unit: string;
}

export function rowsOfTop({ frame, flat, cum, total, unit }: TopRows): Rows {
  return { frame, flat: [flat], cum: [cum], totals: [total], unit };
}

export function rowsOfDiff(rows: DiffRows): Rows {
  return {
    frame: rows.frame,
    flat: [rows.flatBefore, rows.flatAfter],
    cum: [rows.cumBefore, rows.cumAfter],
    totals: [rows.totalBefore, rows.totalAfter],
    unit: rows.unit,
  };
}

/**
 * Columns of flat and cum. Values sort by size, whatever their sign, as pprof sorts them.
 * @param significance of a comparison, once it is judged
 */
export function topColumns(rows: Rows, words: Words, significance: FrameSignificance | null): Column[] {
  const of = (id: 'flat' | 'cum', title: string, hint: string): Column[] => {
    const sides = rows[id];
    const delta = sides.length === 1 ? sides[0]! : sides[1]!.map((value, row) => value - sides[0]![row]!);
    const sizes = magnitudes(delta);
    let most = 0;
    for (const size of sizes) if (size > most) most = size;
    const value = (row: number, side: number) => sides[side]![row]!;
    const quantity = { id, title, hint, value, totals: rows.totals, most };
    const columns = quantityColumns(quantity, rows.unit, words, {
      rank: id === 'flat' ? 1 : 2,
      isNoise: (row) =>
        significance !== null && frameSureness(significance, id, rows.frame[row]!) !== 'change',
    });
    return columns.map((column) => {
      const keys = column.id.endsWith('-before')
        ? magnitudes(sides[0]!)
        : column.id.endsWith('-after')
          ? magnitudes(sides[1]!)
          : sizes;
      return { ...column, keys };
    });
  };
  return [
    ...of('flat', words.tables.flat, words.tables.flatHint),
    ...of('cum', words.tables.cum, words.tables.cumHint),
  ];
}

function magnitudes(values: Float64Array): Float64Array {
  const sizes = new Float64Array(values.length);
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(values[i]!);
  return sizes;
}

/** pprof's sum%: the share of this row and all above it. */
export function runningShare(rows: Rows, words: Words): (order: Int32Array) => GridColumn {
  return (order) => {
    const sums = new Float64Array(order.length);
    let sum = 0;
    order.forEach((row, place) => {
      sum += rows.flat[0]![row]!;
      sums[place] = sum;
    });
    return {
      id: 'sum',
      title: words.tables.sum,
      hint: words.tables.sumHint,
      width: 64,
      rank: 3,
      isSortable: false,
      cell: (place) => share(sums[place]!, rows.totals[0]!),
    };
  };
}

/** The table as it is seen, for the clipboard: like pprof's for one profile. */
export function copiedTop(
  rows: Rows,
  order: Int32Array,
  names: readonly string[],
  words: Words,
): CopiedTable {
  const { flat, cum, totals, unit } = rows;
  const { before, after } = words.tables;
  if (totals.length === 1) {
    let sum = 0;
    return {
      heads: ['flat', 'flat%', 'sum%', 'cum', 'cum%', 'function'],
      units: [unit, '', '', unit, '', ''],
      rows: Array.from(order, (row) => {
        const [own, all, total] = [flat[0]![row]!, cum[0]![row]!, totals[0]!];
        sum += own;
        const percent = (value: number) => (total === 0 ? 0 : (100 * value) / total);
        const name = names[rows.frame[row]!]!;
        return {
          text: [
            ...[formatValue(own, unit), formatPercent(own, total), formatPercent(sum, total)],
            ...[formatValue(all, unit), formatPercent(all, total), name],
          ],
          values: [own, percent(own), percent(sum), all, percent(all), name],
        };
      }),
    };
  }
  return {
    heads: ['flat', 'cum']
      .flatMap((id) => [`${id} ${before}`, `${id} ${after}`, `${id} Δ`, `${id} Δ %`])
      .concat('function'),
    units: ['flat', 'cum'].flatMap(() => [unit, unit, unit, '']),
    rows: Array.from(order, (row) => {
      const name = names[rows.frame[row]!]!;
      const pairs = [flat, cum].map((sides) => [sides[0]![row]!, sides[1]![row]!] as const);
      return {
        text: [
          ...pairs.flatMap(([a, b]) => [
            ...[formatValue(a, unit), formatValue(b, unit), formatDelta(b - a, unit), changeText(a, b)],
          ]),
          name,
        ],
        values: [
          ...pairs.flatMap(([a, b]) => [a, b, b - a, a === 0 ? '' : (100 * (b - a)) / Math.abs(a)]),
          name,
        ],
      };
    }),
  };
}
