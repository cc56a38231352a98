import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names';
import styles from './dialog.module.css';

interface DialogProps {
  /** Its name; shown as its heading where `heading` is not false. */
  readonly label: string;
  readonly heading?: boolean;
  readonly className?: string | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A window in the window, by the browser's own dialog: it keeps the focus inside, gives it back, and closes by
 * Escape or a press beside it.
 */
export function Dialog({ label, heading = true, className, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // With the picture that shows it: a key in between would go to what is behind.
  useLayoutEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    if (!element.open) element.showModal();
    // The browser chooses the first control; a dialog that is read rather than filled in says another.
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      className={classNames(styles.dialog, className)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={(event) => {
        // Keys of the window behind it mean nothing now.
        event.stopPropagation();
        if (event.key === 'Escape') {
          event.preventDefault();
          onClose();
        }
      }}
    >
      <div className={styles.inside}>
        {heading && <h2 className={styles.heading}>{label}</h2>}
        {children}
      </div>
    </dialog>
  );
}
