import {
  emptyLine,
  type ListField,
  listFields,
  listFlags,
  type RecordLine,
  type SwitchField,
  switchFields,
  switchFlags,
  type ValueField,
  valueFields,
  valueFlags,
} from './flags';
import { type SplitError, splitWords } from './shell';

/** Why a command line was not understood; the words are for whoever shows it. */
export type LineError =
  | { readonly kind: SplitError | 'empty' | 'not-record' }
  | { readonly kind: 'unknown' | 'no-value' | 'value' | 'twice' | 'operand'; readonly word: string };

export type ReadLine =
  | { readonly ok: true; readonly line: RecordLine }
  | { readonly ok: false; readonly error: LineError };

type Flag =
  | { readonly takes: 'value'; readonly field: ValueField }
  | { readonly takes: 'nothing'; readonly field: SwitchField }
  | { readonly takes: 'values'; readonly field: ListField };

const flags = new Map<string, Flag>([
  ...valueFields.map((field) => [valueFlags[field], { takes: 'value', field }] as const),
  ...switchFields.map((field) => [switchFlags[field], { takes: 'nothing', field }] as const),
  ...listFields.map((field) => [listFlags[field], { takes: 'values', field }] as const),
]);

/** Reads a command line as pasted: with or without what starts the program, `$` and prompt left out. */
export function readRecordCommand(command: string): ReadLine {
  const split = splitWords(command.replace(/^\s*\$\s+/, ''));
  if (!split.ok) return fail({ kind: split.error });
  const words = split.words;
  if (words.length === 0) return fail({ kind: 'empty' });
  const verb = words.indexOf('record');
  // 'flamebench record', 'node dist/cli.cjs record': what starts the program is at most two words.
  if (verb < 0 || verb > 2) return fail({ kind: 'not-record' });
  return readRecordWords(words.slice(verb + 1));
}

/** Reads the words that follow `record`. */
function readRecordWords(words: readonly string[]): ReadLine {
  const line: { -readonly [F in keyof RecordLine]: RecordLine[F] } = { ...emptyLine };
  const given = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      line.scriptArgs = words.slice(i + 1);
      break;
    }
    if (!word.startsWith('--')) {
      if (word.startsWith('-') && word !== '-') return fail({ kind: 'unknown', word });
      if (line.url !== '') return fail({ kind: 'operand', word });
      line.url = word;
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const flag = flags.get(name);
    if (flag === undefined) return fail({ kind: 'unknown', word: `--${name}` });
    if (flag.takes === 'nothing') {
      if (equals >= 0) return fail({ kind: 'value', word: `--${name}` });
      line[flag.field] = true;
      continue;
    }
    let value = word.slice(equals + 1);
    if (equals < 0) {
      const next = words[++i];
      if (next === undefined || next.startsWith('--')) return fail({ kind: 'no-value', word: `--${name}` });
      value = next;
    }
    if (flag.takes === 'values') line[flag.field] = [...line[flag.field], value];
    else if (given.has(name)) return fail({ kind: 'twice', word: `--${name}` });
    else line[flag.field] = value;
    given.add(name);
  }
  return { ok: true, line };
}

function fail(error: LineError): ReadLine {
  return { ok: false, error };
}
