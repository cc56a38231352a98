import type { GridColumn } from './column';

/** How wide columns are, and which of them there is room for. Pure but for `measureColumns`, which reads the page. */

/** The least that the column of names has beside the numbers, in CSS pixels. */
export const leastRestPx = 160;
/** No number is so long; what is longer has its whole text in a tooltip. */
const mostPx = 240;

/** Room around the text of a cell. */
const paddingPx = 16;

/** Widths in CSS pixels of columns that their content made wider than they wanted to be, by id. */
export type Grown = ReadonlyMap<string, number>;

export const nothingGrown: Grown = new Map();

export function widthOf({ id, width }: GridColumn, grown: Grown): number | null {
  return width === null ? null : Math.max(width, grown.get(id) ?? 0);
}

/**
 * The columns that have room beside a name: those of the highest rank give way first, all of one rank together. The
 * column that rows are sorted by stays, and so does one without a rank.
 * @param roomPx 0 = not known yet: all of them
 */
export function columnsThatFit(
  columns: readonly GridColumn[],
  grown: Grown,
  roomPx: number,
  sortedBy: string | undefined,
): readonly GridColumn[] {
  const needed = (some: readonly GridColumn[]) =>
    some.reduce((sum, column) => sum + (widthOf(column, grown) ?? column.wanted ?? leastRestPx), 0);
  let kept = columns;
  while (roomPx > 0 && needed(kept) > roomPx) {
    const mayLeave = kept.filter(({ rank, id }) => rank !== undefined && id !== sortedBy);
    if (mayLeave.length === 0) break;
    const highest = Math.max(...mayLeave.map(({ rank }) => rank!));
    kept = kept.filter((column) => column.rank !== highest || column.id === sortedBy);
  }
  return kept;
}

/** What characters take at most in the size of tables, in the widest of the systems' faces. */
const narrowPx = 8.5;
const widePx = 15;
/** Figures, what stands between them, and small letters but the two wide ones. */
const narrow = /[ -$&-9a-ln-vx-z]/g;
/** Headings are smaller than values. */
const headScale = 11 / 13;

/** A width that the text does not pass, in CSS pixels. */
export function widestOf(text: string): number {
  const few = text.replace(narrow, '').length;
  return few * widePx + (text.length - few) * narrowPx;
}

/**
 * Widths for what the rows in sight hold, where that is more than was known.
 * Only texts as long as the longest before are measured, and of them those that may not fit, for measuring makes the
 * browser lay out the page.
 * @param longest characters of the longest text so far by role and column; kept up to date here
 * @returns the same object where nothing grew
 */
export function measureColumns(
  grid: Element,
  columns: readonly GridColumn[],
  grown: Grown,
  longest: Map<string, number>,
): Grown {
  let wider: Map<string, number> | null = null;
  const range = document.createRange();
  for (const row of grid.querySelectorAll('[role=row]')) {
    columns.forEach((column, at) => {
      const cell = row.children[at];
      if (column.width === null || cell === undefined) return;
      const text = cell.textContent!;
      const { length } = text;
      // Headings are written smaller, and often longer: their length says nothing of the values below.
      const role = cell.getAttribute('role');
      const key = `${role} ${column.id}`;
      if (length < (longest.get(key) ?? 1)) return;
      longest.set(key, length);
      const known = wider?.get(column.id) ?? grown.get(column.id) ?? column.width;
      const most = widestOf(text) * (role === 'columnheader' ? headScale : 1);
      if (most + paddingPx <= known) return;
      range.selectNodeContents(cell.querySelector('button') ?? cell);
      const needed = Math.min(mostPx, Math.ceil(range.getBoundingClientRect().width) + paddingPx);
      if (needed > known) {
        wider ??= new Map(grown);
        wider.set(column.id, needed);
      }
    });
  }
  return wider ?? grown;
}
