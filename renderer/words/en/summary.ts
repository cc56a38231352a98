/** What a profile is and what stands out in it, in words. A function's name stands before each sentence about it. */
export const summary = {
  label: 'Summary',
  what: 'What this is',
  standsOut: 'What stands out',
  changed: 'What changed most',
  appeared: 'New',
  gone: 'Gone',
  comparable: 'Do they compare?',
  nothing: 'Nothing: no sample was taken, or every value is zero. Record with load, or for longer.',
  noChange: 'No function changed by its own cost.',
  before: 'Before',
  after: 'After',

  kind: 'Measures',
  taken: 'Taken',
  lasted: 'Lasted',
  stacks: 'Stacks',
  every: 'Sampled every',
  total: 'Total',
  gainsAndLosses: 'Gains and losses',
  functions: 'Functions',
  deepest: 'Deepest stack',
  program: 'Program',
  build: 'Build id',
  load: 'Load',
  comments: 'Comments',
  unknown: 'unknown',
  frames: (n: string) => (n === '1' ? '1 frame' : `${n} frames`),
  stacksOf: (stacks: string, n: string) =>
    `${stacks}, about ${n} ${n === '1' ? 'observation' : 'observations'}`,
  requests: (n: string, rate: string) =>
    `${n} ${n === '1' ? 'request' : 'requests'}${rate === '' ? '' : `, ${rate}/s`}`,

  kinds: {
    cpu: 'CPU time',
    samples: 'CPU time, counted in samples',
    wall: 'Time that passed',
    alloc_space: 'Memory allocated, in use or not',
    alloc_objects: 'Objects allocated, in use or not',
    inuse_space: 'Memory in use at one moment',
    inuse_objects: 'Objects in use at one moment',
    contentions: 'How often something had to wait',
    delay: 'How long something had to wait',
    goroutine: 'Goroutines at one moment',
    threadcreate: 'Threads that were started',
  } as Readonly<Record<string, string>>,

  difference:
    'Some values are below 0: this is a difference of two profiles. Opened side by side, the two say more.',
  few: (n: string) =>
    `Only ${n} ${n === '1' ? 'observation' : 'observations'}: shares of a few per cent are chance. Record for longer, or under more load.`,
  busy: (cores: string) => `On average ${cores} cores were busy.`,
  heaviest: (share: string, value: string) => `takes ${share} by itself (${value}).`,
  changedMost: (share: string, value: string) =>
    `changed most by itself: ${value}, ${share} of all gains and losses.`,
  showFunctions: 'Show the functions',
  concentrated: (functions: string, of: string, n: number) =>
    `Half of it is in ${functions} ${n === 1 ? 'function' : 'functions'} of ${of}: begin there.`,
  spread: (functions: string, of: string) =>
    `The cost is spread: half of it takes ${functions} functions of ${of}. Look at callers and at the tree rather than at single functions.`,
  recursion: (share: string) => `calls itself, directly or through others, in ${share} of the total.`,
  churn: (allocated: string, kept: string, share: string) =>
    `${allocated} were allocated and ${kept} are in use (${share}): the rest was garbage. Compare alloc_space with inuse_space.`,
  contention: (times: string, mean: string) => `Waited ${times} times, ${mean} each on average.`,
  mostly: 'Mostly called by',
  was: (share: string) => `before: ${share}`,

  categories: {
    gc: {
      title: 'Garbage collection',
      advice: 'Fewer and shorter-lived allocations make it cheaper: see who allocates.',
    },
    allocation: {
      title: 'Allocation',
      advice: 'Reuse buffers, size slices and maps beforehand, keep values off the heap.',
    },
    locks: {
      title: 'Locks',
      advice:
        'Hold them shorter, or split what they guard. A mutex profile says who held them, a block profile who waited.',
    },
    scheduling: {
      title: 'Scheduling',
      advice: 'Many short waits: batch the work, or use fewer goroutines or threads.',
    },
    syscalls: { title: 'System calls', advice: 'Buffer reads and writes, and make fewer and larger ones.' },
    copying: { title: 'Copying memory', advice: 'Pass views instead of copies, and grow buffers once.' },
    maps: { title: 'Maps', advice: 'Look up once, use smaller keys, or an index into a slice.' },
    serialisation: {
      title: 'Serialisation',
      advice: 'Generated or streaming codecs, or caching what is encoded, cost less.',
    },
    reflection: { title: 'Reflection', advice: 'Types that are known can be handled without it.' },
    regexps: {
      title: 'Regular expressions',
      advice: 'Compile them once, or use plain string search where it will do.',
    },
    formatting: {
      title: 'Formatting text',
      advice: 'Append to a buffer instead of formatting, and drop unseen log lines early.',
    },
  },
  takes: (share: string, value: string) => `${share} (${value}).`,

  durationCaveat: (before: string, after: string) =>
    `They lasted ${before} and ${after}: as measured, the longer one has more. Compare per request or with equal totals.`,
  durationEvened: (before: string, after: string) =>
    `They lasted ${before} and ${after}, which the way they are shown makes up for.`,
  rateEvened: (before: string, after: string) =>
    `The load differed: ${before}/s and ${after}/s, which showing them per request makes up for.`,
  rateCaveat: (before: string, after: string) =>
    `The load differed: ${before}/s and ${after}/s. Compare per request.`,
  periodCaveat: (before: string, after: string) => `They were sampled every ${before} and ${after}.`,
  noLoadCaveat: (which: string) =>
    `No requests are known of ${which}, so that nothing can be said per request.`,
  noCaveat: 'Both lasted alike and were sampled alike.',
  noKnownCaveat:
    'Nothing that is known speaks against it; how long each lasted, or how it was sampled, is not all known.',
  totalChange: (before: string, after: string, change: string) => `${before} → ${after} (${change})`,
};
