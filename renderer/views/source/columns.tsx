import type { RowsChanged } from '../../../engine/stats/compare-table';
import type { SourceLines } from '../../../engine/tables/source-lines';
import type { Words } from '../../words/words';
import { greyUnless } from '../judged-rows';
import type { Judgement } from '../significance';
import type { GridColumn } from '../table/grid';
import { mostOf, quantityColumns } from '../table/values';
import type { Token } from './highlight';
import type { LineRows } from './lines';
import styles from './source.module.css';

interface SourceColumnsOf {
  readonly rows: LineRows;
  readonly costs: SourceLines;
  readonly lines: readonly string[];
  readonly tokens: readonly (readonly Token[] | undefined)[];
  readonly unit: string;
  readonly totals: readonly number[];
  /** Of a comparison; rows are those of `costs`. */
  readonly judgement: Judgement<RowsChanged>;
  readonly words: Words;
}

/** flat and cum of each line, its number, and its code. */
export function sourceColumns({
  rows,
  costs,
  lines,
  tokens,
  unit,
  totals,
  judgement,
  words,
}: SourceColumnsOf): GridColumn[] {
  const own = words.tables.source;
  const quantity = (id: 'flat' | 'cum', title: string, hint: string) => {
    const value = (row: number, side: number) => {
      const cost = rows.cost[row]!;
      return cost < 0 ? 0 : costs[id][side]![cost]!;
    };
    const most = mostOf(rows.line.length, value, totals.length);
    const rank = id === 'cum' ? 2 : 1;
    const isNoise = greyUnless(judgement, (changed, row) => changed[id][rows.cost[row]!] === 1);
    const look = { rank, isNoise };
    const columns = quantityColumns({ id, title, hint, value, totals, most }, unit, words, look);
    // Most lines cost nothing: what does shall be seen at a glance.
    return columns.map((column) => ({
      ...column,
      cell: (row: number) => (rows.cost[row]! < 0 ? null : column.cell(row)),
    }));
  };
  return [
    ...quantity('flat', words.tables.flat, words.tables.flatHint),
    ...quantity('cum', words.tables.cum, words.tables.cumHint),
    {
      id: 'line',
      title: own.line,
      hint: own.lineHint,
      width: 56,
      cell: (row) => <span data-faint>{rows.line[row] === 0 ? '' : rows.line[row]}</span>,
    },
    {
      id: 'code',
      title: own.code,
      hint: own.codeHint,
      width: null,
      wanted: 400,
      align: 'start',
      cell: (row) => {
        const line = rows.line[row]!;
        if (line === 0) return own.unknownLine;
        return <CodeLine text={lines[line - 1] ?? ''} tokens={tokens[line - 1]} />;
      },
    },
  ];
}

function CodeLine({
  text,
  tokens,
}: {
  readonly text: string;
  readonly tokens: readonly Token[] | undefined;
}) {
  return (
    <code className={styles.code} title={text.length > 120 ? text : undefined}>
      {tokens === undefined
        ? text
        : tokens.map(({ text: piece, color }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no name but their place
            <span key={i} style={color === '' ? undefined : { color }}>
              {piece}
            </span>
          ))}
    </code>
  );
}
