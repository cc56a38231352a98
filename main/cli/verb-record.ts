import { resolve } from 'node:path';
import { topTable } from '../../engine/analysis/top';
import { topText } from '../../engine/text/report';
import { type LoadPlan, loadLimits, planFor } from '../../proto/load';
import { type CaptureKind, captureKinds } from '../../proto/run';
import { openLibrary } from '../services/library';
import { defaultLibraryFolder } from '../services/library-folder';
import { probeTarget } from '../services/probe';
import { errorCount, figureCells, figureHeads, figuresOf } from './figures';
import { chooseSampleType } from './input';
import { record } from './recording';
import { alignRows } from './table';
import { numberOption, textOption, UsageError, type Verb, type VerbArguments } from './verb';

function parseKinds(text: string): CaptureKind[] {
  return text.split(',').map((name) => {
    const kind = captureKinds.find((each) => each === name.trim());
    if (kind === undefined)
      throw new UsageError(`--profiles takes ${captureKinds.join(' and ')}, not '${name}'`);
    return kind;
  });
}

/** Every connection of a verb's load sends this until the experiment stops it. */
export function getPlan(url: string, threads: number, connections: number, confirmedHost: string): LoadPlan {
  return {
    ...planFor(url),
    threads,
    connections,
    // The experiment asks for as long as it takes.
    seconds: 1,
    confirmedHost,
  };
}

/** Checks the options of the load now, and gives the plan once the service is known. */
function parseLoad(args: VerbArguments): (serviceUrl: string) => LoadPlan | null {
  const threads = numberOption(args, 'threads', { fallback: 1, min: 1, max: loadLimits.threads });
  const connections = numberOption(args, 'connections', {
    fallback: 10,
    min: 1,
    max: loadLimits.connections,
  });
  if (threads > connections) throw new UsageError('--threads must not be above --connections');
  const load = textOption(args, 'load');
  if (load !== undefined && !URL.canParse(load, 'http://localhost')) {
    throw new UsageError(`--load takes a URL or a path, not '${load}'`);
  }
  const confirmedHost = textOption(args, 'confirm-host') ?? '';
  return (serviceUrl) =>
    load === undefined ? null : getPlan(new URL(load, serviceUrl).href, threads, connections, confirmedHost);
}

export const recordVerb: Verb = {
  name: 'record',
  operands: 'URL',
  arity: [1, 1],
  summary: 'profiles of a running service, taken while load runs, kept as a run',
  details: [
    'URL is the service, or its /debug/pprof/ page. Without --load the service does what it does anyway.',
    "Load at a host that is not this machine's own needs its name again in --confirm-host.",
  ],
  options: {
    seconds: { type: 'string', placeholder: 'N', about: 'length of the capture (10)' },
    warmup: { type: 'string', placeholder: 'N', about: 'seconds of load before it (1, or 0 without load)' },
    profiles: { type: 'string', placeholder: 'KINDS', about: 'cpu, heap or both (cpu,heap)' },
    load: {
      type: 'string',
      placeholder: 'URL',
      about: 'what to request meanwhile: a URL, or a path of the service',
    },
    connections: { type: 'string', placeholder: 'N', about: 'connections that request without pause (10)' },
    threads: { type: 'string', placeholder: 'N', about: 'threads that hold them (1)' },
    'confirm-host': { type: 'string', placeholder: 'NAME', about: 'host that may be loaded' },
    label: { type: 'string', placeholder: 'TEXT', about: 'name of the run in lists' },
    output: {
      type: 'string',
      short: 'o',
      placeholder: 'DIR',
      about: 'folder to keep the run in (the library)',
    },
  },
  async run(args, context) {
    const { terminal, signal } = context;
    const captures = parseKinds(textOption(args, 'profiles') ?? captureKinds.join(','));
    const seconds = numberOption(args, 'seconds', { fallback: 10, min: 1, max: 600 });
    const loadOf = parseLoad(args);
    const settle = textOption(args, 'load') === undefined ? 0 : 1;
    const warmupSeconds = numberOption(args, 'warmup', { fallback: settle, min: 0, max: 600 });
    const target = await probeTarget(args.positionals[0]!, { signal });
    const load = loadOf(target.serviceUrl);
    const library = openLibrary(resolve(textOption(args, 'output') ?? defaultLibraryFolder()));
    const label = textOption(args, 'label') ?? new URL(target.serviceUrl).host;
    const variants = [{ label: '', pprofUrl: target.pprofUrl, load }];
    const plan = { label, variants, rounds: 1, warmupSeconds, captures, seconds };
    const recording = await record(plan, library, context);

    if (load !== null) {
      for (const line of alignRows([figureHeads, figureCells(figuresOf(recording))])) terminal.out(line);
      const errors = errorCount(recording.run);
      if (errors > 0) terminal.out(terminal.paint.worse(`${errors} requests or connections failed`));
      terminal.out();
    }
    for (const input of recording.inputs) {
      const index = chooseSampleType(input);
      terminal.out(terminal.paint.bold(`${input.name}, ${input.profile.sampleTypes[index]!.type}`));
      for (const line of topText(topTable(input.profile, index), 10)) terminal.out(line);
      terminal.out();
    }
    terminal.note(`Saved in ${resolve(library.folder, recording.run.id)}`);
  },
};
