import { useMemo, useState } from 'react';
import type { Goroutines as Answer } from '../../../engine/tables/goroutines';
import { Banner } from '../../ui/banner';
import { Segmented } from '../../ui/segmented';
import { EmptyState } from '../../ui/surfaces';
import { useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import { Answered } from '../table/answered';
import { FilterBox } from '../table/filter-box';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import { StackGrid } from '../table/stack-grid';
import table from '../table/table.module.css';
import { mostOf, quantityColumns } from '../table/values';
import { useTreeAnswer } from '../use-answer';
import { filterGroups, type GoroutineRow, type Grouping, ownFrame, regroup } from './rows';

/** Goroutines by where they stand, what they wait for and for how long. */
export function Goroutines(props: ViewProps) {
  const answer = useTreeAnswer(props.engine, 'goroutines', props.data.treeId);
  const words = useWords().tables.goroutines;
  return (
    <Answered answer={answer}>
      {(found) =>
        found.isGoroutines ? (
          <GoroutineGrid {...props} found={found} />
        ) : (
          <EmptyState>
            {words.notHere} {words.notHereHint}
          </EmptyState>
        )
      }
    </Answered>
  );
}

function GoroutineGrid({ found, ...props }: ViewProps & { readonly found: Answer }) {
  const { text, links, sides, data } = props;
  const words = useWords();
  const own = words.tables.goroutines;
  const [by, setBy] = useState<Grouping>('stack');
  const [filter, setFilter] = useState('');
  const [current, setCurrent] = useState(-1);
  const left = useMemo(() => filterGroups(found.groups, filter, text), [found, filter, text]);
  const rows = useMemo(() => regroup(left, by), [left, by]);
  const columns = useMemo(
    () => goroutineColumns(rows, found, data.unit, text, sides.length, words),
    [rows, found, data.unit, text, sides.length, words],
  );
  const total = (groups: Answer['groups']) =>
    sides.map((_, side) => count(groups.reduce((all, group) => all + group.count[side]!, 0))).join(' → ');
  const row = rows[current];
  return (
    <div className={table.panel}>
      <div className={table.controls}>
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
            setCurrent(-1);
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
      </div>
      {!found.hasStates && <Banner tone="note">{own.noStates}</Banner>}
      <div className={table.split}>
        <div className={table.splitList}>
          <Grid
            label={own.label}
            testId="goroutines-table"
            columns={columns}
            count={rows.length}
            current={current}
            onCurrent={setCurrent}
            onMenu={(at, x, y) => {
              const frame = ownFrame(rows[at]!.stack, text);
              if (frame > 0) props.onFrameMenu({ x, y, frame, node: -1 });
            }}
            frameOf={(at) => (rows[at] === undefined ? -1 : ownFrame(rows[at].stack, text))}
            links={links}
            empty={own.noMatch}
          />
        </div>
        <div className={table.splitDetail}>
          {row === undefined ? (
            rows.length > 0 && (
              <EmptyState action={{ label: words.tables.callers.choose, run: () => setCurrent(0) }}>
                {own.select}
              </EmptyState>
            )
          ) : (
            <div className={table.detail}>
              {row.ids.length > 0 && (
                <div className={table.detailHead}>
                  <span className="selectable">{own.ids(row.ids.join(', '))}</span>
                </div>
              )}
              <div className={table.rows}>
                <StackGrid
                  key={`${by} ${current}`}
                  label={words.tables.traces.stack}
                  stack={row.stack}
                  text={text}
                  links={links}
                  onFrameMenu={props.onFrameMenu}
                />
              </div>
            </div>
          )}
        </div>
      </div>
    </div>
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
      cell: (row) => {
        const { longestWaitMinutes: minutes } = rows[row]!;
        return own.minutes(minutes === 0 ? '<1' : count(minutes));
      },
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
        const frame = ownFrame(rows[row]!.stack, text);
        return frame < 0 ? null : <FrameName text={text} frame={frame} />;
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
