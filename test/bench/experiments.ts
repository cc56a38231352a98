import { join } from 'node:path';
import { compareSides, type JudgedComparison } from '../../main/cli/comparison';
import { record } from '../../main/cli/recording';
import { pairOf } from '../../main/cli/sides';
import { createTerminal } from '../../main/cli/terminal';
import { type DemoVariant, startVariants } from '../../main/demo/client';
import { createNodeFork } from '../../main/services/node-fork';
import { planFor } from '../../proto/load';
import type { ExperimentPlan } from '../../proto/run';
import { benchArguments, printRows } from './measure';

/**
 * Whether comparisons tell change from noise, on the demo service as it runs here. Pairs of two fresh processes of
 * one and the same variant: how many frames are called changed that did not. Pairs of which one does a tenth more
 * work in one function: how often that is found.
 *
 *     npm run bench -- experiments [--json] [--pairs N] [--rounds N]
 *
 * Twenty pairs of either kind, of sixteen rounds each, take some 35 minutes. Two processors that nothing else uses are needed: one for
 * the service, one for its load. What else runs is noise, and rightly makes a tenth hard to find.
 */
const [root = '', ...args] = process.argv.slice(2);
const { asJson, pairs } = benchArguments(args, 20);

/**
 * Sixteen rounds of a second are what a tenth asks for: they leave its difference a standard error of about two points.
 * Ten leave two and a half, which is too many once all functions are looked at.
 */
const rounds = (args.includes('--rounds') && Number(args[args.indexOf('--rounds') + 1])) || 16;
const seconds = 1;
const warmupSeconds = 0.25;
/** Few, since the service has one thread. */
const connections = 4;
/** A query of which everything is a hit, so that the function takes a good part of the whole. */
const loadPath = '/search?q=a';
/** What `main/demo/dearer.ts` makes dearer. */
const dearerFunction = 'copyPage';
const targets = { falseShare: 0.05, foundShare: 19 / 20 };

const distFolder = join(root, 'dist');
const silent = createTerminal({ write() {} }, { write() {} }, {});

function planOf(
  urls: readonly string[],
  length: Pick<ExperimentPlan, 'rounds' | 'seconds' | 'warmupSeconds'>,
): ExperimentPlan {
  const variants = urls.map((url, i) => ({
    label: 'AB'.charAt(i),
    pprofUrl: new URL('/debug/pprof/', url).href,
    load: { ...planFor(new URL(loadPath, url).href), connections },
  }));
  return { label: 'bench', variants, captures: ['cpu'], ...length };
}

/** One pair: two processes, compared over rounds. */
async function compare(variants: readonly [DemoVariant, DemoVariant]): Promise<JudgedComparison> {
  const { urls, stop } = await startVariants(createNodeFork(distFolder), variants);
  const context = { terminal: silent, signal: new AbortController().signal, distFolder };
  try {
    // Compilers settle before anything is measured.
    await record(planOf(urls, { rounds: 1, seconds: 1, warmupSeconds: 1 }), null, context);
    const { run, sides } = await record(planOf(urls, { rounds, seconds, warmupSeconds }), null, context);
    const pair = pairOf(sides[0]?.get('cpu'), sides[1]?.get('cpu'));
    if (pair === null || run.failure !== null)
      throw new Error(`no comparison: ${JSON.stringify(run.failure)}`);
    return await compareSides(pair, 'per-request');
  } finally {
    stop();
  }
}

const note = (line: string) => {
  if (!asJson) console.log(line);
};
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

async function main(): Promise<void> {
  let tested = 0;
  let called = 0;
  let found = 0;
  const changes: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const same = (await compare(['slow', 'slow'])).significance.frames;
    const names: number[] = [];
    for (const { p, changed } of [same.flat, same.cum]) {
      tested += p.filter((value) => !Number.isNaN(value)).length;
      names.push(changed.reduce((sum, one) => sum + one, 0));
    }
    called += names[0]! + names[1]!;

    const { significance, diff } = await compare(['slow', 'dearer']);
    const { flat } = significance.frames;
    const row = diff.frames.name.indexOf(dearerFunction);
    const isFound = flat.changed[row] === 1 && flat.delta[row]! > 0;
    if (isFound) found++;
    changes.push(flat.delta[row]! / flat.before[row]!);
    const interval = [flat.ciLow[row]!, flat.ciHigh[row]!].map((bound) => percent(bound / flat.before[row]!));
    note(
      `pair ${pair} of ${pairs}: same code ${names[0]} flat and ${names[1]} cum called changed; ` +
        `dearer function ${percent(changes[pair - 1]!)} (${interval.join(' to ')}, q ${flat.q[row]!.toPrecision(2)}) ${isFound ? 'found' : 'missed'}`,
    );
  }

  const falseShare = tested === 0 ? 0 : called / tested;
  const foundShare = found / pairs;
  const rows = [
    {
      what: `same code, ${pairs} pairs: rows called changed`,
      ours: `${called} of ${tested}`,
      peer: '-',
      result: percent(falseShare),
      target: `at most ${percent(targets.falseShare)}`,
      met: falseShare <= targets.falseShare,
    },
    {
      what: `a tenth more in one function, ${pairs} pairs: found`,
      ours: `${found} of ${pairs}`,
      peer: '-',
      result: percent(foundShare),
      target: `at least ${percent(targets.foundShare)}`,
      met: foundShare >= targets.foundShare,
    },
  ];
  if (asJson)
    console.log(
      JSON.stringify({ pairs, rounds, seconds, tested, called, falseShare, found, foundShare, changes }),
    );
  else printRows(rows, 'none');
  if (rows.some((row) => !row.met)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
