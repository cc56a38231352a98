import { compareBytewise } from '../analysis/order';
import type { Profile } from '../model/profile';
import type { Work } from '../work/work';
import { bySamples, heft, type SampledSides, type SampledTree, type SideValues } from './sides';

/** One function of a source file. */
export interface SourceFunction {
  readonly frame: number;
  /** Line it begins at; 0 = unknown. */
  readonly startLine: number;
  readonly flat: SideValues;
  /** Recursion counts once. */
  readonly cum: SideValues;
}

/** A source file as a profile knows it: what its lines cost, without their text. */
export interface SourceLines {
  /** Heaviest first. */
  readonly functions: readonly SourceFunction[];
  /** Lines with a value, ascending; line 0 stands for what has no line number. */
  readonly line: Int32Array;
  /** Per side and line: of samples that end there. */
  readonly flat: readonly Float64Array[];
  /** Per side and line: of samples that pass there, each once. */
  readonly cum: readonly Float64Array[];
}

interface Sum {
  readonly flat: number[];
  readonly cum: number[];
}

/**
 * What each line and function of a source file costs. A stack counts once at a line however often it passes there,
 * as in pprof's list; where two functions share a line, as a closure does with what it is handed to, that too is once.
 *
 * @param file as the profile names it
 */
export function* sourceLines(sampled: SampledSides, file: string): Work<SourceLines> {
  const { tree, sides } = sampled;
  const lines = new Map<number, Sum>();
  const functions = new Map<number, Sum & { startLine: number }>();
  const zeros = () => sides.map(() => 0);
  yield* bySamples(sampled, ({ profile, values, factor, frames }, side) => {
    const places = placesIn(profile, file, frames);
    const count = (sum: Sum, kind: 'flat' | 'cum', value: number) => {
      sum[kind][side]! += value * factor;
    };
    const lineOf = (place: Place) => upsert(lines, place.line, () => ({ flat: zeros(), cum: zeros() }));
    const functionOf = (place: Place) => {
      const made = upsert(functions, place.frame, () => ({ flat: zeros(), cum: zeros(), startLine: 0 }));
      made.startLine ||= place.startLine;
      return made;
    };
    /** Number of the last sample, from 1, that counted at a line and at a frame. */
    const seenLine = new Map<number, number>();
    const seenFrame = new Map<number, number>();
    const { samples } = profile;
    return (first, end) => {
      for (let row = first; row < end; row++) {
        const value = values[row]!;
        if (value === 0) continue;
        const from = samples.stackOffsets[row]!;
        for (let i = from; i < samples.stackOffsets[row + 1]!; i++) {
          const here = places.ofLocation[samples.stacks[i]!];
          if (here === undefined) continue;
          for (const place of here) {
            if (i === from && place.isInnermost) {
              count(lineOf(place), 'flat', value);
              count(functionOf(place), 'flat', value);
            }
            if (seenLine.get(place.line) !== row + 1) {
              seenLine.set(place.line, row + 1);
              count(lineOf(place), 'cum', value);
            }
            if (seenFrame.get(place.frame) !== row + 1) {
              seenFrame.set(place.frame, row + 1);
              count(functionOf(place), 'cum', value);
            }
          }
        }
      }
    };
  });
  const shown = [...lines].filter(([, { cum }]) => cum.some((v) => v !== 0)).sort(([a], [b]) => a - b);
  const column = (kind: 'flat' | 'cum', side: number) =>
    Float64Array.from(shown, ([, sum]) => sum[kind][side]!);
  return {
    functions: [...functions]
      .map(([frame, { flat, cum, startLine }]) => ({ frame, startLine, flat, cum }))
      .sort(
        (a, b) =>
          heft(b.cum) - heft(a.cum) ||
          compareBytewise(tree.frames.name[a.frame]!, tree.frames.name[b.frame]!),
      ),
    line: Int32Array.from(shown, ([line]) => line),
    flat: sides.map((_, side) => column('flat', side)),
    cum: sides.map((_, side) => column('cum', side)),
  };
}

/** A function's line at a location. */
interface Place {
  readonly frame: number;
  readonly line: number;
  readonly startLine: number;
  readonly isInnermost: boolean;
}

/** The places in a file at which each location stands; undefined where it does not touch the file. */
function placesIn(
  profile: Profile,
  file: string,
  { offsets, frames }: SampledTree['sides'][number]['frames'],
): { readonly ofLocation: readonly (readonly Place[] | undefined)[] } {
  const { locations, functions, strings } = profile;
  const { lines, lineOffsets } = locations;
  const isInFile = Uint8Array.from(functions.filename, (name) => (strings.get(name) === file ? 1 : 0));
  const ofLocation = new Array<Place[] | undefined>(locations.length).fill(undefined);
  for (let location = 0; location < locations.length; location++) {
    const from = lineOffsets[location]!;
    for (let at = from; at < lineOffsets[location + 1]!; at++) {
      const fn = lines.function[at]!;
      if (fn < 0 || isInFile[fn] === 0) continue;
      const frame = frames[offsets[location]! + (at - from)]!;
      const line = lines.line[at]!;
      const place = { frame, line, startLine: functions.startLine[fn]!, isInnermost: at === from };
      ofLocation[location] = [...(ofLocation[location] ?? []), place];
    }
  }
  return { ofLocation };
}

function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
