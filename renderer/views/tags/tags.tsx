import { type KeyboardEvent, useMemo, useState } from 'react';
import type { TagKey, TagTable, TagValue } from '../../../engine/tables/tags';
import { formatPercent } from '../../../engine/units/format';
import { findUnit } from '../../../engine/units/scales';
import { EmptyState } from '../../ui/surfaces';
import { useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { count, formatValue } from '../figures';
import { greyUnless, useRowsChanged } from '../judged-rows';
import { Judging } from '../judging';
import { Shown } from '../table/answered';
import { useChosenRow } from '../table/chosen-row';
import { type CopiedTable, CopyMenu } from '../table/copy-menu';
import { FilterBox } from '../table/filter-box';
import { Grid, type GridColumn } from '../table/grid';
import table from '../table/table.module.css';
import { TablePanel } from '../table/table-panel';
import { quantityColumns } from '../table/values';
import { useTreeTold } from '../told';
import {
  amountOf,
  foldedAtFirst,
  joinedIgnore,
  judgedTags,
  keyOfRow,
  placeIn,
  type TagRow,
  tagRows,
} from './rows';
import { type AskedTagMenu, TagMenu } from './tag-menu';
import styles from './tags.module.css';

/** The labels of the samples and what their values come to; a click on one looks only at that. */
export function Tags(props: ViewProps) {
  const words = useWords().tables.tags;
  return (
    <Shown of={useTreeTold('tags', props)}>
      {(tags, of) =>
        tags.keys.length === 0 ? (
          <EmptyState>
            {words.none} {words.noneHint}
          </EmptyState>
        ) : (
          <TagGrid {...of} tags={tags} />
        )
      }
    </Shown>
  );
}

function TagGrid({ tags, ...props }: ViewProps & { readonly tags: TagTable }) {
  const { data, query, onQuery } = props;
  const words = useWords();
  const own = words.tables.tags;
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => foldedAtFirst(tags));
  const [filter, setFilter] = useState('');
  const [menu, setMenu] = useState<AskedTagMenu | null>(null);
  const textOf = useMemo(() => (value: TagValue, tag: TagKey) => valueText(value, tag, words), [words]);
  const rows = useMemo(() => tagRows(tags, folded, filter, textOf), [tags, folded, filter, textOf]);
  const [current, choose] = useChosenRow(rows, keyOfRow);
  const judged = useMemo(() => judgedTags(tags), [tags]);
  const judgement = useRowsChanged(props, judged.asked);
  const columns = useMemo(() => {
    const isNoise = greyUnless(judgement, ({ cum }, row) => cum[placeIn(judged.at, rows[row]!)] === 1);
    return tagColumns({ rows, unit: data.unit, totals: tags.total, textOf, isNoise, words });
  }, [rows, data.unit, tags.total, textOf, judgement, judged, words]);
  const toggle = (key: string) =>
    setFolded((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const act = (row: TagRow | undefined, isIgnore: boolean) => {
    if (row?.kind === 'key') toggle(row.tag.key);
    if (row?.kind !== 'value' || row.value.filter === '') return;
    if (isIgnore) onQuery({ tagIgnore: joinedIgnore(query.tagIgnore, row.value.filter) });
    else onQuery({ tagFocus: row.value.filter });
  };
  const onKey = (event: KeyboardEvent, at: number): boolean => {
    const row = rows[at];
    if (row === undefined) return false;
    if (event.key === 'Enter') act(row, event.shiftKey);
    else if (row.kind === 'key' && event.key === 'ArrowLeft' && !row.isFolded) toggle(row.tag.key);
    else if (row.kind === 'key' && event.key === 'ArrowRight' && row.isFolded) toggle(row.tag.key);
    else return false;
    return true;
  };
  return (
    <TablePanel
      controls={
        <>
          <FilterBox label={own.onlyNamed} value={filter} onChange={setFilter} />
          <Judging judgement={judgement} />
          <span className={table.hint}>{own.hint}</span>
          <CopyMenu table={() => copiedTags(rows, data.unit, tags.total, textOf, words)} />
        </>
      }
    >
      <Grid
        label={own.label}
        testId="tags-table"
        columns={columns}
        count={rows.length}
        current={current}
        onCurrent={choose}
        onRowClick={(at, event) => act(rows[at], event.shiftKey)}
        onKey={onKey}
        onMenu={(at, x, y) => setMenu({ row: rows[at]!, x, y })}
        treeOf={(at) => {
          const row = rows[at]!;
          return row.kind === 'key'
            ? { level: 1, expanded: !row.isFolded }
            : { level: 2, expanded: undefined };
        }}
        isQuiet={(at) => rows[at]?.kind === 'omitted' || rows[at]?.kind === 'without'}
        empty={own.noValue}
      />
      {menu !== null && (
        <TagMenu
          asked={menu}
          text={menu.row.kind === 'value' ? textOf(menu.row.value, menu.row.tag) : ''}
          query={query}
          onQuery={onQuery}
          onToggle={toggle}
          onClose={() => setMenu(null)}
        />
      )}
    </TablePanel>
  );
}

/** A value as it is written: a text, a number with its unit, or a range of them. */
function valueText({ text, range }: TagValue, { key, unit }: TagKey, words: Words): string {
  if (range === null) return text;
  const plain = unit === key && findUnit(unit) === null ? '' : unit;
  const written = (number: number) => formatValue(number, plain);
  if (range.low === range.high) return written(range.low);
  return words.tables.tags.range(written(range.low), written(range.high));
}

interface TagColumnsOf {
  readonly rows: readonly TagRow[];
  readonly unit: string;
  readonly totals: readonly number[];
  readonly textOf: (value: TagValue, tag: TagKey) => string;
  readonly isNoise: (row: number) => boolean;
  readonly words: Words;
}

function tagColumns({ rows, unit, totals, textOf, isNoise, words }: TagColumnsOf): GridColumn[] {
  const own = words.tables.tags;
  const value = (row: number, side: number) => amountOf(rows[row]!)[side]!;
  const isOne = totals.length === 1;
  let most = isOne ? totals[0]! : 0;
  if (!isOne)
    for (let row = 0; row < rows.length; row++)
      most = Math.max(most, Math.abs(value(row, 1) - value(row, 0)));
  const numbers = quantityColumns(
    { id: 'total', title: words.tables.total, hint: words.tables.total, value, totals, most },
    unit,
    words,
    { relative: true, isNoise },
  );
  const name: GridColumn = {
    id: 'value',
    title: own.value,
    hint: own.valueHint,
    width: null,
    align: 'start',
    cell: (at) => {
      const row = rows[at]!;
      switch (row.kind) {
        case 'key':
          return (
            <span className={styles.head}>
              <span aria-hidden>{row.isFolded ? '▸' : '▾'}</span>
              <strong className={styles.key} title={row.tag.key}>
                {row.tag.key}
              </strong>
              <span className={styles.note}>
                {own.values(count(row.tag.values.length + row.tag.omitted), row.tag.values.length)}
              </span>
            </span>
          );
        case 'value': {
          const text = textOf(row.value, row.tag);
          return (
            <span
              className={styles.value}
              data-can={row.value.filter !== ''}
              title={
                row.value.filter === ''
                  ? `${text}\n${own.noFilter}`
                  : `${row.tag.key}: ${text}\n${own.valueHint}`
              }
            >
              {text}
            </span>
          );
        }
        case 'omitted':
          return (
            <span className={styles.rest} title={isOne ? undefined : own.notJudged}>
              {own.omitted(count(row.tag.omitted))}
            </span>
          );
        case 'without':
          return <span className={styles.rest}>{own.without}</span>;
      }
    },
  };
  return [...numbers, name];
}

function copiedTags(
  rows: readonly TagRow[],
  unit: string,
  totals: readonly number[],
  textOf: (value: TagValue, tag: TagKey) => string,
  words: Words,
): CopiedTable {
  const { before, after, total, share } = words.tables;
  const isOne = totals.length === 1;
  return {
    heads: [...(isOne ? [total, share] : [before, after]), 'key', words.tables.tags.value],
    units: isOne ? [unit] : [unit, unit],
    rows: rows
      .filter((row) => row.kind === 'value')
      .map((row) => {
        const [first = 0, second = 0] = row.value.value;
        const text = textOf(row.value, row.tag);
        return {
          text: [
            formatValue(first, unit),
            isOne ? formatPercent(first, totals[0]!) : formatValue(second, unit),
            row.tag.key,
            text,
          ],
          values: [first, isOne ? first / (totals[0]! || 1) : second, row.tag.key, text],
        };
      }),
  };
}
