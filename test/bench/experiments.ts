import { join, resolve } from 'node:path';
import { compareSides, type JudgedComparison } from '../../main/cli/comparison';
import { record } from '../../main/cli/recording';
import { pairOf } from '../../main/cli/sides';
import { createTerminal } from '../../main/cli/terminal';
import { type DemoVariant, startVariants } from '../../main/demo/client';
import { openLibrary } from '../../main/services/library';
import { createNodeFork } from '../../main/services/node-fork';
import { planFor } from '../../proto/load';
import type { ExperimentPlan } from '../../proto/run';
import { benchArguments, optionOf, printRows } from './measure';

/**
 * Whether comparisons tell change from noise, on the demo service as it runs here. Pairs of two fresh processes of
 * one and the same variant: how many frames are called changed that did not. Pairs of which one does a tenth more
 * work in one function: how often that is found. Both per request, which the speed of the machine itself is in, and as
 * shares of equal totals, which it is not in.
 *
 *     npm run bench -- experiments [--json] [--pairs N] [--rounds N] [--only same|dearer] [--keep FOLDER]
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
const rounds = Number(optionOf(args, '--rounds')) || 16;
const only = optionOf(args, '--only');
/** A folder that keeps the runs. */
const keepIn = optionOf(args, '--keep');
const keep = keepIn === undefined ? null : openLibrary(resolve(keepIn));
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

const bases = ['per-request', 'equal-totals'] as const;
type Basis = (typeof bases)[number];

/** One pair: two processes, recorded over rounds and compared on each basis. */
async function compare(
  variants: readonly [DemoVariant, DemoVariant],
): Promise<Readonly<Record<Basis, JudgedComparison>>> {
  const { urls, stop } = await startVariants(createNodeFork(distFolder), variants);
  const context = { terminal: silent, signal: new AbortController().signal, distFolder };
  try {
    // Compilers settle before anything is measured.
    await record(planOf(urls, { rounds: 1, seconds: 1, warmupSeconds: 1 }), null, context);
    const { run, sides } = await record(planOf(urls, { rounds, seconds, warmupSeconds }), keep, context);
    const pair = pairOf(sides[0]?.get('cpu'), sides[1]?.get('cpu'));
    if (pair === null || run.failure !== null)
      throw new Error(`no comparison: ${JSON.stringify(run.failure)}`);
    const judged = bases.map(async (basis) => [basis, await compareSides(pair, basis)] as const);
    return Object.fromEntries(await Promise.all(judged)) as Record<Basis, JudgedComparison>;
  } finally {
    stop();
  }
}

const note = (line: string) => {
  if (!asJson) console.log(line);
};
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What all pairs of a basis came to. */
interface Tally {
  tested: number;
  called: number;
  found: number;
  /** Of the dearer function, as a share of what it cost before. */
  readonly changes: number[];
}

/** Counts the rows of a pair that did not change and are called so. */
function countSame({ significance }: JudgedComparison, tally: Tally): string {
  const names = [significance.frames.flat, significance.frames.cum].map(({ p, changed }) => {
    tally.tested += p.filter((value) => !Number.isNaN(value)).length;
    return changed.reduce((sum, one) => sum + one, 0);
  });
  tally.called += names[0]! + names[1]!;
  return `${names[0]} flat and ${names[1]} cum called changed`;
}

/** Looks for the function that was made dearer. */
function lookForDearer({ significance, diff }: JudgedComparison, tally: Tally): string {
  const { flat } = significance.frames;
  const row = diff.frames.name.indexOf(dearerFunction);
  const isFound = flat.changed[row] === 1 && flat.delta[row]! > 0;
  if (isFound) tally.found++;
  const share = (value: number) => percent(value / flat.before[row]!);
  tally.changes.push(flat.delta[row]! / flat.before[row]!);
  const interval = `${share(flat.ciLow[row]!)} to ${share(flat.ciHigh[row]!)}`;
  return `${share(flat.delta[row]!)} (${interval}, q ${flat.q[row]!.toPrecision(2)}) ${isFound ? 'found' : 'missed'}`;
}

function rowsOf(basis: Basis, { tested, called, found }: Tally) {
  const rows = [];
  if (tested > 0) {
    rows.push({
      what: `same code, ${pairs} pairs, ${basis}: rows called changed`,
      ours: `${called} of ${tested}`,
      peer: '-',
      result: percent(called / tested),
      target: `at most ${percent(targets.falseShare)}`,
      met: called / tested <= targets.falseShare,
    });
  }
  if (only !== 'same') {
    rows.push({
      what: `a tenth more in one function, ${pairs} pairs, ${basis}: found`,
      ours: `${found} of ${pairs}`,
      peer: '-',
      result: percent(found / pairs),
      target: `at least ${percent(targets.foundShare)}`,
      met: found / pairs >= targets.foundShare,
    });
  }
  return rows;
}

async function main(): Promise<void> {
  const empty = (): Tally => ({ tested: 0, called: 0, found: 0, changes: [] });
  const tallies: Record<Basis, Tally> = { 'per-request': empty(), 'equal-totals': empty() };
  const each = (say: (basis: Basis) => string) => bases.map((basis) => `${basis}: ${say(basis)}`).join('; ');
  for (let pair = 1; pair <= pairs; pair++) {
    if (only !== 'dearer') {
      const same = await compare(['slow', 'slow']);
      note(`pair ${pair} of ${pairs}, same code: ${each((basis) => countSame(same[basis], tallies[basis]))}`);
    }
    if (only !== 'same') {
      const dearer = await compare(['slow', 'dearer']);
      note(
        `pair ${pair} of ${pairs}, dearer: ${each((basis) => lookForDearer(dearer[basis], tallies[basis]))}`,
      );
    }
  }
  const rows = bases.flatMap((basis) => rowsOf(basis, tallies[basis]));
  if (asJson) console.log(JSON.stringify({ pairs, rounds, seconds, tallies }));
  else printRows(rows, 'none');
  if (rows.some((row) => !row.met)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
