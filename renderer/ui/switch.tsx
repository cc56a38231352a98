import styles from './switch.module.css';

interface SwitchProps {
  readonly on: boolean;
  /** What it does, for its tooltip. */
  readonly hint: string;
  readonly testId?: string;
  readonly onChange: (on: boolean) => void;
  readonly children: string;
}

/** A choice of yes or no among the small controls below a picture. */
export function Switch({ on, hint, testId, onChange, children }: SwitchProps) {
  return (
    <button
      type="button"
      className={styles.switch}
      aria-pressed={on}
      title={hint}
      data-testid={testId}
      onClick={() => onChange(!on)}
    >
      {children}
    </button>
  );
}
