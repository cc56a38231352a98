import { FlamebenchError } from '../../proto/errors';
import { joinFrames } from '../analysis/frames';
import { prune } from '../analysis/prune';
import { sumStacks } from '../analysis/top';
import { growCallTree, type TreeSide } from '../analysis/tree';
import type { CallTree, FrameTable, Normalisation } from '../analysis/types';
import type { Profile } from '../model/profile';
import { type Work, within } from '../work/work';
import { falseShare, fewestSamples, judge } from './judge';
import { matchFrames, matchTrees } from './match-trees';
import type { Design } from './rounds-noise';
import { samplingVariance } from './sampling-error';
import { knowsNoise, scalesOf } from './scales';
import { Tally } from './tally';
import type { FrameSignificance, Judged, Significance } from './types';

/** The captures behind a comparison. */
export interface RoundsOf {
  /** One capture a round, filtered like what is compared: its sides are all rounds of each, pooled. */
  readonly before: readonly TreeSide[];
  readonly after: readonly TreeSide[];
  /** How the sides were made comparable. */
  readonly normalisation: Normalisation['kind'];
  /** Requests of each capture, needed for 'per-request'. */
  readonly requests: { readonly before: readonly number[]; readonly after: readonly number[] } | null;
  /** The k-th captures of the sides were taken in turn. */
  readonly paired: boolean;
}

/** Judging a node takes some 200 bytes. Deep in a tree of millions hardly one has samples enough anyway. */
const mostNodes = 500_000;

/**
 * Tells change from noise in a comparison, for every frame: see README.md. It goes by the samples alone.
 *
 * @param frames of the comparison, which give the answer its rows
 * @throws FlamebenchError 'bad-argument' where a side has no captures, or captures without requests are to be
 *   compared per request
 */
export function* compareFrames(frames: FrameTable, rounds: RoundsOf): Work<FrameSignificance> {
  const design = designOf(rounds);
  const own = new FrameFamilies(frames.length, design);
  const asShares = sharesDesign(rounds, design);
  const shares = asShares === null ? null : new FrameFamilies(frames.length, asShares);
  const families = shares === null ? [own] : [own, shares];
  const whole = new Tally(frames.length, design.scales, design.paired);
  yield* eachRound(rounds, [whole, ...families], function* (capture, side, round) {
    const { values, noise, ...sampled } = yield* sumsWithNoise(capture);
    const rows = matchFrames(sampled.frames, frames);
    for (const family of families) family.add(side, round, rows, values, noise);
    // The whole is judged among the functions, whose noise it shares, but is none of them.
    whole.add(side, round, rows, values.cum, noise.cum);
    whole.add(side, round, rootRow, [values.whole], [noise.whole]);
  });
  const wholes = rootOf(whole);
  const judgedWhole = firstRow(judge(whole, design, wholes));
  return {
    frames: own.judge(wholes),
    // With a whole that changed all shares move, which says nothing of single functions.
    shares: judgedWhole.changed[0] === 1 ? null : (shares?.judge(wholes) ?? null),
    whole: judgedWhole,
    noise: knowsNoise(design.scales) ? 'rounds' : 'sampling',
    rounds: [rounds.before.length, rounds.after.length],
    paired: design.paired,
    falseShare,
    fewestSamples,
  };
}

/**
 * The same for every frame and node of the comparison's tree.
 * @throws FlamebenchError as {@link compareFrames}
 */
export function* compareRounds({
  tree,
  ...rounds
}: RoundsOf & { readonly tree: CallTree }): Work<Significance> {
  const significance = yield* within(0, 0.2, compareFrames(tree.frames, rounds));
  const design = designOf(rounds);
  const tally = () => new Tally(Math.min(tree.length, mostNodes), design.scales, design.paired);
  const [self, total] = [tally(), tally()];
  const growing = eachRound(rounds, [self, total], function* (capture, side, round) {
    const own = yield* within(0, 0.9, growWithNoise(capture));
    const { nodes } = yield* within(0.9, 1, matchTrees(own, tree));
    self.add(side, round, nodes, own.self[0]!, own.self[1]!);
    total.add(side, round, nodes, own.total[0]!, own.total[1]!);
  });
  yield* within(0.2, 0.9, growing);
  const wholes = rootOf(total);
  const judgedSelf = judge(self, design, wholes);
  yield 0.95;
  return { ...significance, nodes: { self: judgedSelf, total: judge(total, design, wholes) } };
}

