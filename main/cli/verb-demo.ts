import { join, resolve } from 'node:path';
import { sentence } from '../../engine/advice/sentence';
import { FlamebenchError, toFailure } from '../../proto/errors';
import type { Demo } from '../../proto/ipc';
import { planFor } from '../../proto/load';
import { type CaptureKind, type ExperimentPlan, maxRounds } from '../../proto/run';
import { startDemo } from '../demo/client';
import { openLibrary } from '../services/library';
import { createNodeFork } from '../services/node-fork';
import { compareInputs, compareSides, type JudgedComparison, noiseIn } from './comparison';
import { type DemoChange, writeDemoFiles } from './demo-files';
import { type DemoComparisons, printDemo } from './demo-report';
import { type Figures, figuresOf } from './figures';
import { type Recording, record } from './recording';
import { labelIn } from './run-label';
import { pairOf, type Sides } from './sides';
import { numberOption, textOption, type Verb, type VerbContext } from './verb';

/** Few, since the service has one thread: more would only wait. */
const connections = 4;
const warmupSeconds = 1;

/** The variants in turn, so that neither takes the other's processor and a drift of the machine meets both. */
export function demoPlan(
  { slowUrl, fastUrl, loadPath }: Demo,
  { seconds, rounds }: { readonly seconds: number; readonly rounds: number },
): ExperimentPlan {
  const variant = (label: string, url: string) => ({
    label,
    pprofUrl: new URL('/debug/pprof/', url).href,
    load: { ...planFor(new URL(loadPath, url).href), connections },
  });
  return {
    label: 'slow → fast',
    variants: [variant('slow', slowUrl), variant('fast', fastUrl)],
    rounds,
    warmupSeconds,
    captures: ['cpu', 'heap'],
    seconds,
  };
}

/** The captures of a kind by both variants. */
function bothOf({ run, sides }: Recording, kind: CaptureKind): Sides {
  const both = pairOf(sides[0]?.get(kind), sides[1]?.get(kind));
  if (both !== null) return both;
  throw new FlamebenchError('internal', run.label, { reason: `no ${kind} profile of both was taken` });
}

function compareBoth(recording: Recording): DemoComparisons {
  const [cpu, heap] = [bothOf(recording, 'cpu'), bothOf(recording, 'heap')];
  return {
    cpu: compareSides(cpu, 'absolute'),
    cpuPerRequest: compareSides(cpu, 'per-request'),
    heapPerRequest: compareSides(heap, 'per-request'),
  };
}

/** Saved captures with their sizes, for scripts. */
function capturesOf({ run }: Recording) {
  return run.captures.map(({ kind, variant, round, bytes, requests }) => ({
    name: `${run.plan.variants[variant]!.label}.${kind}`,
    round: round + 1,
    bytes,
    requests,
  }));
}

/** The functions that became cheaper per request, the largest gain first, and whether that is sure. */
function gains({ diff, significance }: JudgedComparison, count: number) {
  const { changed, delta } = significance.frames.flat;
  const cheaper = Array.from(diff.frame).filter((row) => delta[row]! < 0);
  return cheaper.slice(0, count).map((row) => ({ name: diff.frames.name[row]!, sure: changed[row] === 1 }));
}

interface DemoResult {
  readonly recording: Recording;
  readonly figures: readonly [Figures, Figures];
  readonly comparisons: DemoComparisons;
  readonly written: readonly string[];
}

async function runDemo(
  length: { readonly seconds: number; readonly rounds: number },
  folder: string | undefined,
  context: VerbContext,
): Promise<DemoResult> {
  const { demo, stop } = await startDemo(createNodeFork(context.distFolder));
  let recording: Recording;
  try {
    const library = folder === undefined ? null : openLibrary(join(folder, 'runs'));
    const plan = demoPlan(demo, length);
    const label = library === null ? plan.label : await labelIn(library, plan.label);
    recording = await record({ ...plan, label }, library, context);
  } finally {
    stop();
  }
  const { failure } = recording.run;
  if (failure !== null) throw new FlamebenchError(failure.code, failure.subject, failure.facts);
  const figures = [figuresOf(recording, 0), figuresOf(recording, 1)] as const;
  for (const { requests, label } of figures) {
    if (requests === 0)
      throw new FlamebenchError('internal', `demo, ${label}`, { reason: 'no request was answered' });
  }
  const comparisons = compareBoth(recording);
  const written = folder === undefined ? [] : await writeDemoFiles(folder, recording, cpuChange(recording));
  return { recording, figures, comparisons, written };
}

/** CPU per request, slow and fast on one tree, and what of it may be noise. */
function cpuChange(recording: Recording): DemoChange {
  const { before, after, paired } = bothOf(recording, 'cpu');
  const inputs = { before: before.pooled, after: after.pooled, paired };
  const comparison = compareInputs(inputs, 'per-request');
  return { tree: comparison.tree, noise: noiseIn(inputs, comparison) };
}

function demoJson({ recording, figures, comparisons, written }: DemoResult): string {
  return JSON.stringify({
    ok: true,
    captures: capturesOf(recording),
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
    'Starts two variants of a small search service, loads them in turn while their CPU and heap profiles are',
    'taken, and prints the most expensive functions of each and the largest differences, with their confidence.',
  ],
  options: {
    output: {
      type: 'string',
      short: 'o',
      placeholder: 'DIR',
      about: 'keep the profiles, flame graphs (SVG) and runs in this folder',
    },
    seconds: { type: 'string', placeholder: 'N', about: 'length of each capture (2)' },
    rounds: { type: 'string', placeholder: 'N', about: 'how often each variant is measured (3)' },
    json: { type: 'boolean', about: 'one line of JSON instead of the report' },
  },
  async run(args, context) {
    const { terminal } = context;
    const seconds = numberOption(args, 'seconds', { fallback: 2, min: 1, max: 60 });
    const rounds = numberOption(args, 'rounds', { fallback: 3, min: 1, max: maxRounds });
    const length = { seconds, rounds };
    const output = textOption(args, 'output');
    const folder = output === undefined ? undefined : resolve(output);
    if (args.values.json) {
      try {
        return terminal.out(demoJson(await runDemo(length, folder, context)));
      } catch (error) {
        terminal.out(JSON.stringify({ ok: false, reason: sentence(toFailure(error, 'demo')) }));
        throw error;
      }
    }
    const often = rounds === 1 ? 'once' : `${rounds} times`;
    terminal.note(`Recording the slow and the fast variant in turn, ${often}, ${seconds} s each.`);
    const result = await runDemo(length, folder, context);
    printDemo(terminal, result.recording, result.figures, result.comparisons);
    terminal.out();
    for (const path of result.written) terminal.out(`wrote ${path}`);
    if (folder === undefined)
      terminal.out(terminal.paint.dim('Nothing was kept: -o DIR keeps profiles, flame graphs and runs.'));
    else terminal.out(`wrote ${join(folder, 'runs')}, the run with every round`);
  },
};
