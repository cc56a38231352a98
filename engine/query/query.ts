import type { Profile } from '../model/profile';
import { aggregate } from '../pprof/filters/aggregate';
import { filterByName, showFrom } from '../pprof/filters/names';
import { pruneFrom } from '../pprof/filters/prune';
import { addTagFrames } from '../pprof/filters/tag-frames';
import { filterByTag, tagFilter } from '../pprof/filters/tags';
import { labelUnits } from '../pprof/labels';
import { optionRegExp } from '../pprof/regexp';
import { type Work, within } from '../work/work';
import { type Granularity, nameBy } from './granularity';

/**
 * What of a profile is looked at, in the words of pprof's options and with their meaning. An empty text
 * filters nothing.
 */
export interface Query {
  readonly focus: string;
  readonly ignore: string;
  readonly hide: string;
  readonly show: string;
  readonly showFrom: string;
  readonly pruneFrom: string;
  /** A pattern for labels, or a range such as 1kb:10kb; `key=` in front names the label. */
  readonly tagFocus: string;
  readonly tagIgnore: string;
  /** Label keys, separated by commas, whose values become frames at the root or at the leaf. */
  readonly tagRoot: string;
  readonly tagLeaf: string;
  readonly noInlines: boolean;
  /** What tells two frames apart. */
  readonly granularity: Granularity;
}

export const emptyQuery: Query = {
  focus: '',
  ignore: '',
  hide: '',
  show: '',
  showFrom: '',
  pruneFrom: '',
  tagFocus: '',
  tagIgnore: '',
  tagRoot: '',
  tagLeaf: '',
  noInlines: false,
  granularity: 'functions',
};

/**
 * The profile as the query leaves it; names, lines and addresses stay as they are at
 * granularity 'functions', and are said in the names at any other. Filters act in pprof's order.
 *
 * @returns with it the options, by pprof's names, that found nothing to act on
 * @throws FlamebenchError 'bad-argument' for a pattern that is no regular expression of Go's
 */
export function* applyQuery(
  profile: Profile,
  query: Query,
): Work<{ readonly profile: Profile; readonly unmatched: readonly string[] }> {
  const unmatched: string[] = [];
  const note = (filtered: { profile: Profile; unmatched: readonly string[] }) => {
    unmatched.push(...filtered.unmatched);
    return filtered.profile;
  };
  const { units } = labelUnits(profile);
  const framed = note(yield* within(0, 0.3, addTagFrames(profile, query.tagRoot, query.tagLeaf, 'minimum')));
  const names = {
    focus: optionRegExp(query.focus, 'focus'),
    ignore: optionRegExp(query.ignore, 'ignore'),
    hide: optionRegExp(query.hide, 'hide'),
    show: optionRegExp(query.show, 'show'),
  };
  const named = note(yield* within(0.3, 0.5, filterByName(framed, names)));
  const begin = optionRegExp(query.showFrom, 'show_from');
  const from = note(yield* within(0.5, 0.6, showFrom(named, begin)));
  const byTag = (name: 'tagfocus' | 'tagignore', text: string) =>
    text === '' ? null : tagFilter(from, name, text, units).matches;
  const [focus, ignore] = [byTag('tagfocus', query.tagFocus), byTag('tagignore', query.tagIgnore)];
  const tagged = note(yield* within(0.6, 0.8, filterByTag(from, focus, ignore)));
  const end = optionRegExp(query.pruneFrom, 'prune_from');
  const pruned = yield* within(0.8, 1, pruneFrom(tagged, end));
  const inlined = query.noInlines
    ? aggregate(pruned, { granularity: 'addresses', noinlines: true, showcolumns: true })
    : pruned;
  return { profile: nameBy(inlined, query.granularity), unmatched };
}
