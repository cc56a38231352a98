import { useCallback, useMemo, useState } from 'react';
import type { Goroutines as Answer } from '../../../engine/tables/goroutines';
import { Banner } from '../../ui/banner';
import { Segmented } from '../../ui/segmented';
import { EmptyState } from '../../ui/surfaces';
import { useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import { Shown } from '../table/answered';
import { useChosenRow } from '../table/chosen-row';
import { FilterBox } from '../table/filter-box';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import table from '../table/table.module.css';
import { TablePanel } from '../table/table-panel';
import { mostOf, quantityColumns } from '../table/values';
import { WithStack } from '../table/with-stack';
import { useTreeTold } from '../told';
import styles from './goroutines.module.css';
import {
  filterGroups,
  type GoroutineRow,
  type Grouping,
  keyOfRow,
  ownFrame,
  regroup,
  waitText,
} from './rows';

/** Goroutines by where they stand, what they wait for and for how long. */
export function Goroutines(props: ViewProps) {
  const words = useWords().tables.goroutines;
  return (
    <Shown of={useTreeTold('goroutines', props)}>
      {(found, of) =>
        found.isGoroutines ? (
          <GoroutineGrid {...of} found={found} />
        ) : (
          <EmptyState>
            {words.notHere} {words.notHereHint}
          </EmptyState>
        )
      }
    </Shown>
  );
}

function GoroutineGrid({ found, ...props }: ViewProps & { readonly found: Answer }) {
  const { text, links, sides, data } = props;
  const words = useWords();
  const own = words.tables.goroutines;
  const [by, setBy] = useState<Grouping>('stack');
  const [filter, setFilter] = useState('');
  const left = useMemo(() => filterGroups(found.groups, filter, text), [found, filter, text]);
  const rows = useMemo(() => regroup(left, by), [left, by]);
  const keyOf = useCallback((each: GoroutineRow) => keyOfRow(each, by, text), [by, text]);
  const [current, choose] = useChosenRow(rows, keyOf);
  const columns = useMemo(
    () => goroutineColumns(rows, found, data.unit, text, sides.length, words),
    [rows, found, data.unit, text, sides.length, words],
  );
  const total = (groups: Answer['groups']) =>
    sides.map((_, side) => count(groups.reduce((all, group) => all + group.count[side]!, 0))).join(' → ');
  const row = rows[current];
  const controls = (
    <>
      <Segmented
        label={own.group}
        options={[
          { id: 'stack', label: own.byStack },
          { id: 'state', label: own.byState },
          { id: 'creator', label: own.byCreator },
        ]}
        value={by}
        onChange={(next) => {
          setBy(next);
          choose(-1);
        }}
      />
      <FilterBox label={own.search} value={filter} onChange={setFilter} />
      <span className={table.fact} role="status">
        {left === found.groups
          ? own.all(
              total(left),
              found.total.reduce((all, each) => all + each, 0),
            )
          : own.of(total(left), total(found.groups))}
      </span>
    </>
  );
  return (
    <TablePanel controls={controls} notes={!found.hasStates && <Banner tone="note">{own.noStates}</Banner>}>
      <WithStack
        list={
          <Grid
            label={own.label}
            testId="goroutines-table"
            columns={columns}
            count={rows.length}
            current={current}
            onCurrent={choose}
            onMenu={(at, x, y) => {
              const frame = ownFrame(rows[at]!.stack, text);
              if (frame > 0) props.onFrameMenu({ x, y, frame, node: -1 });
            }}
            frameOf={(at) => (rows[at] === undefined ? -1 : ownFrame(rows[at].stack, text))}
            links={links}
            empty={own.noMatch}
          />
        }
        count={rows.length}
        select={own.select}
        onFirst={() => choose(0)}
        chosen={
          row === undefined
            ? null
            : {
                key: `${by} ${current}`,
                stack: row.stack,
                head: row.ids.length === 0 ? null : <Ids {...row} />,
              }
        }
        text={text}
        links={links}
        onFrameMenu={props.onFrameMenu}
      />
    </TablePanel>
  );
}

/** The numbers of goroutines, and how many more there are. */
function Ids({ ids, count: each }: GoroutineRow) {
  const words = useWords().tables.goroutines;
  const more = (each[each.length - 1] ?? 0) - ids.length;
  return (
    <span className="selectable">
      {words.ids(ids.join(', '), ids.length)}
      {more > 0 && words.moreIds(count(more))}
    </span>
  );
}

function goroutineColumns(
  rows: readonly GoroutineRow[],
  found: Answer,
  unit: string,
  text: ViewProps['text'],
  sides: number,
  words: Words,
): GridColumn[] {
  const own = words.tables.goroutines;
  const value = (row: number, side: number) => rows[row]!.count[side]!;
  const most = mostOf(rows.length, value, sides);
  const quantity = { id: 'count', title: own.count, hint: own.countHint, value, totals: found.total, most };
  const differs = (row: GoroutineRow, part: string) =>
    part !== '' ? part : row.groups > 1 ? own.any : own.unknown;
  const states: GridColumn[] = [
    {
      id: 'state',
      title: own.state,
      hint: own.stateHint,
      width: 150,
      align: 'start',
      cell: (row) => differs(rows[row]!, rows[row]!.state),
    },
    {
      id: 'wait',
      title: own.wait,
      hint: own.waitHint,
      width: 100,
      cell: (row) => waitText(rows[row]!.longestWaitMinutes, own),
    },
  ];
  return [
    ...quantityColumns(quantity, unit, words),
    ...(found.hasStates ? states : []),
    {
      id: 'where',
      title: own.where,
      hint: own.whereHint,
      width: null,
      align: 'start',
      cell: (row) => {
        const { stack, stacks } = rows[row]!;
        const frame = ownFrame(stack, text);
        if (frame < 0) return null;
        return (
          <span className={styles.where}>
            <FrameName text={text} frame={frame} />
            {stacks > 1 && (
              <span className={styles.elsewhere}>{own.elsewhere(count(stacks - 1), stacks - 1)}</span>
            )}
          </span>
        );
      },
    },
    ...(found.hasStates
      ? [
          {
            id: 'creator',
            title: own.createdBy,
            hint: own.createdByHint,
            width: 180,
            align: 'start' as const,
            cell: (row: number) => (
              <span title={rows[row]!.createdBy}>{differs(rows[row]!, rows[row]!.createdBy)}</span>
            ),
          },
        ]
      : []),
  ];
}
