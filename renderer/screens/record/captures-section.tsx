import { type CaptureKind, captureKinds, type Target } from '../../../proto/run';
import { offersKind } from '../../state/run-form';
import { Check, Field } from '../../ui/field';
import { useWords } from '../../words/words';
import { anyWrong, type FormPart, Section } from './section';
import styles from './section.module.css';

/** Which profiles are taken, and how often. */
export function CapturesSection({ form, errors, onChange, target }: FormPart & { readonly target: Target }) {
  const { common, record: words, comparison } = useWords();
  const names = captureKinds
    .filter((kind) => form.kinds.includes(kind))
    .map((kind) => comparison.kinds[kind]);
  const toggle = (kind: CaptureKind, on: boolean) =>
    onChange({ kinds: captureKinds.filter((each) => (each === kind ? on : form.kinds.includes(each))) });
  return (
    <Section
      title={words.captures}
      summary={words.capturesSummary(common.list(names), form.rounds.trim())}
      wrong={anyWrong(errors, ['kinds', 'rounds'])}
    >
      <fieldset className={styles.group} aria-label={words.kinds}>
        <div className={styles.choices}>
          {captureKinds.map((kind) => (
            <Check
              key={kind}
              checked={form.kinds.includes(kind)}
              title={offersKind(target, kind) ? undefined : words.notOffered}
              onChange={(event) => toggle(kind, event.target.checked)}
            >
              {comparison.kinds[kind]}
            </Check>
          ))}
        </div>
        {errors.kinds !== undefined && <p className={styles.error}>{errors.kinds}</p>}
      </fieldset>
      <Field
        label={words.rounds}
        inputMode="numeric"
        hint={words.roundsHint}
        value={form.rounds}
        error={errors.rounds ?? null}
        onChange={(event) => onChange({ rounds: event.target.value })}
      />
    </Section>
  );
}
