import { plainFunctionName } from '../../analysis/prune';
import type { Profile } from '../../model/profile';
import { byRows, samplesInPart, type Work } from '../../work/work';
import type { TextPattern } from '../regexp';
import { filterLines, SampleSelection, StringMatcher } from './select';

/** prune_from: cuts off what the matching frame nearest the leaf calls; it itself stays. */
export function* pruneFrom(profile: Profile, pattern: TextPattern | null): Work<Profile> {
  if (pattern === null) return profile;
  const { locations, functions, samples } = profile;
  const { lineOffsets } = locations;
  const matcher = new StringMatcher(profile, (name) => name !== '' && pattern.test(plainFunctionName(name)));
  /** Per location: first line that stays; -1 where it does not match. */
  const linesStart = new Int32Array(locations.length).fill(-1);
  for (let location = 0; location < locations.length; location++) {
    for (let line = lineOffsets[location]!; line < lineOffsets[location + 1]!; line++) {
      const f = locations.lines.function[line]!;
      if (f < 0 || !matcher.string(functions.name[f]!)) continue;
      linesStart[location] = line;
      break;
    }
  }
  const selection = new SampleSelection(samples);
  const cut = (begin: number, end: number) => {
    for (let row = begin; row < end; row++) {
      const from = samples.stackOffsets[row]!;
      const to = samples.stackOffsets[row + 1]!;
      let first = from;
      while (first < to && linesStart[samples.stacks[first]!]! < 0) first++;
      selection.keepRange(row, first < to ? first : from, to);
    }
  };
  yield* byRows(samples.length, cut, samplesInPart);
  const keepsLine = (location: number, line: number) => line >= linesStart[location]!;
  return { ...profile, locations: filterLines(locations, keepsLine), samples: selection.finish() };
}
