import { join, resolve } from 'node:path';
import { sentence } from '../../engine/advice/sentence';
import { FlamebenchError, toFailure } from '../../proto/errors';
import type { Demo } from '../../proto/ipc';
import type { ExperimentPlan } from '../../proto/run';
import { startDemo } from '../demo/client';
import { openLibrary } from '../services/library';
import { createNodeFork } from '../services/node-fork';
import { compareInputs } from './comparison';
import { writeDemoFiles } from './demo-files';
import { type DemoComparisons, printDemo } from './demo-report';
import { type Figures, figuresOf } from './figures';
import type { ProfileInput } from './input';
import { type Recording, record } from './recording';
import { numberOption, textOption, type Verb, type VerbContext } from './verb';
import { getPlan } from './verb-record';

/** Few, since the service has one thread: more would only wait. */
const connections = 4;
const warmupSeconds = 1;

function demoPlan(label: string, url: string, loadPath: string, seconds: number): ExperimentPlan {
  return {
    label,
    variants: [
      {
        label: '',
        pprofUrl: new URL('/debug/pprof/', url).href,
        load: getPlan(new URL(loadPath, url).href, 1, connections, ''),
      },
    ],
    rounds: 1,
    warmupSeconds,
    captures: ['cpu', 'heap'],
    seconds,
  };
}

/** The variants one after the other, so that neither takes the other's processor. */
async function recordBoth(
  { slowUrl, fastUrl, loadPath }: Demo,
  seconds: number,
  folder: string | undefined,
  context: VerbContext,
): Promise<[Recording, Recording]> {
  const library = folder === undefined ? null : openLibrary(join(folder, 'runs'));
  const slow = await record(demoPlan('slow', slowUrl, loadPath, seconds), library, context);
  const fast = await record(demoPlan('fast', fastUrl, loadPath, seconds), library, context);
  return [slow, fast];
}

function compareBoth([slow, fast]: readonly [Recording, Recording]): DemoComparisons {
  const pick = ({ inputs }: Recording, kind: ProfileInput['kind']) =>
    inputs.find((each) => each.kind === kind)!;
  return {
    cpu: compareInputs(pick(slow, 'cpu'), pick(fast, 'cpu'), 'absolute'),
    cpuPerRequest: compareInputs(pick(slow, 'cpu'), pick(fast, 'cpu'), 'per-request'),
    heapPerRequest: compareInputs(pick(slow, 'heap'), pick(fast, 'heap'), 'per-request'),
  };
}

/** Saved captures with their sizes, for scripts. */
function capturesOf({ run }: Recording) {
  return run.captures.map(({ kind, bytes, requests }) => ({ name: `${run.label}.${kind}`, bytes, requests }));
}

/** Names of the functions that became cheapest per request, the largest gain first. */
function gains({ diff }: DemoComparisons['cpuPerRequest'], count: number): string[] {
  const names: string[] = [];
  for (let row = 0; row < diff.length && names.length < count; row++) {
    if (diff.flatAfter[row]! < diff.flatBefore[row]!) names.push(diff.frames.name[diff.frame[row]!]!);
  }
  return names;
}

interface DemoResult {
  readonly recordings: readonly [Recording, Recording];
  readonly figures: readonly [Figures, Figures];
  readonly comparisons: DemoComparisons;
  readonly written: readonly string[];
}

async function runDemo(
  seconds: number,
  folder: string | undefined,
  context: VerbContext,
): Promise<DemoResult> {
  const { demo, stop } = await startDemo(createNodeFork(context.distFolder));
  let recordings: [Recording, Recording];
  try {
    recordings = await recordBoth(demo, seconds, folder, context);
  } finally {
    stop();
  }
  const figures = [figuresOf(recordings[0]), figuresOf(recordings[1])] as const;
  for (const { requests, label } of figures) {
    if (requests === 0)
      throw new FlamebenchError('internal', `demo, ${label}`, { reason: 'no request was answered' });
  }
  const comparisons = compareBoth(recordings);
  const written =
    folder === undefined ? [] : await writeDemoFiles(folder, recordings, comparisons.cpuPerRequest);
  return { recordings, figures, comparisons, written };
}

function demoJson({ recordings, figures, comparisons, written }: DemoResult): string {
  return JSON.stringify({
    ok: true,
    captures: recordings.flatMap(capturesOf),
    requests: figures.reduce((sum, each) => sum + each.requests, 0),
    variants: figures,
    cheaper: gains(comparisons.cpuPerRequest, 5),
    files: written,
  });
}

export const demoVerb: Verb = {
  name: 'demo',
  operands: '',
  arity: [0, 0],
  summary: 'the whole job in the terminal, on a built-in service: slow and fast, and what differs',
  details: [
    'Starts two variants of a small search service, loads each while its CPU and heap profiles are taken,',
    'and prints the most expensive functions of each and the largest differences.',
  ],
  options: {
    output: {
      type: 'string',
      short: 'o',
      placeholder: 'DIR',
      about: 'keep the profiles, flame graphs (SVG) and runs in this folder',
    },
    seconds: { type: 'string', placeholder: 'N', about: 'length of each capture (5)' },
    json: { type: 'boolean', about: 'one line of JSON instead of the report' },
  },
  async run(args, context) {
    const { terminal } = context;
    const seconds = numberOption(args, 'seconds', { fallback: 5, min: 1, max: 60 });
    const output = textOption(args, 'output');
    const folder = output === undefined ? undefined : resolve(output);
    if (args.values.json) {
      try {
        return terminal.out(demoJson(await runDemo(seconds, folder, context)));
      } catch (error) {
        terminal.out(JSON.stringify({ ok: false, reason: sentence(toFailure(error, 'demo')) }));
        throw error;
      }
    }
    terminal.note(`Recording the slow and the fast variant, ${seconds} s each.`);
    const result = await runDemo(seconds, folder, context);
    printDemo(terminal, result.recordings, result.figures, result.comparisons);
    terminal.out();
    for (const path of result.written) terminal.out(`wrote ${path}`);
    if (folder === undefined)
      terminal.out(terminal.paint.dim('Nothing was kept: -o DIR keeps profiles, flame graphs and runs.'));
    else terminal.out(`wrote ${join(folder, 'runs')}, the two runs`);
  },
};
