import { prune } from '../analysis/prune';
import { defaultOptions } from '../pprof/options';
import { utcPlace } from '../pprof/place';
import { makeReport } from '../pprof/report';
import { type Work, within } from '../work/work';
import type { Exporter, ProfileSubject } from './types';

/** The call graph by the report of pprof that has this name. Names are quoted by the report. */
function* report(command: 'dot' | 'callgrind', { profile, sampleIndex }: ProfileSubject): Work<string> {
  const options = { ...defaultOptions(), sample_index: String(sampleIndex) };
  const pruned = yield* within(0, 0.1, prune(profile));
  const made = makeReport(pruned, { command, options, place: utcPlace });
  const { output } = yield* within(0.1, 1, made);
  if (output.kind !== 'text') throw new Error(`the report ${command} is no text`);
  return output.text;
}

export const dotExporter: Exporter = {
  id: 'dot',
  label: 'call graph for Graphviz',
  extensions: ['.dot', '.gv'],
  profile: (subject) => report('dot', subject),
};

export const callgrindExporter: Exporter = {
  id: 'callgrind',
  label: 'call graph for KCachegrind',
  extensions: ['.callgrind', '.grind'],
  profile: (subject) => report('callgrind', subject),
};
