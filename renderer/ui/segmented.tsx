import { type KeyboardEvent, useRef } from 'react';
import styles from './segmented.module.css';

export interface SegmentOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Why it cannot be chosen now; shown as its tooltip. Absent = it can. */
  readonly disabledReason?: string | undefined;
  readonly title?: string;
}

interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly options: readonly SegmentOption<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** 'tabs' where it switches what is shown below it, 'radios' where it sets a value. */
  readonly as?: 'tabs' | 'radios';
}

/**
 * A few exclusive choices in a row. One stop in the focus order; arrows, Home and End move the choice.
 * A choice that is disabled can still be reached, so that its reason can be read.
 */
export function Segmented<Id extends string>({
  label,
  options,
  value,
  onChange,
  as = 'radios',
}: SegmentedProps<Id>) {
  const group = useRef<HTMLDivElement>(null);
  const tabs = as === 'tabs';

  const choose = (option: SegmentOption<Id>) => {
    if (option.disabledReason === undefined && option.id !== value) onChange(option.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const from = options.findIndex((o) => o.id === value);
    const to = nextIndex(event.key, from, options);
    if (to === null) return;
    event.preventDefault();
    choose(options[to]!);
    group.current?.querySelectorAll('button')[to]?.focus();
  };

  const named = { role: tabs ? 'tablist' : 'radiogroup', 'aria-label': label };
  return (
    <div ref={group} {...named} className={styles.segmented}>
      {options.map((option) => {
        const on = option.id === value;
        const state = tabs
          ? ({ role: 'tab', 'aria-selected': on } as const)
          : ({ role: 'radio', 'aria-checked': on } as const);
        return (
          <button
            key={option.id}
            type="button"
            {...state}
            aria-disabled={option.disabledReason !== undefined}
            title={option.disabledReason ?? option.title}
            tabIndex={on ? 0 : -1}
            className={styles.option}
            onClick={() => choose(option)}
            onKeyDown={onKeyDown}
          >
            {option.label}
          </button>
        );
      })}
    </div>
  );
}

/** Where a key moves the choice from row `from`; null where the key means nothing here. */
export function nextIndex(
  key: string,
  from: number,
  options: readonly { readonly disabledReason?: string | undefined }[],
): number | null {
  const enabled = options.flatMap((o, i) => (o.disabledReason === undefined ? [i] : []));
  if (enabled.length === 0) return null;
  const at = enabled.indexOf(from);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return enabled[(at + 1) % enabled.length]!;
    case 'ArrowLeft':
    case 'ArrowUp':
      return enabled[(at - 1 + enabled.length) % enabled.length]!;
    case 'Home':
      return enabled[0]!;
    case 'End':
      return enabled[enabled.length - 1]!;
    default:
      return null;
  }
}
