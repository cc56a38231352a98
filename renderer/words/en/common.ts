/** Said in many places. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  copy: 'Copy',
  reset: 'Reset',
  none: 'none',
};
