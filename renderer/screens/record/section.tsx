import { type ReactNode, useEffect, useState } from 'react';
import type { FormErrors, RunForm } from '../../state/run-form';
import styles from './section.module.css';

/** What every part of the record form is given. */
export interface FormPart {
  readonly form: RunForm;
  readonly errors: FormErrors;
  readonly onChange: (part: Partial<RunForm>) => void;
}

interface SectionProps {
  readonly title: string;
  /** What stands in it now, on one line: read without opening it. */
  readonly summary: string;
  /** A section in which something is wrong opens by itself. */
  readonly wrong: boolean;
  readonly children: ReactNode;
}

/** A part of the form that is folded until somebody needs it. */
export function Section({ title, summary, wrong, children }: SectionProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (wrong) setOpen(true);
  }, [wrong]);
  return (
    <details
      className={styles.section}
      open={open}
      onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary className={styles.head}>
        <span className={styles.title}>{title}</span>
        {!open && (
          <span className={styles.summary} title={summary}>
            {summary}
          </span>
        )}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}

/** Whether one of these fields is wrong. */
export function anyWrong(errors: FormErrors, fields: readonly (keyof RunForm)[]): boolean {
  return fields.some((field) => errors[field] !== undefined);
}
