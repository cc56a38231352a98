import { FlamebenchError } from '../../proto/errors';
import type { Profile } from '../model/profile';
import { withoutUnused } from '../model/without-unused';
import { atOnce, type Work, within } from '../work/work';
import { type CommandRules, commandOptions, commands } from './commands';
import type { ReportContext, ReportOutput, ReportPlace } from './context';
import { aggregate } from './filters/aggregate';
import { filterByName, showFrom } from './filters/names';
import { pruneFrom } from './filters/prune';
import { addTagFrames } from './filters/tag-frames';
import { filterByTag, filterTags, tagFilter } from './filters/tags';
import { labelUnits } from './labels';
import type { ReportOptions } from './options';
import { goRegExp, optionRegExp } from './regexp';
import { chooseSamples, totalOf } from './sample-values';

export interface ReportRequest {
  /** Name of a command, and what follows it: the pattern of peek. */
  readonly command: string;
  readonly parameter?: string;
  readonly options: ReportOptions;
  readonly place: ReportPlace;
}

export interface Report {
  readonly output: ReportOutput;
  /** What a person should know beside the report, such as a filter that matches nothing. */
  readonly notes: readonly string[];
}

/**
 * A report as pprof makes it of the same profile, command and options.
 *
 * @throws FlamebenchError 'bad-argument' for an unknown command, a broken pattern, a sample type that is not
 *   there, a peek that matches nothing.
 */
export function runReport(profile: Profile, request: ReportRequest): Report {
  return atOnce(makeReport(profile, request));
}

/** {@link runReport} in parts. */
export function* makeReport(profile: Profile, request: ReportRequest): Work<Report> {
  const name = request.command;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new FlamebenchError('bad-argument', name, { reason: 'there is no such report' });
  const { context, notes } = yield* within(0, 0.1, reportContext(profile, command, request));
  const output = yield* within(0.1, 0.9, command.report(context));
  if (output.kind !== 'profile' || context.profile === profile) return { output, notes };
  // A profile that is handed on says nothing of what was filtered away.
  const part = yield* within(0.9, 1, withoutUnused(output.profile));
  return { output: { ...output, profile: part }, notes };
}

/**
 * What a report is made of: the profile filtered and aggregated as the command and the options ask.
 * @throws FlamebenchError as {@link runReport}
 */
export function* reportContext(
  profile: Profile,
  command: CommandRules,
  { command: name, parameter, options, place }: ReportRequest,
): Work<{ readonly context: ReportContext; readonly notes: readonly string[] }> {
  if (options.divide_by === 0) throw new FlamebenchError('bad-argument', 'divide_by', { reason: 'it is 0' });
  const notes: string[] = [];
  const { units, ignored } = labelUnits(profile);
  for (const [key, others] of ignored) {
    notes.push(`Label ${key} is read in ${units.get(key)}; there are values in ${others.join(', ')}, too.`);
  }
  const adjusted = commandOptions(command, options);
  const note = ({ profile: next, unmatched }: { profile: Profile; unmatched: readonly string[] }) => {
    for (const filter of unmatched) notes.push(`Option ${filter} matches no samples.`);
    return next;
  };
  const framing = addTagFrames(profile, adjusted.tagroot, adjusted.tagleaf, adjusted.unit);
  const framed = note(yield* within(0, 0.2, framing));
  const choice = chooseSamples(framed, adjusted.sample_index, adjusted.mean);
  const filtered = yield* applyFilters(framed, adjusted, units, notes, note);
  const context: ReportContext = {
    profile: aggregate(filtered, adjusted),
    options: adjusted,
    choice,
    total: totalOf(adjusted.relative_percentages ? filtered : framed, choice),
    labelUnits: units,
    symbol: parameter === undefined ? null : goRegExp(parameter, name),
    outputUnit: adjusted.unit,
    place,
  };
  return { context, notes };
}

/** The filters in pprof's order. */
function* applyFilters(
  profile: Profile,
  options: ReportOptions,
  units: ReadonlyMap<string, string>,
  notes: string[],
  note: (filtered: { profile: Profile; unmatched: readonly string[] }) => Profile,
): Work<Profile> {
  const pattern = (
    name: 'focus' | 'ignore' | 'hide' | 'show' | 'show_from' | 'prune_from' | 'tagshow' | 'taghide',
  ) => optionRegExp(options[name], name);
  const [focus, ignore, hide, show] = [pattern('focus'), pattern('ignore'), pattern('hide'), pattern('show')];
  const named = note(yield* within(0.2, 0.4, filterByName(profile, { focus, ignore, hide, show })));
  const from = note(yield* within(0.4, 0.5, showFrom(named, pattern('show_from'))));
  const byTag = (name: 'tagfocus' | 'tagignore') => {
    if (options[name] === '') return null;
    const { matches, isRange } = tagFilter(from, name, options[name], units);
    if (isRange) notes.push(`${name}: '${options[name]}' is read as a range of numbers.`);
    return matches;
  };
  const tagging = filterByTag(from, byTag('tagfocus'), byTag('tagignore'));
  const tagged = note(yield* within(0.5, 0.8, tagging));
  const shown = note(filterTags(tagged, pattern('tagshow'), pattern('taghide')));
  return yield* within(0.8, 1, pruneFrom(shown, pattern('prune_from')));
}
