import { findOutermost } from '../analysis/outermost';
import { type FrameSums, sumFrames } from '../analysis/top';
import type { CallTree } from '../analysis/types';
import type { Profile, ValueType } from '../model/profile';
import { byRows, type Work, within } from '../work/work';
import { type CategoryId, categoryBits, categoryIds } from './categories';
import { heft, type SampledTree, type SideValues } from './sides';

/** What a profile says of itself and of how it was taken. */
export interface ProfileFacts {
  readonly sampleTypes: readonly ValueType[];
  /** Σ|value| of each sample type, as measured. */
  readonly totals: readonly number[];
  /** Row of the shown one among them. */
  readonly shown: number;
  /** Rows of the profile: stacks with labels, each once or oftener. */
  readonly samples: number;
  /** Of the shown sample type, as measured; Σ|value| over the stacks. */
  readonly total: number;
  /** Whether it has values below 0, as the difference of two profiles has. */
  readonly isDifference: boolean;
  readonly unit: string;
  /**
   * Events that were observed: total ÷ period where that is known and something was sampled, else NaN. Few make small
   * shares chance.
   */
  readonly observations: number;
  /** Milliseconds since 1970; 0 = unknown. */
  readonly timeMs: number;
  readonly durationMs: number;
  readonly periodType: ValueType | null;
  /** In the unit of `periodType`; 0 = unknown. */
  readonly period: number;
  /** The program: its binary's path and build id; '' = unknown. */
  readonly binary: string;
  readonly buildId: string;
  readonly comments: readonly string[];
}

export interface FrameValues {
  readonly frame: number;
  readonly flat: SideValues;
  readonly cum: SideValues;
}

/** What one kind of work comes to. */
export interface CategoryValues {
  readonly id: CategoryId;
  /** Of all stacks that have a frame of the kind. */
  readonly value: SideValues;
  /** Where it is heaviest: the function that leads there from the program's own code; -1 = nowhere. */
  readonly frame: number;
}

/** What a tree is, and what stands out in it. Words are the window's; here are the facts. */
export interface TreeSummary {
  readonly profiles: readonly ProfileFacts[];
  /** Σ|value| per side, normalised. */
  readonly total: SideValues;
  readonly functions: number;
  /** Frames of the deepest stack. */
  readonly deepest: number;
  /** Functions with the largest flat, in the last side; at most five. */
  readonly heaviest: readonly FrameValues[];
  /** The fewest functions that hold half of the last side's total by their own cost. */
  readonly halfIn: number;
  /** Largest first; those that come to nothing are left out. */
  readonly categories: readonly CategoryValues[];
  /** The function whose recursion takes most; null where none recurs. */
  readonly recursion: { readonly frame: number; readonly value: SideValues } | null;
  /** Of a comparison: functions by the size of the change of flat, at most eight; those that came and went. */
  readonly changes: readonly FrameValues[];
  readonly appeared: readonly FrameValues[];
  readonly gone: readonly FrameValues[];
}

const most = { heaviest: 5, changes: 8, came: 5 };

export function* treeSummary(sampled: SampledTree): Work<TreeSummary> {
  const { tree } = sampled;
  const isOutermost = yield* within(0, 0.3, findOutermost(tree));
  const sums: FrameSums[] = [];
  const sides = tree.self.length;
  for (let side = 0; side < sides; side++) {
    const [from, to] = [0.3 + (0.1 * side) / sides, 0.3 + (0.1 * (side + 1)) / sides];
    sums.push(yield* within(from, to, sumFrames(tree, side, isOutermost)));
  }
  const categories = yield* within(0.4, 0.7, categoryValues(tree));
  const recursion = yield* within(0.7, 1, recursionOf(tree, isOutermost));
  const last = sums.length - 1;
  const valuesOf = (frame: number): FrameValues => ({
    frame,
    flat: sums.map(({ flat }) => flat[frame]!),
    cum: sums.map(({ cum }) => cum[frame]!),
  });
  const byFlat = Int32Array.from(sums[last]!.flat.keys()).sort(
    (a, b) => Math.abs(sums[last]!.flat[b]!) - Math.abs(sums[last]!.flat[a]!) || a - b,
  );
  let depth = 0;
  for (const each of tree.depth) depth = Math.max(depth, each);
  return {
    profiles: profileFacts(
      sampled,
      sums.map(({ total }) => total),
    ),
    total: sums.map(({ total }) => total),
    functions: sums[0]!.cum.reduce((n, _, row) => n + (sums.some(({ cum }) => cum[row] !== 0) ? 1 : 0), 0),
    deepest: depth,
    heaviest: [...byFlat.subarray(0, most.heaviest)].map(valuesOf).filter(({ flat }) => flat[last] !== 0),
    halfIn: halfIn(byFlat, sums[last]!.flat, sums[last]!.total),
    categories,
    recursion,
    ...changesOf(sums, valuesOf),
  };
}

