import type { FormErrors, RunForm } from '../state/run-form';
import { Check, Field } from '../ui/field';
import styles from './record.module.css';

interface LoadFieldsProps {
  readonly form: RunForm;
  readonly errors: FormErrors;
  /** scheme://host:port, which the path is under. */
  readonly origin: string;
  /** False for https targets. */
  readonly possible: boolean;
  /** '' where the target is this machine. */
  readonly hostToConfirm: string;
  readonly onChange: (part: Partial<RunForm>) => void;
}

/** The load that runs while profiles are taken. */
export function LoadFields({ form, errors, origin, possible, hostToConfirm, onChange }: LoadFieldsProps) {
  return (
    <div className={styles.group}>
      <Check
        checked={form.load}
        disabled={!possible}
        onChange={(event) => onChange({ load: event.target.checked })}
      >
        Drive load while recording
      </Check>
      {!possible && (
        <p className={styles.hint}>
          Load speaks plain http only; this service is https, so drive the load from elsewhere.
        </p>
      )}
      {form.load && (
        <>
          <Field
            label="Request"
            prefix={origin}
            value={form.path}
            error={errors.path ?? null}
            onChange={(event) => onChange({ path: event.target.value })}
          />
          <div className={styles.three}>
            <Field
              label="Connections"
              inputMode="numeric"
              value={form.connections}
              error={errors.connections ?? null}
              onChange={(event) => onChange({ connections: event.target.value })}
            />
            <Field
              label="Threads"
              inputMode="numeric"
              value={form.threads}
              error={errors.threads ?? null}
              onChange={(event) => onChange({ threads: event.target.value })}
            />
            <Field
              label="Warm up for"
              unit="s"
              inputMode="decimal"
              value={form.warmupSeconds}
              error={errors.warmupSeconds ?? null}
              onChange={(event) => onChange({ warmupSeconds: event.target.value })}
            />
          </div>
          {hostToConfirm !== '' && (
            <Field
              label={`This is not your own machine. Type ${hostToConfirm} to confirm that you may load it.`}
              value={form.confirmedHost}
              error={errors.confirmedHost ?? null}
              onChange={(event) => onChange({ confirmedHost: event.target.value })}
            />
          )}
        </>
      )}
    </div>
  );
}
