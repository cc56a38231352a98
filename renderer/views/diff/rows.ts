import type { DiffRows } from '../../../engine/worker/protocol';

/** What the table of changes shows of its rows. Pure. */

export type Measure = 'flat' | 'cum';
export type Which = 'all' | 'new' | 'gone';

export interface Values {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export function valuesOf(rows: DiffRows, measure: Measure): Values {
  return measure === 'flat'
    ? { before: rows.flatBefore, after: rows.flatAfter }
    : { before: rows.cumBefore, after: rows.cumAfter };
}

/** Rows that changed by at least a share of the larger total, and how many of them are new or gone. */
export interface Selection {
  readonly rows: Int32Array;
  readonly counts: Readonly<Record<Which, number>>;
  /** Rows that did change, but less. */
  readonly smaller: number;
}

export function select(rows: DiffRows, measure: Measure, which: Which, leastChange: number): Selection {
  const { before, after } = valuesOf(rows, measure);
  const least = leastChange * Math.max(Math.abs(rows.totalBefore), Math.abs(rows.totalAfter));
  const counts = { all: 0, new: 0, gone: 0 };
  const kept: number[] = [];
  let smaller = 0;
  for (let row = 0; row < rows.frame.length; row++) {
    // New is what is there on one side only, with all it calls: a function may well be there and cost nothing.
    const isNew = rows.cumBefore[row] === 0 && rows.flatBefore[row] === 0;
    const isGone = rows.cumAfter[row] === 0 && rows.flatAfter[row] === 0;
    const size = Math.abs(after[row]! - before[row]!);
    if (size < least || (size === 0 && leastChange > 0)) {
      if (size > 0) smaller++;
      continue;
    }
    counts.all++;
    if (isNew) counts.new++;
    if (isGone) counts.gone++;
    if (which === 'all' || (which === 'new' && isNew) || (which === 'gone' && isGone)) kept.push(row);
  }
  return { rows: Int32Array.from(kept), counts, smaller };
}