function profileFacts({ sides }: SampledTree, treeTotals: readonly number[]): ProfileFacts[] {
  return sides.map(({ profile, values, factor }, side) => {
    const { mappings, strings, periodType, sampleTypes } = profile;
    const totals = profile.samples.values.map(sumOfMagnitudes);
    const shown = Math.max(0, profile.samples.values.indexOf(values));
    const { type, unit } = sampleTypes[shown]!;
    const total = treeTotals[side]! / factor;
    const period = Number(profile.period);
    // Of goroutines and threads every one is there: nothing was sampled, so nothing is left to chance.
    const isCensus = unit === 'count' && period === 1;
    const isOfPeriod = periodType?.type === type && periodType.unit === unit && period > 0 && !isCensus;
    const isCount = /^(samples?|contentions)$/.test(type);
    const program = programOf(profile);
    return {
      sampleTypes,
      totals,
      shown,
      samples: profile.samples.length,
      total,
      isDifference: values.some((value) => value < 0),
      unit,
      observations: isCount ? total : isOfPeriod ? total / period : Number.NaN,
      timeMs: Number(profile.timeNanos / 1_000_000n),
      durationMs: Number(profile.durationNanos) / 1e6,
      periodType,
      period,
      binary: program < 0 ? '' : strings.get(mappings.filename[program]!),
      buildId: program < 0 ? '' : strings.get(mappings.buildId[program]!),
      comments: profile.comments,
    };
  });
}

function sumOfMagnitudes(column: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < column.length; row++) sum += Math.abs(column[row]!);
  return sum;
}

/** The mapping of the program itself: the first, but for the kernel's and others without a file; -1 = none. */
function programOf({ mappings, strings }: Profile): number {
  for (let at = 0; at < mappings.length; at++)
    if (!strings.get(mappings.filename[at]!).startsWith('[')) return at;
  return -1;
}

function halfIn(byFlat: Int32Array, flat: Float64Array, total: number): number {
  let sum = 0;
  for (let i = 0; i < byFlat.length; i++) {
    sum += Math.abs(flat[byFlat[i]!]!);
    if (sum >= total / 2) return i + 1;
  }
  return byFlat.length;
}

/** Sums each kind of work over the outermost frames of it: what happens within it is not counted again. */
function* categoryValues(tree: CallTree): Work<CategoryValues[]> {
  const bits = categoryBits(tree.frames.name);
  const above = new Int32Array(tree.length);
  const values = categoryIds.map(() => tree.total.map(() => 0));
  /** Per kind, what each function that leads there from outside comes to. */
  const leads = categoryIds.map(() => new Map<number, number>());
  const add = (from: number, to: number) => {
    for (let node = Math.max(1, from); node < to; node++) {
      const up = tree.parent[node]!;
      const own = bits[tree.frame[node]!]!;
      above[node] = above[up]! | own;
      let fresh = own & ~above[up]!;
      while (fresh !== 0) {
        const place = 31 - Math.clz32(fresh);
        fresh &= ~(1 << place);
        let size = 0;
        tree.total.forEach((total, side) => {
          values[place]![side]! += total[node]!;
          size = Math.max(size, Math.abs(total[node]!));
        });
        const lead = up === 0 ? tree.frame[node]! : tree.frame[up]!;
        leads[place]!.set(lead, (leads[place]!.get(lead) ?? 0) + size);
      }
    }
  };
  yield* byRows(tree.length, add);
  return categoryIds
    .map((id, place) => ({ id, value: values[place]!, frame: heaviestKey(leads[place]!) }))
    .filter(({ value }) => value.some((each) => each !== 0))
    .sort((a, b) => heft(b.value) - heft(a.value));
}

function heaviestKey(sizes: ReadonlyMap<number, number>): number {
  let best = -1;
  let bestSize = 0;
  for (const [key, size] of sizes) if (size > bestSize) [best, bestSize] = [key, size];
  return best;
}

/** Recursion is where a frame has itself among its ancestors; of each stack the outermost such place counts. */
function* recursionOf(tree: CallTree, isOutermost: Uint8Array): Work<TreeSummary['recursion']> {
  const sums = new Map<number, number[]>();
  const add = (from: number, to: number) => {
    for (let node = Math.max(1, from); node < to; node++) {
      if (isOutermost[node] === 1) continue;
      // Only the second of a chain: its value has all deeper ones in it.
      let earlier = 0;
      for (let up = tree.parent[node]!; up > 0 && earlier < 2; up = tree.parent[up]!) {
        if (tree.frame[up] === tree.frame[node]) earlier++;
      }
      if (earlier !== 1) continue;
      const row = sums.get(tree.frame[node]!) ?? tree.total.map(() => 0);
      tree.total.forEach((total, side) => {
        row[side]! += total[node]!;
      });
      sums.set(tree.frame[node]!, row);
    }
  };
  yield* byRows(tree.length, add);
  let best: TreeSummary['recursion'] = null;
  for (const [frame, value] of sums) {
    if (heft(value) > (best === null ? 0 : heft(best.value))) best = { frame, value };
  }
  return best;
}

function changesOf(
  sums: readonly { readonly flat: Float64Array; readonly cum: Float64Array }[],
  valuesOf: (frame: number) => FrameValues,
): Pick<TreeSummary, 'changes' | 'appeared' | 'gone'> {
  const [before, after] = sums;
  if (before === undefined || after === undefined) return { changes: [], appeared: [], gone: [] };
  const rows = Array.from(before.flat.keys());
  const change = (row: number) => Math.abs(after.flat[row]! - before.flat[row]!);
  const changes = rows.filter((row) => change(row) !== 0).sort((a, b) => change(b) - change(a));
  const only = (there: Float64Array, elsewhere: Float64Array) =>
    rows
      .filter((row) => there[row] !== 0 && elsewhere[row] === 0)
      .sort((a, b) => Math.abs(there[b]!) - Math.abs(there[a]!));
  return {
    changes: changes.slice(0, most.changes).map(valuesOf),
    appeared: only(after.cum, before.cum).slice(0, most.came).map(valuesOf),
    gone: only(before.cum, after.cum).slice(0, most.came).map(valuesOf),
  };
}
