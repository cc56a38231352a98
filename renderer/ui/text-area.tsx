import type { ComponentProps } from 'react';
import { useId } from 'react';
import { classNames } from './class-names';
import field from './field.module.css';
import styles from './text-area.module.css';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'> {
  readonly label: string;
  readonly labelHidden?: boolean;
  /** What is wrong with the text; null = nothing. */
  readonly error?: string | null;
  readonly hint?: string;
  /** For commands, headers, bodies: what is read by machines. */
  readonly code?: boolean;
}

/** A labelled text of several lines; like {@link Field}. */
export function TextArea({
  label,
  labelHidden = false,
  error = null,
  hint,
  code = false,
  className,
  ...area
}: TextAreaProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={classNames(field.field, className)}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : field.label}>
        {label}
      </label>
      <textarea
        rows={3}
        spellCheck={false}
        {...area}
        id={id}
        className={classNames(styles.area, code && styles.code, error !== null && styles.wrong)}
        aria-invalid={error !== null}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={classNames(field.hint, error !== null && field.error)}>
          {note}
        </p>
      )}
    </div>
  );
}
