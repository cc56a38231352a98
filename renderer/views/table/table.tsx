// biome-ignore-all lint/a11y/useSemanticElements: rows that exist only while in sight cannot be a <table>'s
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus; its keys move the selection
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { withoutPackage } from '../names';
import { orderRows, type Sort } from './order';
import styles from './table.module.css';

/** A column of numbers about frames. */
export interface Column {
  readonly id: string;
  readonly title: string;
  /** What the head's tooltip explains. */
  readonly hint: string;
  /** Width in CSS pixels. */
  readonly width: number;
  readonly keys: ArrayLike<number>;
  readonly cell: (row: number) => ReactNode;
  /** Share 0…1 of the cell that a bar fills. */
  readonly bar?: (row: number) => number;
}

interface FrameTableProps extends Pick<ViewProps, 'text' | 'links' | 'onSearch'> {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Frame of each row. */
  readonly frames: Int32Array;
  /** Keys by which the column of names sorts. */
  readonly nameKeys: ArrayLike<number>;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

const rowHeightPx = 22;

/**
 * A table of frames: numbers, then the name. Only the rows in sight exist. Pointing at a row marks its frame
 * in every view; Enter or a click selects it, a double click searches for exactly it.
 */
export function FrameTable(props: FrameTableProps) {
  const { columns, frames, links, sort, text } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const hits = useStore(links, (now) => now.search.hits);
  const selected = useStore(links, (now) => now.selectedFrame);
  const order = useMemo(() => {
    const keys = columns.find((c) => c.id === sort.column)?.keys ?? props.nameKeys;
    return orderRows(keys, sort.descending, frames, hits?.frameMatches ?? null);
  }, [columns, sort, frames, hits, props.nameKeys]);
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });

  useEffect(() => {
    if (selected < 0) return;
    const at = order.findIndex((row) => frames[row] === selected);
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [selected, order, frames, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = order.findIndex((row) => frames[row] === links.getState().selectedFrame);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 2);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[event.key];
    if (by !== undefined && order.length > 0) {
      event.preventDefault();
      const to = at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + by));
      selectFrame(links, frames[order[to]]);
    } else if (event.key === 'Enter' && at >= 0) {
      props.onSearch(exactly(text.names[frames[order[at]]]));
    } else if (event.key === 'Escape') selectFrame(links, -1);
  };

  const template = `${columns.map((c) => `${c.width}px`).join(' ')} minmax(120px, 1fr)`;
  return (
    <div
      className={styles.table}
      role="grid"
      aria-label={props.label}
      aria-rowcount={order.length + 1}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerLeave={() => links.setState({ hoverFrame: -1 })}
    >
      <div role="row" className={styles.head} style={{ gridTemplateColumns: template }}>
        {[...columns, nameColumn].map((c) => (
          <Head key={c.id} {...c} sort={sort} onSort={props.onSort} />
        ))}
      </div>
      <div ref={scroller} className={styles.scroller}>
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <Row
              key={item.key}
              row={order[item.index]}
              index={item.index}
              top={item.start}
              template={template}
              isSelected={frames[order[item.index]] === selected}
              {...props}
            />
          ))}
        </div>
        {order.length === 0 && <p className={styles.none}>No function matches the search.</p>}
      </div>
    </div>
  );
}

const nameColumn = { id: 'name', title: 'Function', hint: 'Function, and the file it is in' };

interface HeadProps extends Pick<Column, 'id' | 'title' | 'hint'> {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

function Head({ id, title, hint, sort, onSort }: HeadProps) {
  const on = sort.column === id;
  const descending = on ? !sort.descending : id !== 'name';
  return (
    <div role="columnheader" aria-sort={on ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        title={hint}
        className={styles.headButton}
        data-name={id === 'name'}
        onClick={() => onSort({ column: id, descending })}
      >
        {title}
        {on && <span aria-hidden>{sort.descending ? ' ↓' : ' ↑'}</span>}
      </button>
    </div>
  );
}

interface RowProps extends Pick<FrameTableProps, 'columns' | 'frames' | 'text' | 'links' | 'onSearch'> {
  readonly row: number;
  readonly index: number;
  readonly top: number;
  readonly template: string;
  readonly isSelected: boolean;
}

const Row = memo(function Row({ row, index, top, template, isSelected, ...props }: RowProps) {
  const { columns, links, text } = props;
  const frame = props.frames[row];
  const name = text.names[frame];
  const short = withoutPackage(name);
  const hovered = useStore(links, (now) => now.hoverFrame === frame);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      data-hovered={hovered}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onPointerEnter={() => links.setState({ hoverFrame: frame })}
      onClick={() => selectFrame(links, isSelected ? -1 : frame)}
      onDoubleClick={() => props.onSearch(exactly(name))}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={styles.cell}>
          {column.bar !== undefined && column.bar(row) > 0.004 && (
            <i
              aria-hidden
              className={styles.bar}
              style={{ width: `calc((100% - 16px) * ${column.bar(row)})` }}
            />
          )}
          {column.cell(row)}
        </div>
      ))}
      <div role="gridcell" className={styles.name} title={`${name}\n${text.files[frame]}`}>
        <span className={styles.qualified}>
          <span className={styles.path}>{name.slice(0, name.length - short.length)}</span>
          <span className={styles.function}>{short}</span>
        </span>
        <span className={styles.file}>{text.files[frame]}</span>
      </div>
    </div>
  );
});

/** A pattern that matches this name and no longer one. */
export function exactly(name: string): string {
  return `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}
