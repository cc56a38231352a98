import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import styles from './surfaces.module.css';

interface PanelProps {
  readonly title?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A region with an optional heading. It draws no box: hairlines belong to whoever places it. */
export function Panel({ title, className, children }: PanelProps) {
  const id = useId();
  return (
    <section
      className={classNames(styles.panel, className)}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {title !== undefined && (
        <h2 id={id} className={styles.panelTitle}>
          {title}
        </h2>
      )}
      {children}
    </section>
  );
}

/** A row of controls above what they act on. */
export function Toolbar({ className, ...rest }: ComponentProps<'div'> & { 'aria-label': string }) {
  return <div role="toolbar" {...rest} className={classNames(styles.toolbar, className)} />;
}

/** A hairline: upright between controls of a row, or across between parts of a column. */
export function Separator({ across = false }: { readonly across?: boolean }) {
  return <div aria-hidden className={classNames(styles.separator, across && styles.separatorAcross)} />;
}

interface EmptyStateProps {
  /** One sentence. */
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** What stands where there is nothing yet: one sentence and one button. */
export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action !== undefined && <Button onClick={action.run}>{action.label}</Button>}
    </div>
  );
}

/** A key as printed on the keyboard. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className={styles.kbd}>{children}</kbd>;
}
