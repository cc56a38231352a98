import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { CodeSamples } from '../../../engine/tables/code-samples';
import { Banner } from '../../ui/banner';
import { Segmented } from '../../ui/segmented';
import { EmptyState } from '../../ui/surfaces';
import { sentence, useWords, type Words } from '../../words/words';
import { useFound } from '../code-access';
import type { ViewProps } from '../contract';
import { greyUnless, useRowsChanged } from '../judged-rows';
import { Judging } from '../judging';
import { useShownFrame } from '../selected-frame';
import { Shown } from '../table/answered';
import { EndOfPath } from '../table/end-of-path';
import { FrameName } from '../table/frame-name';
import { Grid, type GridColumn } from '../table/grid';
import { PickFunction } from '../table/pick-function';
import table from '../table/table.module.css';
import { TablePanel } from '../table/table-panel';
import { mostOf, quantityColumns } from '../table/values';
import { useTold } from '../told';
import styles from './disasm.module.css';
import {
  addressRows,
  type CodeRow,
  type CodeUnit,
  codeRows,
  codeUnits,
  heaviestRow,
  isRowChanged,
  judgedAddresses,
} from './rows';

/** The machine code of a function, and what each of its instructions costs. */
export function Disasm(props: ViewProps) {
  const { text } = props;
  const words = useWords().tables.disasm;
  const frame = useShownFrame(props);
  if (frame <= 0 || text.names[frame] === undefined)
    return <PickFunction {...props}>{words.none}</PickFunction>;
  return <OfFrame key={text.names[frame]} {...props} frame={frame} />;
}

function OfFrame(props: ViewProps & { readonly frame: number }) {
  const { data, frame, text, onOpenView } = props;
  const words = useWords().tables.disasm;
  return (
    <Shown of={useTold('codeSamples', { treeId: data.treeId, frame }, props)}>
      {(samples, of) =>
        samples.length === 0 ? (
          <EmptyState
            {...(text.files[frame] === ''
              ? {}
              : { action: { label: words.itsSource, run: () => onOpenView('source', frame) } })}
          >
            {words.noCode(text.names[frame]!)}
          </EmptyState>
        ) : (
          <Units {...of} samples={samples} />
        )
      }
    </Shown>
  );
}

function Units(props: ViewProps & { readonly frame: number; readonly samples: readonly CodeSamples[] }) {
  const { samples, sides, text, frame } = props;
  const words = useWords();
  const units = useMemo(() => codeUnits(samples, sides.length), [samples, sides.length]);
  const [chosen, setChosen] = useState(0);
  const unit = units[chosen] ?? units[0]!;
  const { file, buildId } = unit.mapping;
  const controls = (
    <>
      <FrameName text={text} frame={frame} />
      {units.length > 1 && (
        <Segmented
          label={words.tables.disasm.side}
          options={units.map((each, i) => ({
            id: String(i),
            label: unitName(each, sides.length, words),
            title: `${each.mapping.file}\n${each.mapping.buildId}`,
          }))}
          value={String(units.indexOf(unit))}
          onChange={(id) => setChosen(Number(id))}
        />
      )}
      <span className={styles.binary} title={`${words.tables.disasm.binary}: ${file}\n${buildId}`}>
        <EndOfPath>{file}</EndOfPath>
      </span>
    </>
  );
  return <Code key={units.indexOf(unit)} {...props} unit={unit} controls={controls} />;
}

function unitName(unit: CodeUnit, sides: number, words: Words): string {
  const name = unit.mapping.file.slice(unit.mapping.file.lastIndexOf('/') + 1);
  if (sides === 1) return name;
  const { before, after } = words.tables;
  return unit.sides.map((side) => (side === 0 ? before : after)).join(' + ');
}

interface CodeProps extends ViewProps {
  readonly unit: CodeUnit;
  readonly controls: ReactNode;
  readonly frame: number;
}

