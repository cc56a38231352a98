import { FlamebenchError } from '../../proto/errors';
import { outermost } from '../analysis/outermost';
import { frameSums } from '../analysis/top';
import { buildTree, type TreeSide } from '../analysis/tree';
import type { CallTree, Normalisation } from '../analysis/types';
import type { Profile } from '../model/profile';
import { falseShare, fewestSamples, judge } from './judge';
import { matchTrees } from './match-trees';
import { type Design, knowsNoise } from './rounds-noise';
import { samplingVariance } from './sampling-error';
import { scalesOf } from './scales';
import { Tally } from './tally';
import type { Significance } from './types';

/** The captures behind a comparison. */
export interface RoundsOf {
  /** The comparison's tree, which gives the answer its rows: the sides are all rounds of each, pooled. */
  readonly tree: CallTree;
  /** One capture a round, filtered like the tree's. */
  readonly before: readonly TreeSide[];
  readonly after: readonly TreeSide[];
  /** How the tree was made comparable. */
  readonly normalisation: Normalisation['kind'];
  /** Requests of each capture, needed for 'per-request'. */
  readonly requests: { readonly before: readonly number[]; readonly after: readonly number[] } | null;
  /** The k-th captures of the sides were taken in turn. */
  readonly paired: boolean;
}

/** Judging a node takes some 200 bytes. Deep in a tree of millions hardly one has samples enough anyway. */
const mostNodes = 500_000;

/**
 * Tells change from noise in a comparison, for every frame and node: see README.md.
 *
 * @param step is awaited after each capture, so that a caller may show progress and give up
 * @throws FlamebenchError 'bad-argument' where a side has no captures, or captures without requests are to be
 *   compared per request
 */
export async function compareRounds(
  comparison: RoundsOf,
  step: (done: number) => Promise<void> = async () => {},
): Promise<Significance> {
  const { tree } = comparison;
  const sides = [comparison.before, comparison.after] as const;
  const counts = [sides[0].length, sides[1].length] as const;
  if (counts.includes(0)) {
    throw new FlamebenchError('bad-argument', 'comparison', { reason: 'a side has no captures' });
  }
  const paired = comparison.paired && counts[0] === counts[1];
  const { normalisation, requests } = comparison;
  const ran = requests === null ? null : ([requests.before, requests.after] as const);
  const design: Design = { scales: scalesOf(sides, normalisation, ran), paired };
  const frameTally = () => new Tally(tree.frames.length, design.scales, paired);
  const nodeTally = () => new Tally(Math.min(tree.length, mostNodes), design.scales, paired);
  const tallies = { flat: frameTally(), cum: frameTally(), self: nodeTally(), total: nodeTally() };
  const all = Object.values(tallies);

  const most = Math.max(...counts);
  for (let round = 0; round < most; round++) {
    for (const side of [0, 1] as const) {
      const capture = sides[side][round];
      if (capture === undefined) continue;
      const own = treeWithNoise(capture);
      const { frames, nodes } = matchTrees(own, tree);
      const isOutermost = outermost(own);
      const [values, noise] = [frameSums(own, 0, isOutermost), frameSums(own, 1, isOutermost)];
      tallies.flat.add(side, round, frames, values.flat, noise.flat);
      tallies.cum.add(side, round, frames, values.cum, noise.cum);
      tallies.self.add(side, round, nodes, own.self[0]!, own.self[1]!);
      tallies.total.add(side, round, nodes, own.total[0]!, own.total[1]!);
      await step((round + (side + 1) / 2) / (most + 1));
    }
    for (const tally of all) tally.closePair();
  }
  return {
    frames: { flat: judge(tallies.flat, design), cum: judge(tallies.cum, design) },
    nodes: { self: judge(tallies.self, design), total: judge(tallies.total, design) },
    noise: knowsNoise(design) ? 'rounds' : 'sampling',
    rounds: counts,
    paired,
    falseShare,
    fewestSamples,
  };
}

/** The tree of one capture with two sides: its values, and the variance that sampling gives them. */
function treeWithNoise({ profile, sampleIndex }: TreeSide): CallTree {
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
  return buildTree(sides, { order: 'name' });
}
