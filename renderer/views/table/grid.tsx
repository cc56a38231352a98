// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while in sight cannot be a <table>'s
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus; its keys move the current row
// biome-ignore-all lint/a11y/noStaticElementInteractions: its role is grid or treegrid, which the linter cannot see
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the same
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import type { LinksStore } from '../contract';
import type { GridColumn } from './column';
import {
  columnsThatFit,
  type Grown,
  leastRestPx,
  measureColumns,
  nothingGrown,
  widthOf,
} from './column-widths';
import type { Sort } from './order';
import styles from './table.module.css';

export type { GridColumn };

/** What a row of a tree says of its place in it. */
export interface TreePlace {
  /** From 1. */
  readonly level: number;
  /** undefined where there is nothing to unfold. */
  readonly expanded: boolean | undefined;
}

export interface GridProps {
  readonly label: string;
  readonly testId?: string;
  readonly columns: readonly GridColumn[];
  readonly count: number;
  /** The row that keys act on; -1 = none. */
  readonly current: number;
  readonly onCurrent: (row: number) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (row: number) => void;
  /** Keys that the grid does not know; true where it was used. */
  readonly onKey?: (event: KeyboardEvent, row: number) => boolean;
  readonly onRowClick?: (
    row: number,
    event: { readonly shiftKey: boolean; readonly ctrlKey: boolean },
  ) => void;
  readonly onMenu?: (row: number, x: number, y: number) => void;
  /** Frame of a row, for pointing at it in all views; -1 = none. */
  readonly frameOf?: (row: number) => number;
  readonly links?: LinksStore;
  readonly treeOf?: (row: number) => TreePlace;
  /** Rows that only head others, drawn across. */
  readonly isQuiet?: (row: number) => boolean;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** What stands where there are no rows. */
  readonly empty: ReactNode;
  /** Changes where what the cells show has changed without their columns. */
  readonly version?: unknown;
}

export const rowHeightPx = 22;
const headHeightPx = 26;
/** Characters that a cell may have no room for, however wide its column grows. */
const longCell = 20;

/**
 * Rows under a head, of which only those in sight exist. The grid is one stop in the focus order; arrows,
 * pages, Home and End move its current row, Enter opens it.
 */
export function Grid(props: GridProps) {
  const { count, current, treeOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, grown, hasRoom } = useColumns(scroller, props);
  const id = useId();
  const virtual = useVirtualizer({
    // Rows come a task after their head: it is laid out first, and tells how much room they have.
    count: hasRoom ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    // The head stays over the first rows.
    scrollPaddingEnd: headHeightPx,
  });

  useEffect(() => {
    if (!hasRoom || current < 0 || current >= count) return;
    // A step keeps its direction; a jump lands in the middle, where what is around it can be seen.
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const top = current * rowHeightPx - scrollTop;
    const isFar = top < -2 * rowHeightPx || top > clientHeight - headHeightPx + rowHeightPx;
    virtual.scrollToIndex(current, { align: isFar ? 'center' : 'auto' });
  }, [hasRoom, current, count, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Buttons of the head and cells have their own keys.
    if (event.target !== event.currentTarget) return;
    if (props.onKey?.(event, current)) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 2);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[event.key];
    if (by !== undefined && count > 0) {
      event.preventDefault();
      props.onCurrent(current < 0 ? 0 : Math.min(count - 1, Math.max(0, current + by)));
    } else if (event.key === 'Enter' && current >= 0) {
      event.preventDefault();
      props.onOpen?.(current);
    } else if (event.key === 'Escape' && current >= 0) props.onCurrent(-1);
    else if (isMenuKey(event) && current >= 0 && props.onMenu) {
      event.preventDefault();
      // A row that was far away when a key went to it may still come into sight: where the first stands, then.
      const row = document.getElementById(`${id}-${current}`)?.getBoundingClientRect();
      const { left, top } = event.currentTarget.getBoundingClientRect();
      props.onMenu(current, (row?.left ?? left) + 24, row?.bottom ?? top + headHeightPx + rowHeightPx);
    }
  };

  // A row that is scrolled out of sight is no element that could be pointed to.
  const drawn = virtual.getVirtualItems();
  const widths = columns.map((column) => widthOf(column, grown));
  const fixed = widths.reduce<number>((sum, width) => sum + (width ?? leastRestPx), 0);
  const template = widths
    .map((width) => (width === null ? `minmax(${leastRestPx}px, 1fr)` : `${width}px`))
    .join(' ');
  return (
    <div
      ref={scroller}
      className={styles.table}
      role={treeOf === undefined ? 'grid' : 'treegrid'}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={drawn.some(({ index }) => index === current) ? `${id}-${current}` : undefined}
      tabIndex={0}
      data-testid={props.testId}
      onKeyDown={onKeyDown}
      onPointerLeave={() => props.links?.setState({ hoverFrame: -1 })}
    >
      <div role="rowgroup" className={styles.headGroup} style={{ minWidth: fixed }}>
        <div role="row" aria-rowindex={1} className={styles.head} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: virtual.getTotalSize(), minWidth: fixed }}
      >
        {drawn.map(({ index, start }) => (
          <Row
            key={index}
            id={`${id}-${index}`}
            row={index}
            top={start}
            template={template}
            isCurrent={index === current}
            columns={columns}
            grid={props}
          />
        ))}
      </div>
      {count === 0 && <div className={styles.none}>{props.empty}</div>}
    </div>
  );
}

