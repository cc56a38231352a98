import type { Profile } from '../../model/profile';
import { byRows, samplesInPart, type Work } from '../../work/work';
import type { TextPattern } from '../regexp';
import { filterLines, SampleSelection, StringMatcher } from './select';

export interface NamePatterns {
  readonly focus: TextPattern | null;
  readonly ignore: TextPattern | null;
  readonly hide: TextPattern | null;
  readonly show: TextPattern | null;
}

/** A filtered profile, and which options found nothing to act on. */
export interface Filtered {
  readonly profile: Profile;
  readonly unmatched: readonly string[];
}

/** What a location says about the samples it is in. */
const verdict = { none: 0, focused: 1, ignored: 2 } as const;

/**
 * focus, ignore, hide and show, of which each matches functions, files and binaries.
 *
 * A sample stays when one of its locations is focused and none ignored; where one is both, it is ignored.
 * hide and show take away inline lines, locations that lose all of them, and samples that lose all locations.
 */
export function* filterByName(profile: Profile, patterns: NamePatterns): Work<Filtered> {
  const { focus, ignore, hide, show } = patterns;
  if (focus === null && ignore === null && hide === null && show === null) return { profile, unmatched: [] };
  const { locations, samples } = profile;
  const matcher = (pattern: TextPattern | null) =>
    pattern && new StringMatcher(profile, (text) => pattern.test(text));
  const [focused, ignored, hidden, shown] = [matcher(focus), matcher(ignore), matcher(hide), matcher(show)];
  const { lineOffsets } = locations;
  const isMatched = (by: StringMatcher, location: number) => {
    for (let line = lineOffsets[location]!; line < lineOffsets[location + 1]!; line++) {
      if (by.line(line)) return true;
    }
    return by.mapping(location);
  };
  const keepsLine = (location: number, line: number) => {
    if (hidden !== null && (hidden.mapping(location) || hidden.line(line))) return false;
    if (shown === null || shown.mapping(location)) return true;
    return locations.lines.function[line]! < 0 || shown.line(line);
  };

  const verdicts = new Uint8Array(locations.length);
  const isGone = new Uint8Array(locations.length);
  const matched = { focus: false, ignore: false, hide: false, show: false };
  for (let location = 0; location < locations.length; location++) {
    if (ignored !== null && isMatched(ignored, location)) {
      matched.ignore = true;
      verdicts[location] = verdict.ignored;
    } else if (focused === null || isMatched(focused, location)) {
      matched.focus = true;
      verdicts[location] = verdict.focused;
    }
    const hides = hidden !== null && isMatched(hidden, location);
    if (hides) matched.hide = true;
    if (!hides && shown === null) continue;
    let keeps = false;
    for (let line = lineOffsets[location]!; line < lineOffsets[location + 1]!; line++) {
      if (keepsLine(location, line)) keeps = true;
    }
    if (!keeps) isGone[location] = 1;
    else if (shown !== null) matched.show = true;
  }

  const selection = new SampleSelection(samples);
  const choose = (first: number, end: number) => {
    for (let row = first; row < end; row++) {
      const from = samples.stackOffsets[row]!;
      const to = samples.stackOffsets[row + 1]!;
      let isFocused = false;
      let isIgnored = false;
      for (let i = from; i < to; i++) {
        const said = verdicts[samples.stacks[i]!];
        if (said === verdict.focused) isFocused = true;
        else if (said === verdict.ignored) isIgnored = true;
      }
      if (!isFocused || isIgnored) continue;
      for (let i = from; i < to; i++) {
        const location = samples.stacks[i]!;
        if (isGone[location] === 0) selection.push(location);
      }
      if (selection.pushed > 0) selection.keep(row);
    }
  };
  yield* byRows(samples.length, choose, samplesInPart);
  const names = ['focus', 'ignore', 'hide', 'show'] as const;
  return {
    profile: {
      ...profile,
      locations: hidden === null && shown === null ? locations : filterLines(locations, keepsLine),
      samples: selection.finish(),
    },
    unmatched: names.filter((name) => patterns[name] !== null && !matched[name]),
  };
}

/**
 * show_from: cuts off what lies above the matching frame nearest the root; samples without one go.
 * Inlined lines of the matching location go too, unless its binary is what matches.
 */
export function* showFrom(profile: Profile, pattern: TextPattern | null): Work<Filtered> {
  if (pattern === null) return { profile, unmatched: [] };
  const { locations, samples } = profile;
  const { lineOffsets } = locations;
  const matcher = new StringMatcher(profile, (text) => pattern.test(text));
  /** Per location: end of the lines that stay; -1 where it does not match. */
  const linesEnd = new Int32Array(locations.length).fill(-1);
  let matched = false;
  for (let location = 0; location < locations.length; location++) {
    const to = lineOffsets[location + 1]!;
    if (matcher.mapping(location)) linesEnd[location] = to;
    for (let line = to - 1; line >= lineOffsets[location]! && linesEnd[location]! < 0; line--) {
      if (matcher.line(line)) linesEnd[location] = line + 1;
    }
    if (linesEnd[location]! >= 0) matched = true;
  }
  const selection = new SampleSelection(samples);
  const cut = (first: number, end: number) => {
    for (let row = first; row < end; row++) {
      const from = samples.stackOffsets[row]!;
      let last = samples.stackOffsets[row + 1]! - 1;
      while (last >= from && linesEnd[samples.stacks[last]!]! < 0) last--;
      if (last >= from) selection.keepRange(row, from, last + 1);
    }
  };
  yield* byRows(samples.length, cut, samplesInPart);
  const keepsLine = (location: number, line: number) => linesEnd[location]! < 0 || line < linesEnd[location]!;
  return {
    profile: { ...profile, locations: filterLines(locations, keepsLine), samples: selection.finish() },
    unmatched: matched ? [] : ['show_from'],
  };
}
