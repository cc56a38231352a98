import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';

export type ButtonKind = 'primary' | 'plain' | 'quiet';
export type ButtonSize = 'small' | 'normal' | 'large';

interface ButtonProps extends ComponentProps<'button'> {
  /** 'primary' is for the one action a screen is about. */
  readonly kind?: ButtonKind;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
}

/** A button with words on it; the words are its accessible name. */
export function Button({ kind = 'plain', size = 'normal', icon, className, children, ...rest }: ButtonProps) {
  const sized = size === 'normal' ? null : styles[size];
  return (
    <button type="button" {...rest} className={classNames(styles.button, styles[kind], sized, className)}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: Exclude<ButtonSize, 'large'>;
  /** Given for a switch: whether it is on. */
  readonly pressed?: boolean;
}

/** A quiet button that shows only a picture. */
export function IconButton({ label, icon, size = 'normal', pressed, className, ...rest }: IconButtonProps) {
  const sized = size === 'normal' ? null : styles[size];
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      {...rest}
      className={classNames(styles.button, styles.quiet, styles.iconOnly, sized, className)}
    >
      {icon}
    </button>
  );
}
