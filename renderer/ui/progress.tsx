import styles from './progress.module.css';

interface ProgressProps {
  /** Share done, 0…1. */
  readonly done: number;
  readonly label: string;
}

/** How far a wait is. The words beside it (phase, time left) are the caller's. */
export function Progress({ done, label }: ProgressProps) {
  const share = Math.min(1, Math.max(0, Number.isFinite(done) ? done : 0));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      className={styles.track}
    >
      <div className={styles.bar} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
