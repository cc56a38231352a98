import type { ProfileFacts, TreeSummary } from '../../../engine/tables/summary';
import { writtenIn } from '../../../engine/units/format';
import { useWords, words } from '../../words/words';
import type { Side } from '../contract';
import { count, formatValue } from '../figures';
import styles from './summary.module.css';

interface FactsProps {
  readonly facts: ProfileFacts;
  readonly summary: TreeSummary;
  readonly side: Side;
  /** 'Before', 'After'; null where there is only one. */
  readonly title: string | null;
  /** Label of the unit that values are read in; '' = as suits each. */
  readonly unitLabel: string;
}

/** What a profile says of itself, and what is known of the load it was taken under. */
export function Facts({ facts, summary, side, title, unitLabel }: FactsProps) {
  const words = useWords().summary;
  const { type, unit } = facts.sampleTypes[facts.shown]!;
  const rows: [string, string][] = [
    [words.kind, Object.hasOwn(words.kinds, type) ? `${words.kinds[type]} (${type})` : type],
    [
      facts.isDifference ? words.gainsAndLosses : words.total,
      formatValue(facts.total, writtenIn(unit, unitLabel)),
    ],
    [words.taken, facts.timeMs === 0 ? words.unknown : momentText(facts.timeMs)],
    [words.lasted, facts.durationMs === 0 ? words.unknown : formatValue(facts.durationMs, 'milliseconds')],
    [words.stacks, stacksText(facts, words)],
  ];
  if (facts.period > 0 && facts.periodType !== null) {
    rows.push([
      words.every,
      `${formatValue(facts.period, facts.periodType.unit)} (${facts.periodType.type})`,
    ]);
  }
  if (title === null && summary.functions > 0) {
    rows.push(
      [words.functions, count(summary.functions)],
      [words.deepest, words.frames(count(summary.deepest))],
    );
  }
  if (side.requests > 0) {
    const rate = facts.durationMs > 0 ? count((1000 * side.requests) / facts.durationMs) : '';
    rows.push([words.load, words.requests(count(side.requests), rate)]);
  }
  if (facts.binary !== '') rows.push([words.program, facts.binary]);
  if (facts.buildId !== '') rows.push([words.build, facts.buildId]);
  if (facts.comments.length > 0) rows.push([words.comments, facts.comments.join('\n')]);
  const subject = title === null ? side.title : `${title}: ${side.title}`;
  return (
    <div className={styles.factsOf}>
      <h3 className={styles.subject} title={`${subject}\n${side.origin}`}>
        {subject}
      </h3>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function stacksText(facts: ProfileFacts, words: ReturnType<typeof useWords>['summary']): string {
  const stacks = count(facts.samples);
  return Number.isNaN(facts.observations) ? stacks : words.stacksOf(stacks, count(facts.observations));
}

/** A moment in the person's own time zone and manner of writing. */
function momentText(ms: number): string {
  return new Intl.DateTimeFormat(words().common.locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    ms,
  );
}
