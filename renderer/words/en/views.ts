/** Names of the views, as they stand on tabs and in lists. */
export const views = {
  flame: 'Flame graph',
  pair: 'Side by side',
  change: 'Difference',
  sandwich: 'Sandwich',
  graph: 'Call graph',
  top: 'Functions',
  diff: 'Changes',
  callers: 'Callers and callees',
  tree: 'Call tree',
  tags: 'Tags',
  traces: 'Traces',
  source: 'Source',
  disasm: 'Disassembly',
  goroutines: 'Goroutines',
  summary: 'Summary',
  notes: 'Notes',
};
