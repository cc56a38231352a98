import type { ReactNode } from 'react';
import type { FrameValues, TreeSummary } from '../../../engine/tables/summary';
import { formatDelta, formatPercent, formatValue, labelIn, writtenIn } from '../../../engine/units/format';
import { useWords, type Words } from '../../words/words';
import type { ViewProps } from '../contract';
import { changeText, count } from '../figures';
import { selectFrame } from '../links';
import { Answered } from '../table/answered';
import { FrameName } from '../table/frame-name';
import { Toned } from '../table/values';
import { useTreeAnswer } from '../use-answer';
import { Facts } from './facts';
import { type Caveat, caveatsOf, type Finding, findingsOf, isAllKnown } from './findings';
import styles from './summary.module.css';

/** What a profile is, what stands out in it, and what to look at next, in words. */
export function Summary(props: ViewProps) {
  const answer = useTreeAnswer(props.engine, 'treeSummary', props.data.treeId);
  return <Answered answer={answer}>{(summary) => <Told {...props} summary={summary} />}</Answered>;
}

interface ToldProps extends ViewProps {
  readonly summary: TreeSummary;
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

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}

/** A function's name that leads to it: selects it in all views and shows who calls it. */
function FrameLink({ frame, text, links, onOpenView, onFrameMenu }: ViewProps & { readonly frame: number }) {
  return (
    <button
      type="button"
      className={styles.link}
      onPointerEnter={() => links.setState({ hoverFrame: frame })}
      onPointerLeave={() => links.setState({ hoverFrame: -1 })}
      onContextMenu={(event) => {
        event.preventDefault();
        onFrameMenu({ x: event.clientX, y: event.clientY, frame, node: -1 });
      }}
      onClick={() => {
        selectFrame(links, frame);
        onOpenView('callers', frame);
      }}
    >
      <FrameName text={text} frame={frame} />
    </button>
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

function Changes(props: ToldProps) {
  const { summary, sides, data } = props;
  const words = useWords().summary;
  const [before = 0, after = 0] = summary.total;
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
          )}
        </p>
        {summary.changes.length === 0 && <p>{words.noChange}</p>}
        <FrameList {...props} rows={summary.changes} pick="flat" />
      </Part>
      {summary.appeared.length > 0 && (
        <Part title={words.appeared}>
          <FrameList {...props} rows={summary.appeared} pick="cum" />
        </Part>
      )}
      {summary.gone.length > 0 && (
        <Part title={words.gone}>
          <FrameList {...props} rows={summary.gone} pick="cum" />
        </Part>
      )}
    </>
  );
}

function FrameList({
  rows,
  pick,
  ...props
}: ToldProps & { readonly rows: readonly FrameValues[]; readonly pick: 'flat' | 'cum' }) {
  const { unit } = props.data;
  return (
    <ul className={styles.changes}>
      {rows.map((row) => {
        const [before = 0, after = 0] = row[pick];
        return (
          <li key={row.frame} className={styles.change}>
            <span className={styles.delta}>
              <Toned change={formatDelta(after - before, unit)} />
            </span>
            <span className={styles.delta}>
              <Toned change={changeText(before, after)} />
            </span>
            <FrameLink {...props} frame={row.frame} />
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
