/** Writing what is shown into a file. */
export const exports = {
  button: 'Export',
  title: (what: string) => `Export ${what}`,
  note: 'What the active pane shows, with its filters, order, zoom and search.',
  writing: 'Writing…',
  png: 'Picture, as on the screen',
  /** By the format's id; one that is missing is called as the engine calls it. */
  formats: {
    svg: 'Picture that zooms in any browser',
    html: 'Report: one page to share',
    pprof: 'Profile for pprof',
    folded: 'Folded stacks',
    csv: 'Table for spreadsheets',
    speedscope: 'For speedscope',
    json: 'For programs',
    dot: 'Call graph for Graphviz',
    callgrind: 'Call graph for KCachegrind',
  } as Readonly<Record<string, string>>,
};
