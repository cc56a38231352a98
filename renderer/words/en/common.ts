/** Said in many places. */
export const common = {
  /** Whose dates are written, as a BCP 47 tag. */
  locale: 'en-GB',
  /** Names side by side. */
  list: (names: readonly string[]) => names.join(', '),
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  copy: 'Copy',
  reset: 'Reset',
  none: 'none',
};
