import { formatChange, formatValue } from '../../engine/units/format';
import type { FlameData } from '../../engine/worker/protocol';
import type { Session } from '../state/session';
import type { Side } from '../views/contract';
import { count, direction, perRequest } from '../views/figures';
import { type NormalisationKind, normalisationSentence, profilesOf } from './comparable';
import styles from './workspace.module.css';

interface SummaryProps {
  readonly session: Session;
  readonly data: FlameData;
  readonly sides: readonly Side[];
  readonly normalisation: NormalisationKind;
}

/** One line below the picture: how much there is in all, and of what it was made. */
export function Summary({ session, data, sides, normalisation }: SummaryProps) {
  return (
    <footer className={styles.summary} data-testid="summary">
      {sides.length === 1 ? (
        <span>{singleWords(session, sides[0], data.unit).join(' · ')}</span>
      ) : (
        <>
          <span>
            Total {formatValue(sides[0].total, data.unit)} → {formatValue(sides[1].total, data.unit)}
          </span>
          <Change before={sides[0].total} after={sides[1].total} />
          <span className={styles.explained}>{normalisationSentence(normalisation)}</span>
        </>
      )}
      <span className={styles.hint}>
        Click to focus · drag to pan · wheel to zoom · Shift + wheel to scroll · Esc for all
      </span>
    </footer>
  );
}

function Change({ before, after }: { readonly before: number; readonly after: number }) {
  const words = formatChange(before, after);
  return <strong data-change={direction(words)}>{words}</strong>;
}

function singleWords(session: Session, side: Side, unit: string): string[] {
  const { info } = profilesOf(session)[0];
  const words = [`Total ${formatValue(side.total, unit)}`];
  words.push(`${count(info.samples)} ${info.samples === 1 ? 'stack' : 'stacks'}`);
  if (info.durationMs > 0) words.push(`over ${formatValue(info.durationMs, 'milliseconds')}`);
  if (side.requests > 0) words.push(`${count(side.requests)} requests`);
  const each = perRequest(side, side.total, unit);
  if (each !== '') words.push(each);
  return words;
}
