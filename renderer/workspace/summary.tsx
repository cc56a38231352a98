import { formatValue } from '../../engine/units/format';
import type { Session } from '../state/session';
import type { Side } from '../views/contract';
import { changeText, count, direction, perRequest } from '../views/figures';
import { useWords, type Words } from '../words/words';
import { normalisationSentence, profilesOf } from './comparable';
import type { Shown } from './context';
import styles from './workspace.module.css';

interface SummaryProps {
  readonly shown: Shown;
  readonly sides: readonly Side[];
  /** Whether what is shown is moved in and zoomed by hand. */
  readonly isPicture: boolean;
}

/** One line below the picture: how much there is in all, and of what it was made. */
export function Summary({ shown: { session, tree }, sides, isPicture }: SummaryProps) {
  const { data, request } = tree;
  const words = useWords().workspace;
  const net = data.total[0]?.[0] ?? 0;
  return (
    <footer className={styles.summary} data-testid="summary">
      {sides.length === 1 ? (
        <span title={net === sides[0]!.total ? undefined : words.netHint}>
          {singleWords(session, sides[0]!, net, data.unit, words).join(' · ')}
        </span>
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
      {isPicture && <span className={styles.hint}>{words.hands}</span>}
    </footer>
  );
}

function Change({ before, after }: { readonly before: number; readonly after: number }) {
  const words = changeText(before, after);
  return <strong data-change={direction(words)}>{words}</strong>;
}

function singleWords(
  session: Session,
  side: Side,
  net: number,
  unit: string,
  text: Words['workspace'],
): string[] {
  const { info } = profilesOf(session)[0];
  const total = formatValue(side.total, unit);
  // A difference that was saved: what was gained and lost does not add up to the width of the picture.
  const words = [net === side.total ? text.total(total) : text.net(formatValue(net, unit), total)];
  words.push(text.stacks(count(info.samples), info.samples === 1));
  if (info.durationMs > 0) words.push(text.over(formatValue(info.durationMs, 'milliseconds')));
  if (side.requests > 0) words.push(text.requests(count(side.requests)));
  const each = perRequest(side, side.total, unit);
  if (each !== '') words.push(each);
  return words;
}
