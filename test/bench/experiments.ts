import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FrameSignificance, Judged } from '../../engine/stats/types';
import { compareSides, type JudgedComparison } from '../../main/cli/comparison';
import { record } from '../../main/cli/recording';
import { pairOf, readRunSides } from '../../main/cli/sides';
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
 * work in one function: how often that is found. Both as `flamebench diff` says it, per request with shares beside, and of
 * the same captures by values alone and by shares alone: the machine's own speed is in the one and not in the other.
 *
 *     npm run bench -- experiments [--json] [--pairs N] [--rounds N] [--only same|dearer] [--keep FOLDER | --from FOLDER]
 *
 * Twenty pairs of either kind, of twenty-four rounds each, take some 50 minutes. Two processors that nothing else uses
 * are needed: one for the service, one for its load. What else runs is noise, and rightly makes a tenth hard to find.
 */
const [root = '', ...args] = process.argv.slice(2);
const { asJson, pairs } = benchArguments(args, 20);

/**
 * So many rounds of a second leave the share of a function that is three tenths of the whole an interval of ±2.4 % of it.
 * Sixteen leave ±3 %, of a change that is some 7 % of the share.
 */
const rounds = Number(optionOf(args, '--rounds')) || 24;
const only = optionOf(args, '--only');
/** A folder that keeps the runs. */
const keepIn = optionOf(args, '--keep');
/** A folder of runs that were kept, of pairs that --only names: they are judged again, and nothing is recorded. */
const from = optionOf(args, '--from');
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

/** What is gone by: all that `diff` says, what it says of the values per request, what of the shares beside. */
const readings = ['diff', 'values', 'shares'] as const;
type Reading = (typeof readings)[number];
type Measure = 'flat' | 'cum';

/** The judgements of a measure that a reading goes by. */
function judgedBy(reading: Reading, { frames, shares }: FrameSignificance, measure: Measure): Judged[] {
  const by = { values: [frames[measure]], shares: shares === null ? [] : [shares[measure]] };
  return reading === 'diff' ? [...by.values, ...by.shares] : by[reading];
}

/** One pair: two processes, recorded over rounds and compared per request. */
async function compare(variants: readonly [DemoVariant, DemoVariant]): Promise<JudgedComparison> {
  const { urls, stop } = await startVariants(createNodeFork(distFolder), variants);
  const context = { terminal: silent, signal: new AbortController().signal, distFolder };
  try {
    // Compilers settle before anything is measured.
    await record(planOf(urls, { rounds: 1, seconds: 1, warmupSeconds: 1 }), null, context);
    const { run, sides } = await record(planOf(urls, { rounds, seconds, warmupSeconds }), keep, context);
    const pair = pairOf(sides[0]?.get('cpu'), sides[1]?.get('cpu'));
    if (pair === null || run.failure !== null)
      throw new Error(`no comparison: ${JSON.stringify(run.failure)}`);
    return compareSides(pair, 'per-request');
  } finally {
    stop();
  }
}

const note = (line: string) => {
  if (!asJson) console.log(line);
};
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What all pairs came to. */
interface Tally {
  /** Of which one side was dearer. */
  pairs: number;
  tested: number;
  called: number;
  found: number;
}

/** Counts the rows of a pair that did not change and are called so. */
function countSame(reading: Reading, { significance }: JudgedComparison, tally: Tally): string {
  const called = (['flat', 'cum'] as const).map((measure) => {
    tally.tested += significance.frames[measure].p.filter((value) => !Number.isNaN(value)).length;
    const judged = judgedBy(reading, significance, measure);
    const rows = Array.from(significance.frames[measure].p.keys());
    return rows.filter((row) => judged.some(({ changed }) => changed[row] === 1)).length;
  });
  tally.called += called[0]! + called[1]!;
  return `${called[0]} flat and ${called[1]} cum called changed`;
}

/** Looks for the function that was made dearer. */
function lookForDearer(reading: Reading, { significance, diff }: JudgedComparison, tally: Tally): string {
  tally.pairs++;
  const row = diff.frames.name.indexOf(dearerFunction);
  const judged = judgedBy(reading, significance, 'flat');
  const isFound = judged.some(({ changed, delta }) => changed[row] === 1 && delta[row]! > 0);
  if (isFound) tally.found++;
  if (reading === 'diff') return isFound ? 'found' : 'missed';
  if (judged.length === 0) return 'none, as the whole changed';
  const { before, delta, ciLow, ciHigh, q } = judged[0]!;
  const share = (column: Float64Array) => percent(column[row]! / before[row]!);
  return `${share(delta)} (${share(ciLow)} to ${share(ciHigh)}, q ${q[row]!.toPrecision(2)})`;
}

function rowsOf(reading: Reading, { pairs: dearer, tested, called, found }: Tally) {
  const rows = [];
  // Values and shares alone tell where an answer comes from; what is asked for is asked of the answer.
  const ofAnswer = (target: string, met: boolean) =>
    reading === 'diff' ? { target, met } : { target: '-', met: null };
  if (tested > 0) {
    rows.push({
      what: `same code, ${reading}: rows called changed`,
      ours: `${called} of ${tested}`,
      peer: '-',
      result: percent(called / tested),
      ...ofAnswer(`at most ${percent(targets.falseShare)}`, called / tested <= targets.falseShare),
    });
  }
  if (dearer > 0) {
    rows.push({
      what: `a tenth more in one function, ${reading}: found`,
      ours: `${found} of ${dearer}`,
      peer: '-',
      result: percent(found / dearer),
      ...ofAnswer(`at least ${percent(targets.foundShare)}`, found / dearer >= targets.foundShare),
    });
  }
  return rows;
}

/** The comparisons to be counted, each when it is there. */
async function* comparisons(): AsyncGenerator<{
  readonly kind: 'same' | 'dearer';
  readonly one: JudgedComparison;
}> {
  if (from !== undefined) {
    const kind = only === 'same' ? only : 'dearer';
    for (const run of (await readdir(resolve(from))).sort())
      yield { kind, one: compareSides(await readRunSides(join(resolve(from), run)), 'per-request') };
    return;
  }
  for (let pair = 1; pair <= pairs; pair++) {
    if (only !== 'dearer') yield { kind: 'same', one: await compare(['slow', 'slow']) };
    if (only !== 'same') yield { kind: 'dearer', one: await compare(['slow', 'dearer']) };
  }
}

async function main(): Promise<void> {
  const empty = (): Tally => ({ pairs: 0, tested: 0, called: 0, found: 0 });
  const tallies: Record<Reading, Tally> = { diff: empty(), values: empty(), shares: empty() };
  for await (const { kind, one } of comparisons()) {
    const count = kind === 'same' ? countSame : lookForDearer;
    const said = readings.map((reading) => `${reading}: ${count(reading, one, tallies[reading])}`).join('; ');
    note(`${kind === 'same' ? 'same code' : 'dearer'}: ${said}`);
  }
  const rows = readings.flatMap((reading) => rowsOf(reading, tallies[reading]));
  if (asJson) console.log(JSON.stringify({ pairs, rounds, seconds, tallies }));
  else printRows(rows, 'none');
  if (rows.some((row) => row.met === false)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
