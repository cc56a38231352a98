import type { Profile } from '../model/profile';
import { atOnce, byRows, samplesInPart, type Work, within } from '../work/work';
import { sampleColumn } from './columns';
import { joinFrames, type LocationFrames } from './frames';
import { compareBytewise } from './order';
import { findOutermost } from './outermost';
import { prune } from './prune';
import type { CallTree, FrameTable, TopTable } from './types';

/**
 * flat and cum of every frame, straight from the samples, as `go tool pprof -top` counts them: a sample's
 * value is flat at its innermost frame, and cum once at each frame of its stack however often that recurs.
 * Frames whose flat and cum are both 0 are left out.
 *
 * @throws FlamebenchError 'bad-argument' where the profile has no such sample type.
 */
export function topTable(profile: Profile, sampleIndex: number): TopTable {
  return atOnce(findTop(profile, sampleIndex));
}

/** {@link topTable} in parts. */
export function* findTop(profile: Profile, sampleIndex: number): Work<TopTable> {
  const { values, type } = sampleColumn(profile, sampleIndex);
  const shown = yield* within(0, 0.2, prune(profile));
  const { frames, ofLocation } = yield* within(0.2, 0.3, joinFrames([shown]));
  const sums = sumStacks(shown, values, ofLocation[0]!, frames.length);
  const { flat, cum, total } = yield* within(0.3, 1, sums);
  return sorted(frames, flat, cum, total, type.unit);
}

/**
 * The sums of a column beside the samples. `total` is Σ|value|.
 *
 * @param profile without the frames that it asks to drop
 * @param values one a sample
 * @param frameRows rows of the frame table that `ofLocation` points into
 */
export function* sumStacks(
  { samples }: Profile,
  values: Float64Array,
  ofLocation: LocationFrames,
  frameRows: number,
): Work<FrameSums> {
  const flat = new Float64Array(frameRows);
  const cum = new Float64Array(frameRows);
  /** Number of the last sample, from 1, that counted into a frame's cum. */
  const seen = new Int32Array(frameRows);
  let total = 0;
  const add = (first: number, end: number) => {
    const { stackOffsets, stacks } = samples;
    const { single, offsets, frames: frameOf } = ofLocation;
    let sum = 0;
    for (let sample = first; sample < end; sample++) {
      const value = values[sample]!;
      if (value === 0) continue;
      sum += Math.abs(value);
      const from = stackOffsets[sample]!;
      const to = stackOffsets[sample + 1]!;
      if (from === to) continue;
      flat[frameOf[offsets[stacks[from]!]!]!]! += value;
      const stamp = sample + 1;
      for (let i = from; i < to; i++) {
        const location = stacks[i]!;
        const frame = single[location]!;
        if (frame >= 0) {
          if (seen[frame] !== stamp) {
            seen[frame] = stamp;
            cum[frame]! += value;
          }
          continue;
        }
        for (let line = offsets[location]!; line < offsets[location + 1]!; line++) {
          const inlined = frameOf[line]!;
          if (seen[inlined] !== stamp) {
            seen[inlined] = stamp;
            cum[inlined]! += value;
          }
        }
      }
    }
    total += sum;
  };
  yield* byRows(samples.length, add, samplesInPart);
  return { flat, cum, total };
}

/**
 * flat and cum of every frame of one side of a tree. `total` is Σ|self| over the nodes: the same as
 * {@link topTable}'s except where samples of one stack cancel out.
 */
export function* topOfTree(tree: CallTree, side: number): Work<TopTable> {
  const isOutermost = yield* within(0, 0.7, findOutermost(tree));
  const { flat, cum, total } = yield* within(0.7, 0.9, sumFrames(tree, side, isOutermost));
  return sorted(tree.frames, flat, cum, total, tree.unit);
}

/** flat and cum per frame row, and what shares are of. The root's row is 0: it is no function. */
export interface FrameSums {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  readonly total: number;
}

/** The sums of one side of a tree. `total` is Σ|self|. */
export function* sumFrames(tree: CallTree, side: number, isOutermost: Uint8Array): Work<FrameSums> {
  const self = tree.self[side]!;
  const totals = tree.total[side]!;
  const flat = new Float64Array(tree.frames.length);
  const cum = new Float64Array(tree.frames.length);
  let total = Math.abs(self[0] ?? 0);
  yield* byRows(tree.length, (from, to) => {
    let sum = 0;
    for (let node = Math.max(1, from); node < to; node++) {
      const frame = tree.frame[node]!;
      sum += Math.abs(self[node]!);
      flat[frame]! += self[node]!;
      if (isOutermost[node] === 1) cum[frame]! += totals[node]!;
    }
    total += sum;
  });
  return { flat, cum, total };
}

function sorted(
  frames: FrameTable,
  flat: Float64Array,
  cum: Float64Array,
  total: number,
  unit: string,
): TopTable {
  const { name } = frames;
  const frame = Int32Array.from(cum.keys())
    .filter((row) => flat[row] !== 0 || cum[row] !== 0)
    .sort(
      (a, b) =>
        Math.abs(flat[b]!) - Math.abs(flat[a]!) ||
        compareBytewise(name[a]!, name[b]!) ||
        Math.abs(cum[b]!) - Math.abs(cum[a]!),
    );
  const pick = (column: Float64Array) => Float64Array.from(frame, (row) => column[row]!);
  return { length: frame.length, frames, frame, flat: pick(flat), cum: pick(cum), total, unit };
}
