/** The call graph. */
export const graph = {
  label: (subject: string) => `Call graph of ${subject}`,
  labelOfChange: (before: string, after: string) => `Call graph of what changed from ${before} to ${after}`,
  controls: 'Call graph',
  nodes: 'Functions',
  nodesHint: 'Show at most so many functions: those that say most',
  nodeFraction: 'total',
  nodeFractionHint: 'Hide functions whose total, with all they call, is a smaller share of all',
  edgeFraction: 'calls',
  edgeFractionHint: 'Hide calls that are a smaller share of all',
  everything: 'all',
  heaviestPath: 'Heaviest path',
  heaviestPathHint: 'Follow the heaviest calls through the selected function, or from the start (P)',
  /** What the heaviest path is, where it is shown. */
  path: (functions: string, first: string, last: string) =>
    `Heaviest path: ${functions} functions, from ${first} to ${last}`,
  fit: 'Show all (0)',
  zoomIn: 'Zoom in (+)',
  zoomOut: 'Zoom out (-)',
  save: 'Save as SVG, drawn as pprof does',
  /** Below a function's own value: its total. */
  of: (total: string) => `of ${total}`,
  laying: 'Laying out the graph…',
  stopped: 'The layout was cancelled.',
  layAgain: 'Lay out',
  noneHeavy: (share: string) => `No function holds ${share} of all.`,
  noneChanged: (share: string) => `No function changed by ${share} of all.`,
  showAll: 'Show all functions',
  shown: (nodes: string, all: string) =>
    `${nodes === all ? '' : `${nodes} of `}${all} ${all === '1' ? 'function' : 'functions'}`,
  lighter: (nodes: string, share: string) => `${nodes} below ${share} hidden`,
  lighterCalls: (calls: string) => `${calls} light ${calls === '1' ? 'call' : 'calls'} hidden`,
  notShown: (name: string) => `${name} is not among the functions shown.`,
  self: 'Self',
  total: 'Total',
  before: 'before',
  after: 'after',
  callers: 'Callers',
  callees: 'Calls',
  noCallers: 'Nothing shown calls it.',
  noCallees: 'It calls nothing that is shown.',
  closeSide: 'Close',
  overview: 'Overview',
  /** What a screen reader says of a node. */
  node: (name: string, self: string, total: string, callers: number, callees: number) =>
    `${name}. Self ${self}, total ${total}. ${callers} ${callers === 1 ? 'caller' : 'callers'}, ${callees} ${callees === 1 ? 'call' : 'calls'}.`,
  residual: 'through functions that are hidden',
  legendShare: 'total, as a share of all',
  /** Beside the colour of negative values. */
  legendBelowZero: 'below zero',
  legendShareHint: 'Colour, and the width of calls: total as a share of all',
  /** What the colours of a comparison are changes of, by how its sides are made comparable. */
  legendChange: {
    absolute: 'change of total, as measured',
    'equal-totals': 'change of total, at equal totals',
    'per-request': 'change of total, per request',
  },
  legendChangeHint: (most: string) =>
    `Colour, and the width of calls: change as a part of the largest one shown, ${most}`,
  legendLess: 'less',
  legendMore: 'more',
};
