import type { Verb } from './verb';
import { convertVerb } from './verb-convert';
import { demoVerb } from './verb-demo';
import { diffVerb } from './verb-diff';
import { flameVerb } from './verb-flame';
import { openVerb } from './verb-open';
import { pprofVerb } from './verb-pprof';
import { recordVerb } from './verb-record';
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
];