function Code({ unit, controls, frame, ...props }: CodeProps) {
  const { data, sides, text, onFrameMenu } = props;
  const words = useWords();
  const own = words.tables.disasm;
  const { mapping, address } = unit;
  const found = useFound(JSON.stringify([mapping, address]), (code) => code.disassemble(mapping, address));
  const rows = useMemo(
    () => (found.state === 'ready' ? codeRows(unit, found.value) : addressRows(unit)),
    [found, unit],
  );
  const isCode = found.state === 'ready' && found.value.functions.length > 0;
  const shown = useMemo(() => (isCode ? rows : addressRows(unit)), [isCode, rows, unit]);
  const [current, setCurrent] = useState(-1);
  useEffect(() => setCurrent(heaviestRow(shown)), [shown]);
  const totals = useMemo(() => sides.map(({ total }) => total), [sides]);
  // What only one side ran has no other to be compared with: a difference would be all or nothing.
  const isOfBoth = unit.sides.length === sides.length;
  const asked = useMemo(() => judgedAddresses(unit, text.names[frame]!), [unit, text, frame]);
  const judgement = useRowsChanged(props, isOfBoth ? asked : null);
  const columns = useMemo(() => {
    const noiseIn = (measure: 'flat' | 'cum') =>
      greyUnless(judgement, (changed, row) => isRowChanged(unit, shown[row]!, measure, changed));
    const isNoise = { flat: noiseIn('flat'), cum: noiseIn('cum') };
    return codeColumns({ rows: shown, unit: data.unit, totals, isCode, isNoise, words });
  }, [shown, data.unit, totals, isCode, judgement, unit, words]);
  const why =
    found.state === 'failed'
      ? sentence(found.failure)
      : found.state === 'ready' && !isCode
        ? own.nothing
        : '';
  return (
    <TablePanel
      controls={
        <>
          {controls}
          {isOfBoth ? (
            <Judging judgement={judgement} />
          ) : (
            <span className={table.hint} title={own.otherBuild}>
              {own.otherBuild}
            </span>
          )}
        </>
      }
      notes={why !== '' && <Banner tone="note">{`${why} ${own.samplesOnly}`}</Banner>}
    >
      {found.state === 'waiting' ? (
        <p className={styles.waiting}>{words.tables.working}</p>
      ) : (
        <Grid
          label={own.label}
          testId="disasm-table"
          columns={columns}
          count={shown.length}
          current={current}
          onCurrent={setCurrent}
          onMenu={(_, x, y) => onFrameMenu({ x, y, frame, node: -1 })}
          isQuiet={(row) => shown[row]?.kind === 'place' || shown[row]?.kind === 'cut'}
          empty={own.nothing}
        />
      )}
    </TablePanel>
  );
}

interface CodeColumnsOf {
  readonly rows: readonly CodeRow[];
  readonly unit: string;
  readonly totals: readonly number[];
  readonly isCode: boolean;
  readonly isNoise: Readonly<Record<'flat' | 'cum', (row: number) => boolean>>;
  readonly words: Words;
}

function codeColumns({ rows, unit, totals, isCode, isNoise, words }: CodeColumnsOf): GridColumn[] {
  const own = words.tables.disasm;
  const quantity = (id: 'flat' | 'cum', title: string, hint: string) => {
    const value = (at: number, side: number) => {
      const row = rows[at]!;
      return row.kind === 'code' ? row[id][side]! : 0;
    };
    const most = mostOf(rows.length, value, totals.length);
    const look = { isNoise: isNoise[id] };
    return quantityColumns({ id, title, hint, value, totals, most }, unit, words, look).map((column) => ({
      ...column,
      cell: (at: number) => {
        const row = rows[at]!;
        const costs = row.kind === 'code' && row.cum.some((each) => each !== 0);
        return costs ? column.cell(at) : null;
      },
    }));
  };
  return [
    ...quantity('flat', words.tables.flat, words.tables.flatHint),
    ...quantity('cum', words.tables.cum, words.tables.cumHint),
    {
      id: 'address',
      title: own.address,
      hint: own.addressHint,
      width: 112,
      cell: (at) => {
        const row = rows[at]!;
        return row.kind === 'code' ? <code className={styles.address}>{row.address}</code> : null;
      },
    },
    {
      id: 'text',
      title: isCode ? own.instruction : own.place,
      hint: isCode ? own.instructionHint : own.placeHint,
      width: null,
      align: 'start',
      cell: (at) => {
        const row = rows[at]!;
        switch (row.kind) {
          case 'function':
            return (
              <strong className={styles.function} title={row.names.join('\n= ')}>
                {row.names.join(' = ')}
              </strong>
            );
          case 'place':
            return (
              <span className={styles.place} title={row.text}>
                <EndOfPath>{row.text}</EndOfPath>
              </span>
            );
          case 'cut':
            return own.cut;
          case 'code':
            return (
              <code className={styles.code} title={row.text}>
                {isCode ? row.text : <EndOfPath>{row.text}</EndOfPath>}
              </code>
            );
        }
      },
    },
  ];
}