/** The columns that have room, as wide as what they hold. */
function useColumns(scroller: RefObject<HTMLDivElement | null>, { columns, sort }: GridProps) {
  const [roomPx, setRoomPx] = useState(0);
  const [grown, setGrown] = useState<Grown>(nothingGrown);
  const longest = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    // A grid that is out of sight has no width, and keeps its rows.
    const measure = () => setRoomPx((known) => scroller.current?.clientWidth || known);
    // It also tells the first width, when the page is laid out anyhow.
    const observer = new ResizeObserver(measure);
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, [scroller]);
  const sortedBy = sort?.column;
  const shown = useMemo(
    () => columnsThatFit(columns, grown, roomPx, sortedBy),
    [columns, grown, roomPx, sortedBy],
  );
  // After every look at other rows.
  useLayoutEffect(() => {
    if (scroller.current !== null) setGrown(measureColumns(scroller.current, shown, grown, longest.current));
  });
  return { columns: shown, grown, hasRoom: roomPx > 0 };
}

function isMenuKey(event: KeyboardEvent): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}

interface HeadProps {
  readonly column: GridColumn;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function Head({ column, sort, onSort }: HeadProps) {
  const { id, title, hint, align = 'end', isSortable = true } = column;
  const on = sort?.column === id;
  if (onSort === undefined || !isSortable) {
    return (
      <div role="columnheader" className={styles.headCell} data-align={align} title={hint}>
        {title}
      </div>
    );
  }
  const descending = on ? !sort.descending : align === 'end';
  return (
    <div role="columnheader" aria-sort={on ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        title={hint}
        // One stop for all heads; arrows move between them.
        tabIndex={on ? 0 : -1}
        className={styles.headButton}
        data-align={align}
        onClick={() => onSort({ column: id, descending })}
        onKeyDown={moveInHead}
      >
        {title}
        {on && <span aria-hidden>{sort.descending ? ' ↓' : ' ↑'}</span>}
      </button>
    </div>
  );
}

/** Left and right go to the next head that sorts, Escape back to the rows. */
function moveInHead(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const grid = event.currentTarget.closest<HTMLElement>('[role=grid], [role=treegrid]');
  if (event.key === 'Escape') grid?.focus();
  if (by === undefined || grid === null) return;
  const heads = [...grid.querySelectorAll<HTMLElement>('[role=columnheader] button')];
  heads[heads.indexOf(event.currentTarget) + by]?.focus();
  event.preventDefault();
}

interface RowProps {
  readonly id: string;
  readonly row: number;
  readonly top: number;
  readonly template: string;
  readonly isCurrent: boolean;
  readonly columns: readonly GridColumn[];
  readonly grid: GridProps;
}

function Row({ id, row, top, template, isCurrent, columns, grid }: RowProps) {
  const frame = grid.frameOf?.(row) ?? -1;
  const place = grid.treeOf?.(row);
  return (
    <HoverMark links={grid.links} frame={frame}>
      {(hovered) => (
        <div
          id={id}
          role="row"
          aria-rowindex={row + 2}
          aria-selected={isCurrent}
          aria-level={place?.level}
          aria-expanded={place?.expanded}
          className={styles.row}
          data-hovered={hovered}
          data-quiet={grid.isQuiet?.(row)}
          style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
          onPointerEnter={() => grid.links?.setState({ hoverFrame: frame })}
          onClick={(event) => {
            grid.onCurrent(row);
            grid.onRowClick?.(row, event);
          }}
          onDoubleClick={() => grid.onOpen?.(row)}
          onContextMenu={(event) => {
            if (grid.onMenu === undefined) return;
            event.preventDefault();
            grid.onCurrent(row);
            grid.onMenu(row, event.clientX, event.clientY);
          }}
        >
          <Cells columns={columns} row={row} version={grid.version} />
        </div>
      )}
    </HoverMark>
  );
}

/** The pointer over a row of any view marks its frame in all: only the rows concerned are drawn anew. */
function HoverMark(props: {
  readonly links: LinksStore | undefined;
  readonly frame: number;
  readonly children: (hovered: boolean) => ReactNode;
}) {
  return props.links === undefined || props.frame < 0 ? (
    props.children(false)
  ) : (
    <LinkedMark {...props} links={props.links} />
  );
}

function LinkedMark({
  links,
  frame,
  children,
}: {
  readonly links: LinksStore;
  readonly frame: number;
  readonly children: (hovered: boolean) => ReactNode;
}) {
  return children(useStore(links, (now) => now.hoverFrame === frame));
}

const Cells = memo(function Cells({
  columns,
  row,
}: {
  readonly columns: readonly GridColumn[];
  readonly row: number;
  readonly version: unknown;
}) {
  return columns.map((column) => {
    const content = column.cell(row);
    return (
      <div
        key={column.id}
        role="gridcell"
        className={styles.cell}
        data-align={column.align ?? 'end'}
        title={typeof content === 'string' && content.length > longCell ? content : undefined}
      >
        {column.bar !== undefined && column.bar(row) > 0.004 && (
          <i
            aria-hidden
            className={styles.bar}
            style={{ width: `calc((100% - 16px) * ${Math.min(1, column.bar(row))})` }}
          />
        )}
        {content}
      </div>
    );
  });
});
