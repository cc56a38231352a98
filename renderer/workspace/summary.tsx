import { formatValue } from '../../engine/units/format';
import type { Side } from '../views/contract';
import { changeText, count, direction, perRequest } from '../views/figures';
import { useWords, type Words } from '../words/words';
import { normalisationSentence, profilesOf } from './comparable';
import type { Shown } from './context';
import { isEmptyQuery } from './trees';
import styles from './workspace.module.css';

interface SummaryProps {
  readonly shown: Shown;
  readonly sides: readonly Side[];
  /** Whether what is shown is moved in and zoomed by hand. */
  readonly isPicture: boolean;
}

/** One line below the picture: how much there is in all, and of what it was made. */
export function Summary({ shown, sides, isPicture }: SummaryProps) {
  const { data, request } = shown.tree;
  const words = useWords().workspace;
  const sum = data.total[0]?.[0] ?? 0;
  const all = sides[0]?.total ?? 0;
  /** Where values below 0 were added up, what they come to; sums of parts may differ in their last digits. */
  const net = Math.abs(sum - all) > 1e-9 * all ? sum : null;
  return (
    <footer className={styles.summary} data-testid="summary">
      {sides.length === 1 ? (
        <span title={net === null ? undefined : words.netHint}>
          {singleWords(shown, sides[0]!, net, words).join(' · ')}
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
  { session, tree }: Shown,
  side: Side,
  net: number | null,
  text: Words['workspace'],
): string[] {
  const { info } = profilesOf(session)[0];
  const { unit } = tree.data;
  const total = formatValue(side.total, unit);
  // A difference that was saved: what was gained and lost does not add up to the width of the picture.
  const words = [net === null ? text.total(total) : text.net(formatValue(net, unit), total)];
  // How many of them a filter leaves is not known here.
  if (isEmptyQuery(tree.request.query)) words.push(text.stacks(count(info.samples), info.samples === 1));
  if (info.durationMs > 0) words.push(text.over(formatValue(info.durationMs, 'milliseconds')));
  if (side.requests > 0) words.push(text.requests(count(side.requests)));
  const each = perRequest(side, side.total, unit);
  if (each !== '') words.push(each);
  return words;
}
