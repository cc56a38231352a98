import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button, IconButton } from './button';
import styles from './menu.module.css';
import { nextIndex } from './segmented';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** The key that does the same, as printed. */
  readonly shortcut?: string;
  /** Given for a switch: whether it is on. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

export type MenuEntry = MenuItem | 'separator';

interface MenuProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly items: readonly MenuEntry[];
  /** Shows the icon alone; the label is then its name. */
  readonly iconOnly?: boolean;
  readonly 'data-testid'?: string;
}

/** A button that opens a short list of actions. */
export function Menu({ label, icon, items, iconOnly = false, 'data-testid': testId }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const shared = {
    ref: button,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'data-testid': testId,
    onClick: () => setOpen(!open),
  } as const;
  return (
    <>
      {iconOnly ? (
        <IconButton size="small" label={label} icon={icon} {...shared} />
      ) : (
        <Button kind="quiet" size="small" icon={icon} {...shared}>
          {label}
        </Button>
      )}
      {open && (
        <PopupMenu
          label={label}
          items={items}
          at={() => {
            const { left, right, bottom } = button.current!.getBoundingClientRect();
            return {
              x: left + right > innerWidth ? right : left,
              y: bottom + 4,
              toLeft: left + right > innerWidth,
            };
          }}
          opener={button.current}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface PopupMenuProps {
  readonly label: string;
  readonly items: readonly MenuEntry[];
  /** Where it opens, in the window; `toLeft` = its right edge stands there. */
  readonly at: () => { readonly x: number; readonly y: number; readonly toLeft?: boolean };
  /** Gets the focus back, and may be pressed to close. */
  readonly opener?: HTMLElement | null;
  readonly onClose: () => void;
}

/**
 * A list of actions above everything else. Arrows, Home, End and first letters move in it; Escape, Tab and a
 * press elsewhere close it.
 */
export function PopupMenu({ label, items, at, opener = null, onClose }: PopupMenuProps) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const latest = useRef({ at, onClose });
  latest.current = { at, onClose };

  useLayoutEffect(() => {
    before.current = document.activeElement;
    const element = list.current!;
    const { x, y, toLeft = false } = latest.current.at();
    const left = toLeft ? x - element.offsetWidth : x;
    const top =
      y + element.offsetHeight > innerHeight - 4 ? Math.max(4, innerHeight - 4 - element.offsetHeight) : y;
    element.style.left = `${Math.max(4, Math.min(left, innerWidth - 4 - element.offsetWidth))}px`;
    element.style.top = `${top}px`;
    element.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
  }, []);

  useEffect(() => {
    const elsewhere = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!list.current?.contains(target) && !opener?.contains(target)) latest.current.onClose();
    };
    const away = () => latest.current.onClose();
    window.addEventListener('pointerdown', elsewhere, true);
    window.addEventListener('blur', away);
    return () => {
      window.removeEventListener('pointerdown', elsewhere, true);
      window.removeEventListener('blur', away);
    };
  }, [opener]);

  const close = () => {
    onClose();
    const back = opener ?? before.current;
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...list.current!.querySelectorAll<HTMLElement>('[role^=menuitem]')];
    const now = buttons.indexOf(document.activeElement as HTMLElement);
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
      return;
    }
    const to =
      nextIndex(
        event.key,
        now,
        buttons.map(() => ({})),
      ) ?? startingWith(buttons, event.key, now);
    if (to === null) return;
    event.preventDefault();
    buttons[to]?.focus();
  };

  return createPortal(
    <div
      ref={list}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className={styles.list}
      onKeyDown={onKeyDown}
    >
      {items.map((item, i) =>
        item === 'separator' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: separators have nothing else to be told by
          // biome-ignore lint/a11y/useSemanticElements: an hr is no separator of a menu
          <div key={i} role="separator" className={styles.line} />
        ) : (
          <button
            key={item.id}
            type="button"
            {...(item.checked === undefined
              ? { role: 'menuitem' }
              : { role: 'menuitemcheckbox', 'aria-checked': item.checked })}
            disabled={item.disabled}
            tabIndex={-1}
            title={item.label}
            className={styles.item}
            onClick={() => {
              close();
              item.run();
            }}
          >
            <span className={styles.check} aria-hidden>
              {item.checked === true ? '✓' : ''}
            </span>
            <span className={styles.words}>{item.label}</span>
            {item.shortcut !== undefined && <kbd className={styles.shortcut}>{item.shortcut}</kbd>}
          </button>
        ),
      )}
    </div>,
    document.body,
  );
}

/** The next item whose words start with the letter; null where none does or the key is no letter. */
function startingWith(buttons: readonly HTMLElement[], key: string, from: number): number | null {
  if (key.length !== 1 || key === ' ') return null;
  for (let i = 1; i <= buttons.length; i++) {
    const at = (from + i) % buttons.length;
    if (buttons[at]!.title.toLowerCase().startsWith(key.toLowerCase())) return at;
  }
  return null;
}
