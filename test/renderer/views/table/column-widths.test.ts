import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GridColumn } from '../../../../renderer/views/table/column';
import {
  columnsThatFit,
  leastRestPx,
  measureColumns,
  nothingGrown,
  widestOf,
} from '../../../../renderer/views/table/column-widths';

const column = (id: string, width: number | null, rank?: number): GridColumn => ({
  id,
  title: id,
  hint: '',
  width,
  cell: () => null,
  ...(rank === undefined ? {} : { rank }),
});
const columns = [
  column('before', 80, 1),
  column('after', 80, 1),
  column('change', 80),
  column('bounds', 100, 3),
  column('name', null),
];
const ids = (roomPx: number, sortedBy?: string, grown = nothingGrown) =>
  columnsThatFit(columns, grown, roomPx, sortedBy).map(({ id }) => id);

describe('columns in little room', () => {
  it('are all there while they fit, and while nobody knows the room', () => {
    expect(ids(0)).toHaveLength(5);
    expect(ids(340 + leastRestPx)).toHaveLength(5);
  });

  it('give way by rank, equals together; what counts stays', () => {
    expect(ids(339 + leastRestPx)).toEqual(['before', 'after', 'change', 'name']);
    expect(ids(239 + leastRestPx)).toEqual(['change', 'name']);
    expect(ids(10)).toEqual(['change', 'name']);
  });

  it('keep the one that rows are sorted by', () => {
    expect(ids(260 + leastRestPx, 'bounds')).toEqual(['change', 'bounds', 'name']);
    expect(ids(10, 'after')).toEqual(['after', 'change', 'name']);
  });

  it('give way sooner beside one that wants more than a name does', () => {
    const [before, code] = [column('before', 80, 1), { ...column('code', null), wanted: 400 }];
    expect(columnsThatFit([before, code], nothingGrown, 480, undefined)).toEqual([before, code]);
    expect(columnsThatFit([before, code], nothingGrown, 479, undefined)).toEqual([code]);
  });

  it('count with what their content needs', () => {
    expect(ids(340 + leastRestPx, undefined, new Map([['change', 81]]))).not.toContain('bounds');
  });
});

describe('what rows in sight make of widths', () => {
  const cell = (role: string, textContent: string, width: number) =>
    ({ textContent, width, getAttribute: () => role, querySelector: () => null }) as unknown as Element;
  const gridOf = (...rows: Element[][]) =>
    ({ querySelectorAll: () => rows.map((children) => ({ children })) }) as unknown as Element;
  const range = () => {
    let measured = 0;
    return {
      selectNodeContents: ({ width }: { width: number }) => {
        measured = width;
      },
      getBoundingClientRect: () => ({ width: measured }),
    };
  };
  afterEach(() => vi.unstubAllGlobals());

  it('is not hidden by a heading with more characters, which are smaller', () => {
    vi.stubGlobal('document', { createRange: range });
    const columns = [column('before', 74)];
    const grid = gridOf(
      [cell('columnheader', 'Before/req', 58)],
      [cell('gridcell', '535.39us', 60.5)],
      [cell('gridcell', '9.42us', 44)],
    );
    const grown = measureColumns(grid, columns, nothingGrown, new Map());
    expect([...grown]).toEqual([['before', 77]]);
  });
});

it('a text is at most so wide as its characters are in the widest face', () => {
  expect(widestOf('')).toBe(0);
  // Most figures are known to fit the usual widths without being laid out for it.
  expect(widestOf('123.45s')).toBeLessThanOrEqual(88 - 16);
  expect(widestOf('12.3%')).toBeLessThanOrEqual(76 - 16);
  // Of these it is not known.
  expect(widestOf('1234.56MB')).toBeGreaterThan(88 - 16);
  expect(widestOf('样本')).toBeGreaterThanOrEqual(2 * 13);
  expect(widestOf('mw%')).toBeGreaterThanOrEqual(3 * 13);
});
