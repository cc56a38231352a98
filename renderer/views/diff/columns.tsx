import type { DiffRows } from '../../../engine/worker/protocol';
import type { Words } from '../../words/words';
import type { Side } from '../contract';
import { changeText, formatDelta, formatValue, headsOf } from '../figures';
import type { Column } from '../table/table';
import { Nothing, Toned } from '../table/values';
import { type Certainty, chanceWritten, judgedColumns, shareColumn } from './certainty';
import { type Measure, valuesOf } from './rows';

interface Given {
  readonly rows: DiffRows;
  /** Rows of `rows` that are shown, in the order of the table's own rows. */
  readonly shown: Int32Array;
  readonly measure: Measure;
  readonly sides: readonly Side[];
  /** null while nobody has judged. */
  readonly judged: Certainty | null;
  readonly words: Words;
}

/** The columns of the table of changes: values, change, and how sure one can be of it. */
export function diffColumns({ rows, shown, measure, sides, judged, words }: Given): Column[] {
  const said = words.changes;
  const { plain: unit, head } = headsOf(rows.unit);
  const values = valuesOf(rows, measure);
  const before = Float64Array.from(shown, (row) => values.before[row]!);
  const after = Float64Array.from(shown, (row) => values.after[row]!);
  const frames = Int32Array.from(shown, (row) => rows.frame[row]!);
  const delta = after.map((value, row) => value - before[row]!);
  const size = delta.map(Math.abs);
  const largest = size.reduce((most, value) => Math.max(most, value), 0);
  // What came to be has no finite percentage; it sorts beyond all that grew.
  const relative = delta.map((value, row) => (value === 0 ? 0 : value / Math.abs(before[row]!)));
  const isNoise = (row: number) => judged !== null && judged.sureness(frames[row]!) !== 'change';
  const toned = (row: number, change: string) => <Toned change={change} isNoise={isNoise(row)} />;
  /** What the columns of confidence say, for where they have no room. */
  const certainty = (row: number): string | undefined => {
    if (judged === null) return undefined;
    const { ciLow, ciHigh, q } = judged.own;
    const [low, high] = [ciLow[frames[row]!]!, ciHigh[frames[row]!]!];
    if (Number.isNaN(low)) return said.unjudged;
    const bounds = `${formatDelta(low, unit)} … ${formatDelta(high, unit)}`;
    const own = `${said.confidence}: ${bounds}\n${said.chance} ${chanceWritten(q[frames[row]!]!)}`;
    return judged.sureness(frames[row]!) === 'share' ? `${own}\n${said.shareOnly}` : own;
  };
  const value = (id: string, title: string, hint: string, keys: Float64Array): Column => ({
    id,
    title: head(title),
    hint,
    width: 74,
    rank: 1,
    keys,
    cell: (row) => (keys[row] === 0 ? <Nothing /> : formatValue(keys[row]!, unit)),
  });
  const columns: Column[] = [
    value('before', said.before, said.beforeHint, before),
    value('after', said.after, said.afterHint, after),
    {
      id: 'size',
      title: head('Δ'),
      hint: words.tables.changeHint,
      width: 80,
      keys: size,
      cell: (row) => <span title={certainty(row)}>{toned(row, formatDelta(delta[row]!, unit))}</span>,
      bar: (row) => (largest === 0 || isNoise(row) ? 0 : size[row]! / largest),
    },
    {
      id: 'relative',
      title: 'Δ %',
      hint: words.tables.relativeHint,
      width: 70,
      keys: relative,
      cell: (row) => toned(row, changeText(before[row]!, after[row]!)),
    },
  ];
  const [one, two] = [sides[0]?.perRequest ?? null, sides[1]?.perRequest ?? null];
  if (one !== null && two !== null) {
    const perRequest = delta.map((_, row) => two(after[row]!) - one(before[row]!));
    columns.push({
      id: 'each',
      title: said.each,
      hint: said.eachHint,
      width: 92,
      rank: 2,
      keys: perRequest.map(Math.abs),
      cell: (row) => toned(row, formatDelta(perRequest[row]!, unit)),
    });
  }
  if (judged?.share != null) columns.push(shareColumn(judged.share, frames, words));
  // The chance is short and says most; bounds give way before it.
  if (judged !== null) columns.push(...judgedColumns(judged.own, frames, unit, words));
  return columns;
}
