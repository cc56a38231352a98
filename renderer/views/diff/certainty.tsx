import type { Sureness } from '../../../engine/stats/sureness';
import type { Judged } from '../../../engine/stats/types';
import type { Words } from '../../words/words';
import { changeText, formatDelta } from '../figures';
import type { Column } from '../table/table';
import { Toned } from '../table/values';
import styles from './diff.module.css';

/** What is known of the confidence of flat or cum; rows are frames. */
export interface Certainty {
  readonly own: Judged;
  /** As shares of the whole beside; null where that adds nothing. */
  readonly share: Judged | null;
  readonly sureness: (frame: number) => Sureness;
}

/** How each row's share of the whole changed. */
export function shareColumn(share: Judged, frames: Int32Array, words: Words): Column {
  const said = words.changes;
  const of = (column: Float64Array | Uint8Array, row: number) => column[frames[row]!]!;
  const relative = Float64Array.from(frames, (_, row) => {
    const delta = of(share.delta, row);
    return delta === 0 ? 0 : delta / Math.abs(of(share.before, row));
  });
  const percent = (part: number) => `${part > 0 ? '+' : ''}${(100 * part).toFixed(1)}%`;
  /** Bounds and chance, where there are samples enough for them. */
  const hint = (row: number): string => {
    const [low, high] = [of(share.ciLow, row), of(share.ciHigh, row)].map(
      (end) => end / of(share.before, row),
    );
    if (!Number.isFinite(low)) return said.unjudged;
    return `${said.confidence}: ${percent(low!)} … ${percent(high!)}\n${said.chance} ${chanceWritten(of(share.q, row))}`;
  };
  const cell = (row: number) => {
    const change = changeText(of(share.before, row), of(share.after, row));
    return <Toned change={change} isNoise={of(share.changed, row) === 0} />;
  };
  return {
    id: 'share',
    title: said.share,
    hint: said.shareHint,
    width: 74,
    rank: 3,
    keys: relative,
    cell: (row) => <span title={hint(row)}>{cell(row)}</span>,
  };
}

/** The chance of each row's change, and its bounds. */
export function judgedColumns(judged: Judged, frames: Int32Array, unit: string, words: Words): Column[] {
  const said = words.changes;
  const pick = (column: Float64Array) => Float64Array.from(frames, (frame) => column[frame]!);
  const [low, high, q] = [pick(judged.ciLow), pick(judged.ciHigh), pick(judged.q)];
  const unknown = (
    <span className={styles.noise} title={said.unjudged}>
      –
    </span>
  );
  // What cannot be judged sorts behind all that can.
  const width = low.map((bound, row) => (Number.isNaN(bound) ? -1 : high[row]! - bound));
  return [
    {
      id: 'chance',
      title: said.chance,
      hint: said.chanceHint,
      width: 58,
      rank: 4,
      keys: q.map((chance) => (Number.isNaN(chance) ? 2 : chance)),
      cell: (row) => (Number.isNaN(q[row]!) ? unknown : chanceWritten(q[row]!)),
    },
    {
      id: 'confidence',
      title: said.confidence,
      hint: said.confidenceHint,
      width: 148,
      rank: 5,
      keys: width,
      cell: (row) =>
        Number.isNaN(low[row]!) ? (
          unknown
        ) : (
          <span className={styles.bounds}>
            {formatDelta(low[row]!, unit)} … {formatDelta(high[row]!, unit)}
          </span>
        ),
    },
  ];
}

/** '0.013'; what is next to nothing as such. */
export function chanceWritten(chance: number): string {
  if (chance < 0.001) return '<0.001';
  return chance >= 0.1 ? chance.toFixed(2) : chance.toFixed(3);
}
