import { type FormEvent, useState } from 'react';
import { record } from '../state/actions/record';
import type { Setup } from '../state/model';
import { canLoad, type FormErrors, hostToConfirm, type RunForm } from '../state/run-form';
import { Button } from '../ui/button';
import { Check, Field } from '../ui/field';
import { RecordIcon } from '../ui/icons';
import { Segmented } from '../ui/segmented';
import { Separator } from '../ui/surfaces';
import { useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import { LoadFields } from './load-fields';
import styles from './record.module.css';

interface RecordFormProps {
  readonly setup: Setup;
  /** While an experiment runs, what it was started with stands there and cannot be changed. */
  readonly busy: boolean;
}

/** What to record, for how long, under which load; and the button that starts it. */
export function RecordForm({ setup, busy }: RecordFormProps) {
  const ports = usePorts();
  const form = useApp((s) => s.form);
  const [errors, setErrors] = useState<FormErrors>({});
  const { target } = setup.targets[form.target] ?? setup.targets[0]!;
  const several = setup.targets.length > 1;

  const change = (part: Partial<RunForm>) => {
    ports.store.setState((state) => ({ form: { ...state.form, ...part } }));
    setErrors((now) => {
      const left: { -readonly [Field in keyof FormErrors]: FormErrors[Field] } = { ...now };
      for (const field of Object.keys(part)) delete left[field as keyof RunForm];
      // That nothing is chosen is told at 'cpu', and choosing either heals it.
      if (part.heap) delete left.cpu;
      return left;
    });
  };
  const { comparison } = useWords();
  const start = (which: 'one' | 'all') => setErrors(record(ports, which) ?? {});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(several ? 'all' : 'one');
  };

  return (
    <form className={styles.side} onSubmit={submit}>
      <fieldset className={styles.fields} disabled={busy}>
        <Field
          label="Label"
          placeholder={several ? 'The variant’s name' : 'What is special about this run'}
          maxLength={120}
          value={form.label}
          onChange={(event) => change({ label: event.target.value })}
        />
        <div className={styles.group}>
          <div className={styles.three}>
            <Field
              label="Capture for"
              unit="s"
              inputMode="numeric"
              value={form.seconds}
              error={errors.seconds ?? null}
              onChange={(event) => change({ seconds: event.target.value })}
            />
            <Field
              label={comparison.roundsField}
              inputMode="numeric"
              value={form.rounds}
              error={errors.rounds ?? null}
              onChange={(event) => change({ rounds: event.target.value })}
            />
          </div>
          <div className={styles.pair}>
            <Check checked={form.cpu} onChange={(event) => change({ cpu: event.target.checked })}>
              CPU profile
            </Check>
            <Check checked={form.heap} onChange={(event) => change({ heap: event.target.checked })}>
              Heap profile
            </Check>
          </div>
          {errors.cpu !== undefined && <p className={styles.error}>{errors.cpu}</p>}
        </div>
        <Separator across />
        <LoadFields
          form={form}
          errors={errors}
          origin={new URL(target.serviceUrl).origin}
          possible={canLoad(target)}
          hostToConfirm={hostToConfirm(target)}
          onChange={change}
        />
        {several && (
          <>
            <Separator across />
            <div className={styles.group}>
              <span className={styles.groupTitle}>Variant for Record</span>
              <div>
                <Segmented
                  label="Variant for Record"
                  options={setup.targets.map(({ name }) => ({ id: name, label: name }))}
                  value={setup.targets[form.target]?.name ?? ''}
                  onChange={(name) => change({ target: setup.targets.findIndex((t) => t.name === name) })}
                />
              </div>
            </div>
          </>
        )}
      </fieldset>
      <div className={styles.go}>
        {several && (
          <Button kind="primary" size="large" type="submit" icon={<RecordIcon />} disabled={busy}>
            Record both
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
          Record
        </Button>
      </div>
    </form>
  );
}
