import { type RefObject, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { FrameName } from './frame-name';
import { Grid, type GridColumn } from './grid';
import { orderRows, type Sort } from './order';

/** A column of numbers about frames, by the row that the engine gave them. */
export interface Column extends GridColumn {
  /** What the column sorts by. */
  readonly keys: ArrayLike<number>;
}

interface FrameTableProps
  extends Pick<ViewProps, 'text' | 'links' | 'onSearch'>,
    Partial<Pick<ViewProps, 'onFrameMenu'>> {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Frame of each row. */
  readonly frames: Int32Array;
  /** Keys by which the column of names sorts. */
  readonly nameKeys: ArrayLike<number>;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** A column that needs to know the order shown, as running sums do; it stands third. */
  readonly ordered?: (order: Int32Array) => GridColumn;
  readonly testId?: string;
  /** What stands where there are no rows at all, whatever is searched for. */
  readonly none?: string;
  /** Is told the rows as they are shown. */
  readonly shown?: RefObject<Int32Array>;
}

/**
 * A table of frames: numbers, then the name. Pointing at a row marks its frame in every view; a click selects it,
 * Enter or a double click searches for exactly it.
 */
export function FrameTable(props: FrameTableProps) {
  const { columns, frames, links, sort, text, ordered } = props;
  const words = useWords().tables;
  const hits = useStore(links, (now) => now.search.hits);
  const selected = useStore(links, (now) => now.selectedFrame);
  const order = useMemo(() => {
    const keys = columns.find((c) => c.id === sort.column)?.keys ?? props.nameKeys;
    return orderRows(keys, sort.descending, frames, hits?.frameMatches ?? null);
  }, [columns, sort, frames, hits, props.nameKeys]);
  const told = props.shown;
  useEffect(() => {
    if (told !== undefined) told.current = order;
  }, [told, order]);
  const shown = useMemo(() => {
    const placed = columns.map(({ cell, bar, ...column }) => ({
      ...column,
      cell: (place: number) => cell(order[place]!),
      ...(bar === undefined ? {} : { bar: (place: number) => bar(order[place]!) }),
    }));
    const name: GridColumn = {
      id: 'name',
      title: words.function,
      hint: words.functionHint,
      width: null,
      align: 'start',
      cell: (place) => <FrameName text={text} frame={frames[order[place]!]!} withFile />,
    };
    const running = ordered === undefined ? [] : [ordered(order)];
    return [...placed.slice(0, 2), ...running, ...placed.slice(2), name];
  }, [columns, order, ordered, frames, text, words]);
  const current = useMemo(
    () => (selected < 0 ? -1 : order.findIndex((row) => frames[row] === selected)),
    [order, frames, selected],
  );
  const frameAt = (place: number) => frames[order[place]!] ?? -1;
  const { onFrameMenu } = props;
  return (
    <Grid
      label={props.label}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
      columns={shown}
      count={order.length}
      current={current}
      onCurrent={(place) => selectFrame(links, place < 0 ? -1 : frameAt(place))}
      onOpen={(place) => props.onSearch(exactly(text.names[frameAt(place)]!))}
      {...(onFrameMenu === undefined
        ? {}
        : {
            onMenu: (place: number, x: number, y: number) =>
              onFrameMenu({ x, y, frame: frameAt(place), node: -1 }),
          })}
      frameOf={frameAt}
      links={links}
      sort={sort}
      onSort={props.onSort}
      empty={frames.length === 0 ? (props.none ?? words.noMatch) : words.noMatch}
    />
  );
}

/** A pattern that matches this name and no longer one. */
export function exactly(name: string): string {
  return `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}
