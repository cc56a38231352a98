import { FlamebenchError } from '../../proto/errors';
import type { Profile } from '../model/profile';
import { atOnce, type Work, within } from '../work/work';
import { alikeColumns, type TreeSide } from './columns';
import { joinFrames } from './frames';
import { nameRanks } from './order';
import { prune } from './prune';
import { growTree } from './tree-growth';
import { type CallTree, type TreeShape, wholeShape } from './types';

export type { TreeSide };

/**
 * The call tree of one profile, or the union tree of several: every path that occurs in any of them has one
 * node, with a value per side. Frames are joined by name (see {@link joinFrames}), inlining is expanded,
 * frames the profile itself asks to drop are dropped. Samples of value 0 make no nodes.
 *
 * @param given what of the stacks is taken, and the order of siblings: 'heavy' goes by {@link heaviness}, then
 *   by name. Frame rows are the same whatever the shape.
 * @throws FlamebenchError 'bad-argument' where a sample type does not exist, the sides' units differ, or the
 *   order of time is asked for of more than one side or of samples that have none; 'too-large' (no subject).
 */
export function buildTree(sides: readonly TreeSide[], given: Partial<TreeShape> = {}): CallTree {
  return atOnce(growCallTree(sides, given));
}

/** {@link buildTree} in parts. */
export function* growCallTree(sides: readonly TreeSide[], given: Partial<TreeShape> = {}): Work<CallTree> {
  const shape = { ...wholeShape, ...given };
  const noTime = shape.order === 'time' ? whyNoTime(sides) : null;
  if (noTime !== null) throw new FlamebenchError('bad-argument', 'order of time', { reason: noTime });
  const { values, unit } = alikeColumns(sides);
  const profiles: Profile[] = [];
  for (const [i, { profile }] of sides.entries()) {
    profiles.push(yield* within((0.1 * i) / sides.length, (0.1 * (i + 1)) / sides.length, prune(profile)));
  }
  const { frames, ofLocation } = yield* within(0.1, 0.13, joinFrames(profiles));
  const rank = nameRanks(frames);
  const sources = profiles.map((profile, side) => ({
    samples: profile.samples,
    values: values[side]!,
    frames: ofLocation[side]!,
  }));

  const grown = yield* within(0.13, 1, growTree(sources, rank, shape));
  return { ...grown, frames, unit };
}

/** Why samples cannot be drawn in the order of time; null where they can. */
function whyNoTime(sides: readonly TreeSide[]): string | null {
  if (sides.length !== 1) return 'two captures have no time in common';
  return sides[0]!.profile.inTimeOrder ? null : 'its samples are in no order of time';
}
