import { Check, Field } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { useWords } from '../../words/words';
import { anyWrong, type FormPart, Section } from './section';
import styles from './section.module.css';

const fields = [
  ...(['warmupSeconds', 'threads', 'rate', 'stages', 'requests', 'timeoutSeconds', 'pipeline'] as const),
];

/** When requests are sent, and when it ends. */
export function ModelSection({ form, errors, onChange }: FormPart) {
  const words = useWords().record;
  const open = form.model === 'open';
  const text = (field: (typeof fields)[number], label: string, unit?: string, hint?: string) => (
    <Field
      label={label}
      {...(unit === undefined ? {} : { unit })}
      {...(hint === undefined ? {} : { hint })}
      inputMode={field === 'stages' ? 'text' : 'decimal'}
      value={form[field]}
      error={errors[field] ?? null}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
  return (
    <Section
      title={words.model}
      summary={open ? words.openSummary(form.rate, form.stages.trim()) : words.closedSummary(form.threads)}
      wrong={anyWrong(errors, fields)}
    >
      <div className={styles.row}>
        <Segmented
          label={words.model}
          options={[
            { id: 'closed', label: words.closed, title: words.closedHint },
            { id: 'open', label: words.open, title: words.openHint },
          ]}
          value={form.model}
          onChange={(model) => onChange({ model })}
        />
        <span className={styles.hint}>{open ? words.openHint : words.closedHint}</span>
      </div>
      {open && (
        <>
          {text('rate', words.rate, '/s')}
          {text('stages', words.stages, undefined, words.stagesHint)}
          <Check checked={form.precise} onChange={(event) => onChange({ precise: event.target.checked })}>
            {words.precise}
          </Check>
        </>
      )}
      <div className={styles.three}>
        {text('warmupSeconds', words.warmup, 's')}
        {text('timeoutSeconds', words.timeout, 's')}
        {text('threads', words.threads)}
      </div>
      <div className={styles.pair}>
        {text('requests', words.requests, words.requestsUnit, words.requestsHint)}
        {text('pipeline', words.pipeline, words.pipelineUnit)}
      </div>
      <Check checked={form.close} onChange={(event) => onChange({ close: event.target.checked })}>
        {words.close}
      </Check>
    </Section>
  );
}
