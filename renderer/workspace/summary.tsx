import { surenessOf } from '../../engine/stats/sureness';
import type { FlameData } from '../../engine/worker/protocol';
import type { Side } from '../views/contract';
import { changeText, count, direction, formatValue, netsOf, perRequest } from '../views/figures';
import { useKnownSignificance } from '../views/significance';
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
  const nets = netsOf(data, sides);
  const net = nets[0]?.isNet === true ? nets[0].value : null;
  return (
    <footer className={styles.summary} data-testid="summary">
      {sides.length === 1 ? (
        <span title={net === null ? undefined : words.netHint}>
          {singleWords(shown, sides[0]!, net, words).join(' · ')}
        </span>
      ) : (
        <>
          <span title={nets.some(({ isNet }) => isNet) ? words.netHint : undefined}>
            {words.total(nets.map(({ value }) => formatValue(value, data.unit)).join(' → '))}
          </span>
          <Change data={data} before={nets[0]!.value} after={nets[1]!.value} />
          <span className={styles.explained}>
            {normalisationSentence(
              request.normalisation.kind,
              nets.map(({ value }) => value),
            )}
          </span>
        </>
      )}
      {isPicture && sides.some(({ total }) => total !== 0) && (
        <span className={styles.hint} title={words.hands}>
          {words.hands}
        </span>
      )}
    </footer>
  );
}

/** In colour only where it is known to be no noise. */
function Change({
  data,
  before,
  after,
}: {
  readonly data: FlameData;
  readonly before: number;
  readonly after: number;
}) {
  const significance = useKnownSignificance(data);
  const { sure } = useWords().changes;
  const sureness = significance === null ? null : surenessOf(significance.whole, 0);
  const words = changeText(before, after);
  return (
    <>
      <strong data-change={sureness === 'change' ? direction(words) : undefined}>{words}</strong>
      {sureness !== null && sureness !== 'change' && <span>{sure[sureness]}</span>}
    </>
  );
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
