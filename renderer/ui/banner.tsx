import type { ReactNode } from 'react';
import { useWords } from '../words/words';
import styles from './banner.module.css';
import { Button, IconButton } from './button';
import { classNames } from './class-names';
import { CloseIcon, NoteIcon, WarningIcon } from './icons';

interface BannerProps {
  /** An error is something that did not happen, a warning something to know before believing what did. */
  readonly tone?: 'error' | 'warning' | 'note';
  /** One sentence: what happened, to what, and the way on. */
  readonly children: ReactNode;
  readonly detail?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly onDismiss?: () => void;
}

/** A message in place. Errors interrupt a screen reader, notes wait their turn. */
export function Banner({ tone = 'error', children, detail, action, onDismiss }: BannerProps) {
  const words = useWords().common;
  const error = tone === 'error';
  return (
    <div
      role={error ? 'alert' : 'status'}
      className={classNames(styles.banner, error && styles.error, tone === 'warning' && styles.warning)}
    >
      <span className={styles.icon}>{tone === 'note' ? <NoteIcon /> : <WarningIcon />}</span>
      <div className={classNames(styles.words, 'selectable')}>
        <p>{children}</p>
        {detail !== undefined && <p className={styles.detail}>{detail}</p>}
      </div>
      {(action !== undefined || onDismiss !== undefined) && (
        <div className={styles.actions}>
          {action !== undefined && (
            <Button size="small" onClick={action.run}>
              {action.label}
            </Button>
          )}
          {onDismiss !== undefined && (
            <IconButton size="small" label={words.dismiss} icon={<CloseIcon />} onClick={onDismiss} />
          )}
        </div>
      )}
    </div>
  );
}
