import type { Verb } from './verb';
import { convertVerb } from './verb-convert';
import { demoVerb } from './verb-demo';
import { diffVerb } from './verb-diff';
import { difffoldedVerb } from './verb-difffolded';
import { flameVerb } from './verb-flame';
import { flamegraphVerb } from './verb-flamegraph';
import { openVerb } from './verb-open';
import { pprofVerb } from './verb-pprof';
import { recordVerb } from './verb-record';
import { stackcollapsePerfVerb } from './verb-stackcollapse-perf';
import { topVerb } from './verb-top';

/** Every verb of the program, in the order of its help. */
export const verbs: readonly Verb[] = [
  openVerb,
  demoVerb,
  recordVerb,
  topVerb,
  diffVerb,
  flameVerb,
  convertVerb,
  pprofVerb,
  flamegraphVerb,
  difffoldedVerb,
  stackcollapsePerfVerb,
];