interface FlatAndCum {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** Flat and cum of the frames, made comparable in one way. */
class FrameFamilies {
  private readonly flat: Tally;
  private readonly cum: Tally;

  constructor(
    length: number,
    private readonly design: Design,
  ) {
    const tally = () => new Tally(length, design.scales, design.paired);
    [this.flat, this.cum] = [tally(), tally()];
  }

  add(side: 0 | 1, round: number, rows: Int32Array, values: FlatAndCum, variances: FlatAndCum): void {
    for (const of of ['flat', 'cum'] as const) this[of].add(side, round, rows, values[of], variances[of]);
  }

  closePair(): void {
    this.flat.closePair();
    this.cum.closePair();
  }

  judge(wholes: readonly [number, number]): FrameSignificance['frames'] {
    const of = (tally: Tally) => judge(tally, this.design, wholes);
    return { flat: of(this.flat), cum: of(this.cum) };
  }
}

/** Row of the root, and of its frame. */
const rootRow = Int32Array.of(0);

/** What the sides come to, raw. */
const rootOf = ({ value }: Tally) => [value[0][0] ?? 0, value[1][0] ?? 0] as const;

/** The whole alone: one question that was asked before anything was seen, so its p needs no correction. */
function firstRow(judged: Judged): Judged {
  const { length: _, changed: __, ...columns } = judged;
  const firsts = Object.entries(columns).map(([name, column]) => [name, column.slice(0, 1)]);
  const first = Object.fromEntries(firsts) as typeof columns;
  const q = first.p;
  return { ...first, q, changed: Uint8Array.of(q[0]! <= falseShare ? 1 : 0), length: 1 };
}

function designOf({ before, after, normalisation, requests, paired }: RoundsOf): Design {
  if (before.length === 0 || after.length === 0) {
    throw new FlamebenchError('bad-argument', 'comparison', { reason: 'a side has no captures' });
  }
  const ran = requests === null ? null : ([requests.before, requests.after] as const);
  return {
    scales: scalesOf([before, after], normalisation, ran),
    paired: paired && before.length === after.length,
  };
}

/** Shares beside values; null where there are none to add. */
function sharesDesign(rounds: RoundsOf, { scales, paired }: Design): Design | null {
  if (rounds.normalisation === 'equal-totals' || !knowsNoise(scales)) return null;
  return { scales: scalesOf([rounds.before, rounds.after], 'equal-totals', null), paired };
}

/** Goes through the captures round by round, the first side's before the second's, and ends each pair. */
function* eachRound(
  { before, after }: RoundsOf,
  tallies: readonly Pick<Tally, 'closePair'>[],
  take: (capture: TreeSide, side: 0 | 1, round: number) => Work<void>,
): Work<void> {
  const all = before.length + after.length;
  let taken = 0;
  for (let round = 0; round < Math.max(before.length, after.length); round++) {
    for (const side of [0, 1] as const) {
      const capture = [before, after][side]![round];
      if (capture === undefined) continue;
      yield* within(taken / all, (taken + 1) / all, take(capture, side, round));
      taken++;
    }
    for (const tally of tallies) tally.closePair();
  }
}

/** flat and cum of a capture's frames, their sum over all samples, and the variance that sampling gives all that. */
function* sumsWithNoise({ profile, sampleIndex }: TreeSide) {
  const shown = yield* within(0, 0.1, prune(profile));
  const { frames, ofLocation } = joinFrames([shown]);
  const sumsOf = function* (column: Float64Array) {
    const { flat, cum } = yield* sumStacks(shown, column, ofLocation[0]!, frames.length);
    let whole = 0;
    for (let row = 0; row < column.length; row++) whole += column[row]!;
    return { flat, cum, whole };
  };
  const values = yield* within(0.1, 0.5, sumsOf(profile.samples.values[sampleIndex]!));
  const noise = yield* within(0.5, 1, sumsOf(samplingVariance(profile, sampleIndex)));
  return { frames, values, noise };
}

/** The tree of one capture with two sides: its values, and the variance that sampling gives them. */
function growWithNoise({ profile, sampleIndex }: TreeSide): Work<CallTree> {
  const variance = samplingVariance(profile, sampleIndex);
  const widened: Profile = {
    ...profile,
    sampleTypes: [...profile.sampleTypes, profile.sampleTypes[sampleIndex]!],
    samples: { ...profile.samples, values: [...profile.samples.values, variance] },
  };
  const sides = [
    { profile: widened, sampleIndex },
    { profile: widened, sampleIndex: profile.sampleTypes.length },
  ];
  return growCallTree(sides, { order: 'name' });
}
