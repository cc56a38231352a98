import { frameSureness, surenessOf } from '../../../engine/stats/sureness';
import type { FrameSignificance } from '../../../engine/stats/types';
import type { FrameValues } from '../../../engine/tables/summary';
import { useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { changeText, count, formatDelta, formatValue, netsOf } from '../figures';
import { Judging, noiseBasis } from '../judging';
import { significanceOf, useSignificance } from '../significance';
import { Toned } from '../table/values';
import { type Caveat, caveatsOf, isAllKnown } from './findings';
import { FrameLink, Part, type ToldProps } from './parts';
import styles from './summary.module.css';

/** Whether two profiles compare, and what changed most: noise is grey and called so. */
export function Changes(props: ToldProps) {
  const { summary, sides, data } = props;
  const { summary: words, changes } = useWords();
  const judgement = useSignificance(props);
  const significance = significanceOf(judgement);
  const [before = 0, after = 0] = netsOf(data, sides).map(({ value }) => value);
  const caveats = caveatsOf(
    summary.profiles,
    sides.map(({ requests }) => requests),
  );
  return (
    <>
      <Part title={words.comparable}>
        {caveats.length === 0 ? (
          <p>{isAllKnown(summary.profiles) ? words.noCaveat : words.noKnownCaveat}</p>
        ) : (
          <ul className={styles.findings}>
            {caveats.map((caveat) => (
              <li key={caveat.kind}>{caveatText(caveat, words, props.normalisation)}</li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={words.changed}>
        <p>
          <strong>{words.total}</strong>{' '}
          {words.totalChange(
            formatValue(before, data.unit),
            formatValue(after, data.unit),
            changeText(before, after),
          )}{' '}
          {significance !== null && (
            <span className={styles.quiet}>{changes.sure[surenessOf(significance.whole, 0)]}</span>
          )}
        </p>
        <p className={styles.quiet}>
          {significance !== null && noiseBasis(significance, changes)}
          <Judging judgement={judgement} />
        </p>
        {summary.changes.length === 0 && <p>{words.noChange}</p>}
        <FrameList {...props} rows={summary.changes} pick="flat" significance={significance} />
      </Part>
      {summary.appeared.length > 0 && (
        <Part title={words.appeared}>
          <FrameList {...props} rows={summary.appeared} pick="cum" significance={significance} />
        </Part>
      )}
      {summary.gone.length > 0 && (
        <Part title={words.gone}>
          <FrameList {...props} rows={summary.gone} pick="cum" significance={significance} />
        </Part>
      )}
    </>
  );
}

function FrameList({
  rows,
  pick,
  significance,
  ...props
}: ToldProps & {
  readonly rows: readonly FrameValues[];
  readonly pick: 'flat' | 'cum';
  /** null while nobody has judged. */
  readonly significance: FrameSignificance | null;
}) {
  const { unit } = props.data;
  const { sure } = useWords().changes;
  return (
    <ul className={styles.changes}>
      {rows.map((row) => {
        const [before = 0, after = 0] = row[pick];
        const sureness = significance === null ? 'change' : frameSureness(significance, pick, row.frame);
        const toned = (change: string) => <Toned change={change} isNoise={sureness !== 'change'} />;
        const share = sureness === 'share' ? significance?.shares?.[pick] : undefined;
        return (
          <li key={row.frame} className={styles.change}>
            <span className={styles.delta}>{toned(formatDelta(after - before, unit))}</span>
            <span className={styles.delta}>{toned(changeText(before, after))}</span>
            <FrameLink {...props} frame={row.frame} />
            <span className={styles.quiet}>{sure[sureness]}</span>
            {share != null && (
              <Toned change={changeText(share.before[row.frame]!, share.after[row.frame]!)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function caveatText(caveat: Caveat, words: Words['summary'], shown: ViewProps['normalisation']): string {
  switch (caveat.kind) {
    case 'duration': {
      const written = (ms: number) => formatValue(ms, 'milliseconds');
      const told = shown === 'absolute' ? words.durationCaveat : words.durationEvened;
      return told(written(caveat.before), written(caveat.after));
    }
    case 'rate': {
      const told = shown === 'per-request' ? words.rateEvened : words.rateCaveat;
      return told(count(caveat.before), count(caveat.after));
    }
    case 'period':
      return words.periodCaveat(
        formatValue(caveat.before, caveat.unit),
        formatValue(caveat.after, caveat.unit),
      );
    case 'no-load':
      return words.noLoadCaveat(words[caveat.which]);
  }
}
