import { formatChange, formatValue } from '../../engine/units/format';
import type { Session } from '../state/session';
import type { Side } from '../views/contract';
import { count, direction, perRequest } from '../views/figures';
import { useWords, type Words } from '../words/words';
import { normalisationSentence, profilesOf } from './comparable';
import type { Shown } from './context';
import styles from './workspace.module.css';

interface SummaryProps {
  readonly shown: Shown;
  readonly sides: readonly Side[];
}

/** One line below the picture: how much there is in all, and of what it was made. */
export function Summary({ shown: { session, tree }, sides }: SummaryProps) {
  const { data, request } = tree;
  const words = useWords().workspace;
  return (
    <footer className={styles.summary} data-testid="summary">
      {sides.length === 1 ? (
        <span>{singleWords(session, sides[0], data.unit, words).join(' · ')}</span>
      ) : (
        <>
          <span>
            {words.total(
              `${formatValue(sides[0].total, data.unit)} → ${formatValue(sides[1].total, data.unit)}`,
            )}
          </span>
          <Change before={sides[0].total} after={sides[1].total} />
          <span className={styles.explained}>{normalisationSentence(request.normalisation.kind)}</span>
        </>
      )}
      <span className={styles.hint}>{words.hands}</span>
    </footer>
  );
}

function Change({ before, after }: { readonly before: number; readonly after: number }) {
  const words = formatChange(before, after);
  return <strong data-change={direction(words)}>{words}</strong>;
}

function singleWords(session: Session, side: Side, unit: string, text: Words['workspace']): string[] {
  const { info } = profilesOf(session)[0];
  const words = [text.total(formatValue(side.total, unit))];
  words.push(text.stacks(count(info.samples), info.samples === 1));
  if (info.durationMs > 0) words.push(text.over(formatValue(info.durationMs, 'milliseconds')));
  if (side.requests > 0) words.push(text.requests(count(side.requests)));
  const each = perRequest(side, side.total, unit);
  if (each !== '') words.push(each);
  return words;
}
