import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { IconButton } from '../../ui/button';
import { useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { count } from '../figures';
import { greyUnless, useRowsChanged } from '../judged-rows';
import { Judging } from '../judging';
import { selectFrame } from '../links';
import { useSelectedFrame } from '../selected-frame';
import { Shown } from '../table/answered';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import { BackIcon, ForwardIcon } from '../table/icons';
import { PickFunction } from '../table/pick-function';
import table from '../table/table.module.css';
import { mostOf, quantityColumns } from '../table/values';
import { useTold } from '../told';
import styles from './callers.module.css';
import { type CallerRow, callerRows, judgedCalls, noWalk, step, type Walk, walkTo } from './rows';

/** A function between its callers and its callees; walking from one to the next reads the program. */
export function Callers(props: ViewProps) {
  const { links, data } = props;
  const words = useWords().tables.callers;
  const selected = useSelectedFrame(props);
  // Another tree has other frames.
  const [walked, setWalked] = useState({ of: data, walk: noWalk });
  const walk = walked.of === data ? walked.walk : noWalk;
  useEffect(() => {
    if (selected <= 0) return;
    setWalked((now) => ({ of: data, walk: walkTo(now.of === data ? now.walk : noWalk, selected) }));
  }, [data, selected]);
  const frame = selected > 0 ? selected : (walk.frames[walk.at] ?? -1);

  const go = (by: -1 | 1) => {
    const next = step(walk, by);
    if (next === null) return;
    setWalked({ of: data, walk: next });
    selectFrame(links, next.frames[next.at]!);
  };
  if (frame <= 0 || frame >= props.text.names.length) {
    return <PickFunction {...props}>{words.none}</PickFunction>;
  }
  return <Neighbourhood {...props} frame={frame} walk={walk} go={go} />;
}

interface NeighbourhoodProps extends ViewProps {
  readonly frame: number;
  readonly walk: Walk;
  readonly go: (by: -1 | 1) => void;
}

function Neighbourhood(props: NeighbourhoodProps) {
  const { frame, walk, go, data, text } = props;
  const words = useWords().tables.callers;
  const neighbours = useTold('neighbours', { treeId: data.treeId, frame }, props);
  const { value: found, props: of } = neighbours.told ?? { value: null, props };
  const rows = useMemo(() => found && callerRows(of.frame, found), [found, of.frame]);
  const judged = useMemo(() => rows && judgedCalls(rows, of.text.names), [rows, of.text]);
  const judgement = useRowsChanged(of, judged?.asked ?? null);
  const isNoise = useMemo(
    () => greyUnless(judgement, ({ cum }, row) => cum[judged?.at[row] ?? -1] === 1),
    [judgement, judged],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined;
    if (by === undefined || !event.altKey) return;
    event.preventDefault();
    go(by);
  };
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
          <FrameName text={text} frame={frame} />
        </span>
        <Judging judgement={judgement} />
        <span className={table.hint}>{words.hint}</span>
      </div>
      <div className={table.rows}>
        <Shown of={neighbours}>
          {(_, shown) => rows !== null && <NeighbourGrid {...shown} rows={rows} isNoise={isNoise} />}
        </Shown>
      </div>
    </div>
  );
}

interface NeighbourGridProps extends ViewProps {
  readonly rows: readonly CallerRow[];
  readonly isNoise: (row: number) => boolean;
}

function NeighbourGrid({ rows, isNoise, ...props }: NeighbourGridProps) {
  const { text, links, data, sides, onFrameMenu } = props;
  const words = useWords();
  // One begins at the function itself, of each one anew.
  const [chosen, choose] = useState<{ of: unknown; row: number }>({ of: null, row: -1 });
  const current = chosen.of === rows ? chosen.row : rows.findIndex(({ kind }) => kind === 'self');
  const columns = useMemo(
    () => callerColumns({ rows, unit: data.unit, sides: sides.length, isNoise, text, words }),
    [rows, data.unit, sides.length, isNoise, text, words],
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

interface CallerColumnsOf extends Pick<ViewProps, 'text'> {
  readonly rows: readonly CallerRow[];
  readonly unit: string;
  readonly sides: number;
  readonly isNoise: (row: number) => boolean;
  readonly words: Words;
}

function callerColumns({ rows, unit, sides, isNoise, text, words }: CallerColumnsOf): GridColumn[] {
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
    { relative: true, isNoise },
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
