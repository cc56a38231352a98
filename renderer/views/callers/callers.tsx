import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Neighbours } from '../../../engine/tables/neighbours';
import { IconButton } from '../../ui/button';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import { selectFrame } from '../links';
import { Shown } from '../table/answered';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import { BackIcon, ForwardIcon } from '../table/icons';
import { PickFunction } from '../table/pick-function';
import table from '../table/table.module.css';
import { mostOf, quantityColumns } from '../table/values';
import { useTold } from '../told';
import styles from './callers.module.css';
import { type CallerRow, callerRows, noWalk, step, walkTo } from './rows';

/** A function between its callers and its callees; walking from one to the next reads the program. */
export function Callers(props: ViewProps) {
  const { links, data } = props;
  const words = useWords().tables.callers;
  const selected = useStore(links, (now) => now.selectedFrame);
  const [walk, setWalk] = useState(noWalk);
  // biome-ignore lint/correctness/useExhaustiveDependencies(data): another tree has other frames
  useEffect(() => setWalk(noWalk), [data]);
  useEffect(() => {
    if (selected > 0) setWalk((now) => walkTo(now, selected));
  }, [selected]);
  const frame = selected > 0 ? selected : (walk.frames[walk.at] ?? -1);

  const go = (by: -1 | 1) => {
    const next = step(walk, by);
    if (next === null) return;
    setWalk(next);
    selectFrame(links, next.frames[next.at]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined;
    if (by === undefined || !event.altKey) return;
    event.preventDefault();
    go(by);
  };
  if (frame <= 0 || frame >= props.text.names.length) {
    return <PickFunction {...props}>{words.none}</PickFunction>;
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole view, wherever its focus is
    <div className={table.panel} onKeyDown={onKeyDown}>
      <div className={table.controls}>
        <IconButton
          size="small"
          label={words.back}
          icon={<BackIcon />}
          disabled={step(walk, -1) === null}
          onClick={() => go(-1)}
        />
        <IconButton
          size="small"
          label={words.forward}
          icon={<ForwardIcon />}
          disabled={step(walk, 1) === null}
          onClick={() => go(1)}
        />
        <span className={table.subject}>
          <FrameName text={props.text} frame={frame} />
        </span>
        <span className={table.hint}>{words.hint}</span>
      </div>
      <div className={table.rows}>
        <Neighbourhood {...props} frame={frame} />
      </div>
    </div>
  );
}

function Neighbourhood(props: ViewProps & { readonly frame: number }) {
  const { frame, data } = props;
  return (
    <Shown of={useTold('neighbours', { treeId: data.treeId, frame }, props)}>
      {(found, of) => <NeighbourGrid {...of} found={found} />}
    </Shown>
  );
}

function NeighbourGrid({
  found,
  frame,
  text,
  links,
  data,
  sides,
  onSearch: _,
  onFrameMenu,
}: ViewProps & { readonly found: Neighbours; readonly frame: number }) {
  const words = useWords();
  const rows = useMemo(() => callerRows(frame, found), [frame, found]);
  // One begins at the function itself, of each one anew.
  const [chosen, choose] = useState<{ of: unknown; row: number }>({ of: null, row: -1 });
  const current = chosen.of === rows ? chosen.row : rows.findIndex(({ kind }) => kind === 'self');
  const columns = useMemo(
    () => callerColumns(rows, data.unit, sides.length, text, words),
    [rows, data.unit, sides.length, text, words],
  );
  const frameOf = (row: number) => {
    const at = rows[row];
    return at !== undefined && 'frame' in at ? at.frame : -1;
  };
  const open = (row: number) => {
    if (frameOf(row) > 0) selectFrame(links, frameOf(row));
  };
  return (
    <Grid
      label={words.tables.callers.label}
      testId="callers-table"
      columns={columns}
      count={rows.length}
      current={current}
      onCurrent={(row) => choose({ of: rows, row })}
      onOpen={open}
      onRowClick={open}
      onMenu={(row, x, y) => frameOf(row) > 0 && onFrameMenu({ x, y, frame: frameOf(row), node: -1 })}
      isQuiet={(row) => rows[row]?.kind === 'head' || rows[row]?.kind === 'part'}
      frameOf={frameOf}
      links={links}
      empty={null}
    />
  );
}

function callerColumns(
  rows: readonly CallerRow[],
  unit: string,
  sides: number,
  text: ViewProps['text'],
  words: ReturnType<typeof useWords>,
): GridColumn[] {
  const own = words.tables.callers;
  const self = rows.find(({ kind }) => kind === 'self');
  const totals = self !== undefined && 'weight' in self ? self.weight : new Array<number>(sides).fill(0);
  const value = (row: number, side: number) => {
    const at = rows[row]!;
    return 'weight' in at ? at.weight[side]! : 0;
  };
  const most = mostOf(rows.length, value, sides);
  const numbers = quantityColumns(
    { id: 'weight', title: own.weight, hint: own.weightHint, value, totals, most },
    unit,
    words,
    { relative: true },
  ).map((column) => ({
    ...column,
    cell: (row: number) => ('weight' in rows[row]! ? column.cell(row) : null),
  }));
  const name: GridColumn = {
    id: 'name',
    title: words.tables.function,
    hint: words.tables.functionHint,
    width: null,
    align: 'start',
    cell: (row) => {
      const at = rows[row]!;
      switch (at.kind) {
        case 'head': {
          const title = at.part === 'callers' ? own.callersOf : own.calleesOf;
          const none = at.part === 'callers' ? own.noCallers : own.noCallees;
          return at.count === 0 ? none : `${title} (${count(at.count)})`;
        }
        case 'part':
          return (
            <span className={styles.indented} title={own[`${at.part}Hint`]}>
              {own[at.part]}
            </span>
          );
        case 'self':
          return <FrameName text={text} frame={at.frame} withFile isStrong />;
        case 'call':
          return (
            <span className={styles.indented}>
              <FrameName text={text} frame={at.frame} withFile />
            </span>
          );
      }
    },
  };
  return [...numbers, name];
}
