import { Field } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { TextArea } from '../../ui/text-area';
import { useWords } from '../../words/words';
import { anyWrong, type FormPart, Section } from './section';
import styles from './section.module.css';

interface CompareSectionProps extends FormPart {
  /** scheme://host:port of the target. */
  readonly origin: string;
}

/** A second service or a second request that takes turns with the first, in one run. */
export function CompareSection({ form, errors, onChange, origin }: CompareSectionProps) {
  const words = useWords().record;
  return (
    <Section
      title={words.compare}
      summary={words.compareSummaries[form.compare]}
      wrong={anyWrong(errors, ['compare', 'serviceB', 'pathB', 'methodB', 'headersB'])}
    >
      <div>
        <Segmented
          label={words.compare}
          options={[
            { id: 'nothing', label: words.compareNothing },
            { id: 'service', label: words.compareService },
            { id: 'request', label: words.compareRequest },
          ]}
          value={form.compare}
          onChange={(compare) => onChange({ compare })}
        />
        {errors.compare !== undefined && <p className={styles.error}>{errors.compare}</p>}
      </div>
      {form.compare !== 'nothing' && (
        <>
          <p className={styles.hint}>{words.compareHint}</p>
          <div className={styles.pair}>
            <Field
              label={words.nameA}
              placeholder="A"
              maxLength={120}
              value={form.nameA}
              onChange={(event) => onChange({ nameA: event.target.value })}
            />
            <Field
              label={words.nameB}
              placeholder="B"
              maxLength={120}
              value={form.nameB}
              onChange={(event) => onChange({ nameB: event.target.value })}
            />
          </div>
        </>
      )}
      {form.compare === 'service' && (
        <Field
          label={words.serviceB}
          placeholder="localhost:6061"
          inputMode="url"
          value={form.serviceB}
          error={errors.serviceB ?? null}
          onChange={(event) => onChange({ serviceB: event.target.value })}
        />
      )}
      {form.compare === 'request' && (
        <>
          <Field
            label={words.pathB}
            prefix={origin}
            value={form.pathB}
            error={errors.pathB ?? null}
            onChange={(event) => onChange({ pathB: event.target.value })}
          />
          <Field
            label={words.method}
            list="http-methods"
            value={form.methodB}
            error={errors.methodB ?? null}
            onChange={(event) => onChange({ methodB: event.target.value.toUpperCase() })}
          />
          <TextArea
            label={words.headers}
            hint={words.headersHint}
            code
            rows={2}
            value={form.headersB}
            error={errors.headersB ?? null}
            onChange={(event) => onChange({ headersB: event.target.value })}
          />
          <TextArea
            label={words.body}
            code
            rows={2}
            value={form.bodyB}
            onChange={(event) => onChange({ bodyB: event.target.value })}
          />
        </>
      )}
    </Section>
  );
}
