import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names';
import styles from './field.module.css';

interface FieldProps extends Omit<ComponentProps<'input'>, 'size' | 'id' | 'prefix'> {
  readonly label: string;
  /** Keeps the label for assistive technology only, where the place itself says what goes in. */
  readonly labelHidden?: boolean;
  /** Stands after the value: 's', 'ms', 'requests/s'. */
  readonly unit?: string;
  /** Stands before the value and cannot be edited: the fixed part of an address. */
  readonly prefix?: string;
  /** What is wrong with the value; null = nothing. */
  readonly error?: string | null;
  readonly hint?: string;
  readonly large?: boolean;
}

/** A labelled text input. Its error is tied to it, so that a screen reader reads both. */
export function Field({
  label,
  labelHidden = false,
  unit,
  prefix,
  error = null,
  hint,
  large = false,
  className,
  ...input
}: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={classNames(styles.box, large && styles.large, error !== null && styles.wrong)}>
        {prefix !== undefined && (
          <span className={styles.prefix} title={prefix}>
            {prefix}
          </span>
        )}
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          className={styles.input}
          aria-invalid={error !== null}
          aria-describedby={note === undefined ? undefined : noteId}
        />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
      {note !== undefined && (
        <p id={noteId} className={classNames(styles.hint, error !== null && styles.error)}>
          {note}
        </p>
      )}
    </div>
  );
}

interface CheckProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly children: ReactNode;
}

/** A check box with its words. */
export function Check({ children, className, ...input }: CheckProps) {
  return (
    <label className={classNames(styles.check, className)}>
      <input type="checkbox" {...input} />
      <span>{children}</span>
    </label>
  );
}
