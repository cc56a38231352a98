import type { ReactNode } from 'react';
import styles from './table.module.css';

interface TablePanelProps {
  /** One quiet row above. */
  readonly controls: ReactNode;
  /** What has to be said about the rows, as banners. */
  readonly notes?: ReactNode;
  /** The rows. */
  readonly children: ReactNode;
}

/** A view of rows: its controls, what is to be said about it, and the rows, which take what is left. */
export function TablePanel({ controls, notes, children }: TablePanelProps) {
  return (
    <div className={styles.panel}>
      <div className={styles.controls}>{controls}</div>
      {notes}
      <div className={styles.rows}>{children}</div>
    </div>
  );
}
