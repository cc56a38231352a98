/** Names of the views, as they stand on tabs and in lists. */
export const views = {
  flame: 'Flame graph',
  pair: 'Side by side',
  change: 'Difference',
  top: 'Functions',
  diff: 'Changes',
  notes: 'Notes',
};
