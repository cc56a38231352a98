import type { Profile } from '../../../../engine/model/profile';
import { choicesOf, optionNames, reportOptions } from '../../../../engine/pprof/options';
import { reportNamed, reports } from '../reports';

/** Completions for the end of a line: what may stand there, and the part of the line that it replaces. */
export type Complete = (line: string) => readonly [candidates: readonly string[], replaced: string];

/** More are no help on a screen; only what they have in common is put in. */
const mostShown = 200;

const ownWords = ['help', 'options', 'quit', 'exit'];

/**
 * Completes commands and options at the start of a line, values of options that have choices, and names of
 * functions behind a command.
 */
export function createComplete(profile: Profile): Complete {
  const optionWords = [...optionNames, ...optionNames.flatMap((name) => [...choicesOf(name)])];
  const words = [...new Set([...Object.keys(reports), ...optionWords, ...ownWords])].sort();
  const types = profile.sampleTypes.map(({ type }) => type);
  let functions: readonly string[] | undefined;
  const functionsNow = () => {
    functions ??= functionPatterns(profile);
    return functions;
  };

  return (line) => {
    const assignment = /^\s*(\w+)\s*=\s*(\S*)$/.exec(line);
    if (assignment !== null) {
      const [, name, value] = assignment;
      const option = optionNames.find((each) => each === name);
      if (option === undefined) return [[], ''];
      const values = option === 'sample_index' ? types : choicesOf(option);
      return [byPrefix(values, value!), value!];
    }
    const parts = line.trimStart().split(/\s+/);
    const last = parts.at(-1)!;
    if (parts.length === 1) return [withNext(byPrefix([...words, ...types], last.toLowerCase())), last];
    if (parts[0] === 'help') return [parts.length === 2 ? byPrefix(words, last) : [], last];
    const command = parts[0]!.replace(/\d+$/, '');
    if (reportNamed(command) === undefined || command === 'tags') return [[], last];
    const [, sign, typed] = /^(-?)(.*)$/s.exec(last)!;
    return [byName(functionsNow(), typed!).map((name) => sign! + name), last];
  };
}

/** What must follow the only word that fits is put in with it. */
function withNext(fitting: readonly string[]): readonly string[] {
  const [word] = fitting;
  if (word === undefined || fitting.length > 1) return fitting;
  if (reportNamed(word)?.parameter !== undefined || word === 'help') return [`${word} `];
  const option = optionNames.find((name) => name === word);
  return option !== undefined && reportOptions[option].kind !== 'flag' ? [`${word}=`] : fitting;
}

/** Each function once, as a pattern that matches it: operators escaped, spaces as dots, for they part words. */
function functionPatterns({ functions, strings }: Profile): string[] {
  const names = new Set(Array.from(functions.name.subarray(0, functions.length), (row) => strings.get(row)));
  names.delete('');
  return [...names].map((name) => name.replace(/[\\()[\]{}*+?|^$]/g, '\\$&').replace(/\s/g, '.')).sort();
}

function byPrefix(words: readonly string[], typed: string): readonly string[] {
  return words.filter((word) => word.startsWith(typed));
}

/** Names that start as typed; else the only one that contains it. */
function byName(names: readonly string[], typed: string): readonly string[] {
  const starting = byPrefix(names, typed);
  if (starting.length > mostShown) return [commonStart(starting)];
  if (starting.length > 0) return starting;
  const containing = names.filter((name) => name.includes(typed));
  return containing.length === 1 ? containing : [];
}

/** Of sorted words. */
function commonStart(words: readonly string[]): string {
  const first = words[0]!;
  const last = words.at(-1)!;
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}
