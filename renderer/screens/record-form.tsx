import { type FormEvent, useState } from 'react';
import { record } from '../state/actions/record';
import type { Setup } from '../state/model';
import { tidiedPath } from '../state/run-fields';
import type { FormErrors, RunForm } from '../state/run-form';
import { notify } from '../state/store';
import { Button } from '../ui/button';
import { Check, Field } from '../ui/field';
import { RecordIcon } from '../ui/icons';
import { Segmented } from '../ui/segmented';
import { useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import { CapturesSection } from './record/captures-section';
import { CommandLine } from './record/command-line';
import { CompareSection } from './record/compare-section';
import { ImportSection } from './record/import-section';
import { ModelSection } from './record/model-section';
import { MoreSection } from './record/more-section';
import { RequestSection } from './record/request-section';
import { TlsSection } from './record/tls-section';
import styles from './record.module.css';

interface RecordFormProps {
  readonly setup: Setup;
  /** While an experiment runs, what it was started with stands there and cannot be changed. */
  readonly busy: boolean;
}

/** What to record, for how long, under which load; the same as a command line; and the button that starts it. */
export function RecordForm({ setup, busy }: RecordFormProps) {
  const ports = usePorts();
  const words = useWords().record;
  const form = useApp((s) => s.form);
  const [errors, setErrors] = useState<FormErrors>({});
  const { target } = setup.targets[form.target] ?? setup.targets[0]!;
  const { origin, protocol } = new URL(target.serviceUrl);
  const several = setup.targets.length > 1;

  const change = (part: Partial<RunForm>) => {
    ports.store.setState((state) => ({ form: { ...state.form, ...part } }));
    setErrors((now) => {
      const left: { -readonly [Field in keyof FormErrors]: FormErrors[Field] } = { ...now };
      for (const field of Object.keys(part)) delete left[field as keyof RunForm];
      return left;
    });
  };
  const start = (which: 'one' | 'all') => void record(ports, which).then((wrong) => setErrors(wrong ?? {}));
  const tidy = () => {
    const { path } = ports.store.getState().form;
    const tidied = tidiedPath(path, origin);
    if (tidied !== path) change({ path: tidied });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tidy();
    start(several ? 'all' : 'one');
  };
  const fault = (thrown: unknown) => notify(ports.store, thrown, words.importing);
  const part = { form, errors, onChange: change };
  const text = (
    field: 'path' | 'connections' | 'seconds',
    more: Partial<Parameters<typeof Field>[0]> = {},
  ) => (
    <Field
      label={words[field]}
      value={form[field]}
      error={errors[field] ?? null}
      onChange={(event) => change({ [field]: event.target.value })}
      {...more}
    />
  );

  return (
    <form className={styles.side} onSubmit={submit}>
      {/* Fields that wait take no focus, so that keys could not scroll them: their frame takes it. */}
      <section className={styles.fields} aria-label={words.screen} tabIndex={busy ? 0 : undefined}>
        <fieldset className={styles.bare} disabled={busy}>
          <div className={styles.simple}>
            <Field
              label={words.label}
              placeholder={several ? words.labelVariantHint : words.labelHint}
              maxLength={120}
              value={form.label}
              onChange={(event) => change({ label: event.target.value })}
            />
            <Check checked={form.load} onChange={(event) => change({ load: event.target.checked })}>
              {words.load}
            </Check>
            {form.load ? (
              text('path', { prefix: origin, onBlur: tidy })
            ) : (
              <p className={styles.hint}>{words.noLoad}</p>
            )}
            <div className={styles.pairFields}>
              {form.load && text('connections', { inputMode: 'numeric' })}
              {text('seconds', { unit: 's', inputMode: 'numeric' })}
            </div>
          </div>
          <CapturesSection {...part} target={target} />
          {form.load && (
            <>
              <ModelSection {...part} />
              <RequestSection {...part} onFault={fault} />
              {protocol === 'https:' && <TlsSection {...part} onFault={fault} />}
              <MoreSection {...part} origin={origin} onFault={fault} />
            </>
          )}
          {!several && <CompareSection {...part} origin={origin} />}
          {form.load && <ImportSection form={form} origin={origin} onTake={change} onFault={fault} />}
        </fieldset>
      </section>
      <CommandLine
        form={several ? asPair(form, setup) : form}
        serviceUrl={(several ? setup.targets[0]!.target : target).serviceUrl}
        loopback={(several ? setup.targets[0]!.target : target).loopback}
        disabled={busy}
        onForm={(next) => change(several ? { ...next, ...unpaired } : next)}
      />
      {several && (
        <div className={styles.variant}>
          <span className={styles.groupTitle}>{words.variant}</span>
          <Segmented
            label={words.variant}
            options={setup.targets.map(({ name }) => ({ id: name, label: name }))}
            value={setup.targets[form.target]?.name ?? ''}
            onChange={(name) => change({ target: setup.targets.findIndex((t) => t.name === name) })}
          />
        </div>
      )}
      <div className={styles.go}>
        {several && (
          <Button kind="primary" size="large" type="submit" icon={<RecordIcon />} disabled={busy}>
            {words.startBoth}
          </Button>
        )}
        <Button
          kind={several ? 'plain' : 'primary'}
          size="large"
          type={several ? 'button' : 'submit'}
          icon={<RecordIcon />}
          disabled={busy}
          onClick={several ? () => start('one') : undefined}
        >
          {form.compare === 'nothing' || several ? words.start : words.startBoth}
        </Button>
      </div>
    </form>
  );
}

/** A form over two targets, as the command line says it: a service and the one it is compared with. */
function asPair(form: RunForm, { targets: [a, b] }: Setup): RunForm {
  if (a === undefined || b === undefined) return form;
  return { ...form, compare: 'service', serviceB: b.target.serviceUrl, nameA: a.name, nameB: b.name };
}

const unpaired = { compare: 'nothing', serviceB: '', nameA: '', nameB: '' } as const;
