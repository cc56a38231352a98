import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button';
import styles from './menu.module.css';
import { nextIndex } from './segmented';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly items: readonly MenuItem[];
}

/** A button that opens a short list of actions. Arrows move in it, Escape and a click elsewhere close it. */
export function Menu({ label, icon, items }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const elsewhere = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    window.addEventListener('pointerdown', elsewhere);
    return () => window.removeEventListener('pointerdown', elsewhere);
  }, [open]);

  const onItemKey = (event: KeyboardEvent, at: number) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
      root.current?.querySelector('button')?.focus();
      return;
    }
    const to = nextIndex(
      event.key,
      at,
      items.map(() => ({})),
    );
    if (to === null) return;
    event.preventDefault();
    root.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[to]?.focus();
  };

  return (
    <div ref={root} className={styles.menu}>
      <Button
        kind="quiet"
        size="small"
        icon={icon}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {open && (
        <div role="menu" aria-label={label} className={styles.list}>
          {items.map((item, at) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              title={item.label}
              className={styles.item}
              onKeyDown={(event) => onItemKey(event, at)}
              onClick={() => {
                setOpen(false);
                item.run();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
