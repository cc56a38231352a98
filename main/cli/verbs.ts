import type { Verb } from './verb';

/** A verb by the names it goes by, the first being its own. */
export interface VerbEntry {
  readonly names: readonly [own: string, ...others: string[]];
  load(): Promise<Verb>;
}

/**
 * Every verb of the program, in the order of its help. Each is loaded when it is asked for: reading the code
 * of all of them would take longer than most take to run.
 */
export const verbs: readonly VerbEntry[] = [
  { names: ['open'], load: async () => (await import('./verb-open')).openVerb },
  { names: ['demo'], load: async () => (await import('./verb-demo')).demoVerb },
  { names: ['record'], load: async () => (await import('./verb-record')).recordVerb },
  { names: ['top'], load: async () => (await import('./verb-top')).topVerb },
  { names: ['diff'], load: async () => (await import('./verb-diff')).diffVerb },
  { names: ['flame'], load: async () => (await import('./verb-flame')).flameVerb },
  { names: ['convert'], load: async () => (await import('./verb-convert')).convertVerb },
  { names: ['pprof'], load: async () => (await import('./verb-pprof')).pprofVerb },
  { names: ['torch'], load: async () => (await import('./verb-torch')).torchVerb },
  { names: ['wrk'], load: async () => (await import('./verb-wrk')).wrkVerb },
  {
    names: ['flamegraph', 'flamegraph.pl'],
    load: async () => (await import('./verb-flamegraph')).flamegraphVerb,
  },
  {
    names: ['difffolded', 'difffolded.pl'],
    load: async () => (await import('./verb-difffolded')).difffoldedVerb,
  },
  {
    names: ['stackcollapse-perf', 'stackcollapse-perf.pl'],
    load: async () => (await import('./verb-stackcollapse-perf')).stackcollapsePerfVerb,
  },
];
