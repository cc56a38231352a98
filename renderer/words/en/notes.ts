/** The view of a run's notes. */
export const notes = {
  noRun: 'This profile belongs to no saved run, so there is nowhere to keep notes: record it from a service.',
  reading: 'Reading the run…',
  label: 'Label',
  labelHint: 'What the run is called. Empty: by its address.',
  tags: 'Tags',
  tagsHint: 'Separated by commas.',
  notes: 'Notes',
  placeholder: 'What was special about this run, what you changed, what to try next.',
  saved: 'Saved with the run.',
  changed: 'Not saved yet.',
  saving: 'Saving…',
  saveAgain: 'Save again',
};
