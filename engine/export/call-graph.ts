import { pruned } from '../analysis/prune';
import { defaultOptions } from '../pprof/options';
import { utcPlace } from '../pprof/place';
import { runReport } from '../pprof/report';
import type { Exporter, ProfileSubject } from './types';

/** The call graph by the report of pprof that has this name. Names are quoted by the report. */
function report(command: 'dot' | 'callgrind', { profile, sampleIndex }: ProfileSubject): string {
  const options = { ...defaultOptions(), sample_index: String(sampleIndex) };
  const { output } = runReport(pruned(profile), { command, options, place: utcPlace });
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
