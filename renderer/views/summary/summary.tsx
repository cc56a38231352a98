import { formatPercent, labelIn, writtenIn } from '../../../engine/units/format';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { count, formatValue } from '../figures';
import { Shown } from '../table/answered';
import { useTreeTold } from '../told';
import { Changes } from './changes';
import { Facts } from './facts';
import { type Finding, findingsOf } from './findings';
import { FrameLink, Part, type ToldProps } from './parts';
import styles from './summary.module.css';

/** What a profile is, what stands out in it, and what to look at next, in words. */
export function Summary(props: ViewProps) {
  return (
    <Shown of={useTreeTold('treeSummary', props)}>
      {(summary, of) => <Told {...of} summary={summary} />}
    </Shown>
  );
}

function Told(props: ToldProps) {
  const { summary, sides } = props;
  const words = useWords().summary;
  const isPair = sides.length > 1;
  const isEmpty = summary.total.every((each) => each === 0);
  return (
    <section
      className={styles.summary}
      data-testid="summary-view"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label={words.label}
    >
      <Part title={words.what}>
        <div className={styles.pair}>
          {summary.profiles.map((facts, side) => (
            <Facts
              unitLabel={labelIn(props.data.unit)}
              // biome-ignore lint/suspicious/noArrayIndexKey: a side has no other name
              key={side}
              facts={facts}
              summary={summary}
              side={sides[side]!}
              title={isPair ? (side === 0 ? words.before : words.after) : null}
            />
          ))}
        </div>
      </Part>
      {isPair && !isEmpty && <Changes {...props} />}
      <Part title={words.standsOut}>
        {isEmpty ? (
          <p>{words.nothing}</p>
        ) : (
          <ul className={styles.findings}>
            {findingsOf(summary).map((finding) => (
              <li key={keyOf(finding)}>
                <FindingText {...props} finding={finding} />
              </li>
            ))}
          </ul>
        )}
      </Part>
    </section>
  );
}

function FindingText({ finding, ...props }: ToldProps & { readonly finding: Finding }) {
  const words = useWords().summary;
  const { unit } = props.data;
  const percent = (share: number) => formatPercent(share, 1);
  switch (finding.kind) {
    case 'difference':
      return words.difference;
    case 'few':
      return words.few(count(finding.observations));
    case 'busy':
      return words.busy(coresText(finding.cores));
    case 'heaviest': {
      const told = finding.isChange ? words.changedMost : words.heaviest;
      return (
        <>
          <FrameLink {...props} frame={finding.frame} />{' '}
          {told(percent(finding.share), formatValue(finding.value, unit))}
        </>
      );
    }
    case 'concentrated':
      return (
        <>
          {words.concentrated(count(finding.functions), count(finding.of), finding.functions)}{' '}
          <button type="button" className={styles.link} onClick={() => props.onOpenView('top')}>
            <span>{words.showFunctions}</span>
          </button>
        </>
      );
    case 'spread':
      return words.spread(count(finding.functions), count(finding.of));
    case 'churn': {
      const { allocated, kept } = finding;
      return words.churn(
        formatValue(allocated, writtenIn(finding.unit, labelIn(unit))),
        formatValue(kept, writtenIn(finding.unit, labelIn(unit))),
        formatPercent(kept, allocated),
      );
    }
    case 'contention':
      return words.contention(count(finding.times), formatValue(finding.mean, 'nanoseconds'));
    case 'recursion':
      return (
        <>
          <FrameLink {...props} frame={finding.frame} /> {words.recursion(percent(finding.share))}
        </>
      );
    case 'category': {
      const { title, advice } = words.categories[finding.id];
      const last = finding.shares.length - 1;
      const takes = words.takes(percent(finding.shares[last]!), formatValue(finding.values[last]!, unit));
      return (
        <>
          <strong>{title}</strong> {takes}{' '}
          {last > 0 && <span className={styles.quiet}>({words.was(percent(finding.shares[0]!))}) </span>}
          {advice}
          {finding.frame > 0 && (
            <>
              {' '}
              <span className={styles.quiet}>{words.mostly}</span>{' '}
              <FrameLink {...props} frame={finding.frame} />
            </>
          )}
        </>
      );
    }
  }
}

/** Cores that were busy: as exact as one can act on, and never a zero that was none. */
function coresText(cores: number): string {
  if (cores > 0 && cores < 0.01) return '<0.01';
  return cores < 100 ? cores.toFixed(2) : count(cores);
}

function keyOf(finding: Finding): string {
  return finding.kind === 'category' ? finding.id : finding.kind;
}
