import { FlamebenchError } from '../../../proto/errors';
import type { Profile } from '../../model/profile';
import { scale } from '../../units/measure';
import { byRows, samplesInPart, type Work } from '../../work/work';
import { isNumberLabel, isTextLabel } from '../labels';
import { goRegExp, type TextPattern } from '../regexp';
import type { Filtered } from './names';
import { filterLabels, SampleSelection } from './select';

/** Whether a sample, given by its row, has a label that is asked for. */
export type TagFilter = (sample: number) => boolean;

type Units = ReadonlyMap<string, string>;

/**
 * The filter that tagfocus and tagignore write as `[key=]value`. The value is a range of numbers (`32kb`,
 * `4mb:`, `:64kb`, `12kb:64mb`; bounds belong to it), or a comma-separated list of regular expressions. With a
 * key, one of its values must match one of the list; without, each of the list must match some 'key:value'.
 *
 * @throws FlamebenchError 'bad-argument' for a broken pattern.
 */
export function tagFilter(
  profile: Profile,
  name: string,
  value: string,
  units: Units,
): { readonly matches: TagFilter; readonly isRange: boolean } {
  const equals = value.indexOf('=');
  const wantedKey = value.slice(0, Math.max(equals, 0));
  const wanted = value.slice(equals + 1);
  const range = parseRange(wanted, name);
  if (range !== null) return { matches: rangeFilter(profile, wantedKey, range, units), isRange: true };
  const patterns = wanted.split(',').map((pattern) => goRegExp(pattern, name));
  return { matches: textFilter(profile, wantedKey, patterns), isRange: false };
}

function rangeFilter(profile: Profile, wantedKey: string, range: Range, units: Units): TagFilter {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  return (sample) => {
    for (let label = labelOffsets[sample]!; label < labelOffsets[sample + 1]!; label++) {
      if (!isNumberLabel(profile, label)) continue;
      const key = strings.get(labels.key[label]!);
      if (wantedKey !== '' && key !== wantedKey) continue;
      if (range(Number(labels.num[label]!), units.get(key) ?? '')) return true;
    }
    return false;
  };
}

function textFilter(profile: Profile, wantedKey: string, patterns: readonly TextPattern[]): TagFilter {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  const withKey = wantedKey !== '';
  /** Per (key, value) which patterns match, one bit each in a list. */
  const known = new Map<number, readonly boolean[]>();
  const verdicts = (label: number) => {
    const pair = labels.key[label]! * strings.length + labels.str[label]!;
    let found = known.get(pair);
    if (found === undefined) {
      const key = strings.get(labels.key[label]!);
      const text = strings.get(labels.str[label]!);
      found = patterns.map((p) => (withKey ? key === wantedKey && p.test(text) : p.test(`${key}:${text}`)));
      known.set(pair, found);
    }
    return found;
  };
  return (sample) => {
    const matched = patterns.map(() => false);
    for (let label = labelOffsets[sample]!; label < labelOffsets[sample + 1]!; label++) {
      if (!isTextLabel(profile, label)) continue;
      verdicts(label).forEach((is, i) => {
        if (is) matched[i] = true;
      });
    }
    return withKey ? matched.includes(true) : !matched.includes(false);
  };
}

type Range = (value: number, unit: string) => boolean;

/** null where the text is no range. */
function parseRange(text: string, name: string): Range | null {
  const bounds = [...text.matchAll(/([+-]?[0-9]+)([A-Za-z]+)?/g)].slice(0, 2);
  const [first, second] = bounds;
  if (first === undefined) return null;
  const low = scale(wholeNumber(first[1]!, name), first[2] ?? '', first[2] ?? '');
  const within = (test: (scaled: number) => boolean): Range => {
    return (value, unit) => {
      const scaled = scale(value, unit, low.unit);
      return scaled.unit === low.unit && test(scaled.value);
    };
  };
  if (second === undefined) {
    if (text === first[0]) return within((value) => value === low.value);
    if (text === `${first[0]}:`) return within((value) => value >= low.value);
    if (text === `:${first[0]}`) return within((value) => value <= low.value);
    return null;
  }
  if (text !== `${first[0]}:${second[0]}`) return null;
  const high = scale(wholeNumber(second[1]!, name), second[2] ?? '', low.unit);
  return high.unit === low.unit ? within((value) => value >= low.value && value <= high.value) : null;
}

function wholeNumber(digits: string, name: string): number {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value;
  throw new FlamebenchError('bad-argument', name, { reason: `${digits} is too large a number` });
}

/** tagfocus and tagignore: samples by their labels. */
export function* filterByTag(
  profile: Profile,
  focus: TagFilter | null,
  ignore: TagFilter | null,
): Work<Filtered> {
  if (focus === null && ignore === null) return { profile, unmatched: [] };
  const { samples } = profile;
  const selection = new SampleSelection(samples);
  let focused = false;
  let ignored = false;
  const choose = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const isFocused = focus?.(row) ?? true;
      const isIgnored = ignore?.(row) ?? false;
      focused ||= isFocused;
      ignored ||= isIgnored;
      if (isFocused && !isIgnored) {
        selection.keepRange(row, samples.stackOffsets[row]!, samples.stackOffsets[row + 1]!);
      }
    }
  };
  yield* byRows(samples.length, choose, samplesInPart);
  const unmatched: string[] = [];
  if (focus !== null && !focused) unmatched.push('tagfocus');
  if (ignore !== null && !ignored) unmatched.push('tagignore');
  return { profile: { ...profile, samples: selection.finish() }, unmatched };
}

/** tagshow and taghide: labels by their keys. */
export function filterTags(profile: Profile, show: TextPattern | null, hide: TextPattern | null): Filtered {
  if (show === null && hide === null) return { profile, unmatched: [] };
  const { labels } = profile.samples;
  const keys = new Map<number, boolean>();
  let shown = false;
  let hidden = false;
  const samples = filterLabels(profile.samples, (label) => {
    const key = labels.key[label]!;
    let keeps = keys.get(key);
    if (keeps === undefined) {
      const name = profile.strings.get(key);
      const isShown = show?.test(name) ?? true;
      const isHidden = hide?.test(name) ?? false;
      shown ||= isShown;
      hidden ||= isHidden;
      keeps = isShown && !isHidden;
      keys.set(key, keeps);
    }
    return keeps;
  });
  const unmatched: string[] = [];
  if (show !== null && !shown) unmatched.push('tagshow');
  if (hide !== null && !hidden) unmatched.push('taghide');
  return { profile: { ...profile, samples }, unmatched };
}
