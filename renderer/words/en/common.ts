/** Said in many places. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  copy: 'Copy',
  reset: 'Reset',
  none: 'none',
};
