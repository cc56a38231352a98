import { goRegExp } from '../../../engine/pprof/regexp';
import { type Granularity, granularities } from '../../../engine/query/granularity';
import { emptyQuery, type Query } from '../../../engine/query/query';
import { FlamebenchError } from '../../../proto/errors';

/** Filters as a person writes and reads them: one option of pprof's each. Pure. */

type TextOption = Exclude<keyof Query, 'noInlines' | 'granularity'>;

/** An option of the query, and how pprof's command line calls it. */
interface FilterOption {
  readonly option: TextOption;
  readonly flag: string;
  /** 'pattern' = must be a regular expression; 'labels' = patterns or ranges of labels; 'keys' = names of labels. */
  readonly takes: 'pattern' | 'labels' | 'keys';
}

export const filterOptions: readonly FilterOption[] = [
  { option: 'focus', flag: 'focus', takes: 'pattern' },
  { option: 'ignore', flag: 'ignore', takes: 'pattern' },
  { option: 'hide', flag: 'hide', takes: 'pattern' },
  { option: 'show', flag: 'show', takes: 'pattern' },
  { option: 'showFrom', flag: 'show_from', takes: 'pattern' },
  { option: 'pruneFrom', flag: 'prune_from', takes: 'pattern' },
  { option: 'tagFocus', flag: 'tagfocus', takes: 'labels' },
  { option: 'tagIgnore', flag: 'tagignore', takes: 'labels' },
  { option: 'tagRoot', flag: 'tagroot', takes: 'keys' },
  { option: 'tagLeaf', flag: 'tagleaf', takes: 'keys' },
];

/** One filter that is set. */
export interface Chip {
  readonly option: keyof Query;
  /** As pprof calls it: the chip's words and what a person types. */
  readonly flag: string;
  /** '' for a switch. */
  readonly value: string;
}

export function chipsOf(query: Query): readonly Chip[] {
  const chips: Chip[] = filterOptions
    .filter(({ option }) => query[option] !== '')
    .map(({ option, flag }) => ({ option, flag, value: query[option] }));
  if (query.noInlines) chips.push({ option: 'noInlines', flag: 'noinlines', value: '' });
  return chips;
}

/** The query without what a chip stands for. */
export function without(query: Query, { option }: Pick<Chip, 'option'>): Query {
  return { ...query, [option]: emptyQuery[option] };
}

/** Takes every filter away; what tells frames apart is no filter, and stays. */
export function withoutFilters(query: Query): Query {
  return { ...emptyQuery, granularity: query.granularity };
}

export type Typed =
  | { readonly ok: true; readonly change: Partial<Query> }
  | {
      readonly ok: false;
      readonly wrong: 'unknown' | 'empty' | 'pattern';
      readonly what: string;
      readonly reason: string;
    };

/**
 * What a person typed: `focus=regex`, with or without a dash, by pprof's name or ours (show_from, showFrom);
 * a pattern alone is a focus.
 */
export function parseFilter(text: string): Typed {
  const typed = text.trim();
  const plain = typed.replace(/^-{1,2}(?=\w)/, '');
  const [, name, value] = /^(\w+)\s*=\s*(.*)$/s.exec(plain) ?? [];
  if (name === undefined) {
    const word = plain.toLowerCase().replace(/_/g, '');
    if (word === 'noinlines') return { ok: true, change: { noInlines: true } };
    const asked = granularities.find((granularity) => granularity === word);
    if (asked !== undefined) return { ok: true, change: { granularity: asked } };
    return typed === '' ? wrong('empty', '') : patternOf('focus', 'focus', typed);
  }
  const called = name.toLowerCase().replace(/_/g, '');
  const known = filterOptions.find(
    ({ option, flag }) => option.toLowerCase() === called || flag.replace(/_/g, '') === called,
  );
  const bare = unquoted(value!);
  if (known === undefined) {
    // 'a=b' may be a pattern as it stands, but hardly is what was meant.
    return wrong('unknown', name);
  }
  if (bare === '') return wrong('empty', known.flag);
  if (known.takes === 'keys') return { ok: true, change: { [known.option]: bare } };
  // Of labels only what follows the key is a pattern, and a range is none.
  return known.takes === 'labels'
    ? { ok: true, change: { [known.option]: bare } }
    : patternOf(known.option, known.flag, bare);
}

function patternOf(option: TextOption, flag: string, pattern: string): Typed {
  const reason = brokenPattern(pattern);
  return reason === '' ? { ok: true, change: { [option]: pattern } } : wrong('pattern', flag, reason);
}

function wrong(kind: 'unknown' | 'empty' | 'pattern', what: string, reason = ''): Typed {
  return { ok: false, wrong: kind, what, reason };
}

/** What is wrong with a regular expression; '' = nothing. */
export function brokenPattern(pattern: string): string {
  try {
    goRegExp(pattern, '');
    return '';
  } catch (thrown) {
    const reason = thrown instanceof FlamebenchError ? thrown.failure.facts.reason : thrown;
    return String(reason).replace(/^the pattern '.*' is (?:broken: )?/s, '');
  }
}

function unquoted(text: string): string {
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  return quoted === null ? text : quoted[2]!;
}

/** A pattern for exactly this name. */
export function exactly(name: string): string {
  return `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

/** A pattern for what either matches. */
export function either(pattern: string, other: string): string {
  if (pattern === '' || pattern === other) return other;
  return pattern.split('|').includes(other) ? pattern : `${pattern}|${other}`;
}

/** The name of the function behind a frame's name, which may say file, line and address too. */
export function functionName(name: string, file: string, granularity: Granularity): string {
  if (granularity === 'functions' || granularity === 'files' || file === '') return name;
  const at = name.lastIndexOf(` ${file}`);
  return at > 0 ? name.slice(0, at) : name;
}

/** The same filters for `pprof` on a command line; '' = none. */
export function pprofFlags(query: Query, sampleType: string, unit: string): string {
  const flags = chipsOf(query).map(({ flag, value }) =>
    value === '' ? `-${flag}` : `-${flag}=${shellQuoted(value)}`,
  );
  if (query.granularity !== 'functions') flags.push(`-${query.granularity}`);
  if (unit !== '') flags.push(`-unit=${shellQuoted(unit)}`);
  if (sampleType !== '') flags.unshift(`-sample_index=${shellQuoted(sampleType)}`);
  return flags.join(' ');
}

function shellQuoted(text: string): string {
  return /^[\w./:,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
