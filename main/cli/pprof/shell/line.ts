import {
  optionOf,
  type ReportOptions,
  reportOptions,
  setOption,
  valueName,
} from '../../../../engine/pprof/options';
import { FlamebenchError } from '../../../../proto/errors';
import type { ReportOrder } from '../print-report';
import { reportNamed } from '../reports';

/** What a line of the shell asks for. */
export type ShellAction =
  | { readonly kind: 'nothing' | 'quit' | 'options' }
  /** '' = everything. */
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  | { readonly kind: 'report'; readonly order: ReportOrder };

/** Entries that a table shows in the shell where nothing else is asked for. */
const shellRows = 10;

const largestCount = 2 ** 31 - 1;

/** What starts a remark behind an assignment, as the list of options shows them. */
export const remarkMark = '//:';

/**
 * One line as pprof's shell understands it: `option=value`, or a command with its arguments, which hold for
 * this report only: a number of entries, patterns to focus on, `-patterns` to ignore, `-cum`, `>file`.
 *
 * @param options as they are set
 * @throws FlamebenchError 'bad-argument'
 */
export function parseLine(line: string, options: ReportOptions): ShellAction {
  const assignment = parseAssignment(line);
  if (assignment !== null) return assignment;
  const [word = '', ...rest] = line.split(/\s+/).filter((each) => each !== '');
  switch (word) {
    case '':
      return { kind: 'nothing' };
    case 'o':
    case 'options':
      return { kind: 'options' };
    case 'q':
    case 'quit':
    case 'exit':
      return { kind: 'quit' };
    case 'help':
      return { kind: 'help', topic: rest.join(' ') };
    default:
      return { kind: 'report', order: parseCommand(word, rest, options) };
  }
}

function parseAssignment(line: string): ShellAction | null {
  const equals = line.indexOf('=');
  const name = (equals < 0 ? line : line.slice(0, equals)).trim();
  const option = optionOf(name);
  if (option === undefined) return null;
  const needsValue = option === name && reportOptions[option].kind !== 'flag';
  if (equals < 0 && needsValue) throw bad(name, `it needs a value, as in ${name}=${valueName(option)}`);
  const written = equals < 0 ? '' : line.slice(equals + 1);
  const remark = written.lastIndexOf(remarkMark);
  return { kind: 'set', name, value: (remark < 0 ? written : written.slice(0, remark)).trim() };
}

function parseCommand(word: string, rest: readonly string[], options: ReportOptions): ReportOrder {
  const { command, parameterName, count } = splitCommand(word, rest[0] ?? 'value');
  const args = count === undefined ? [...rest] : [count, ...rest];
  const parameter = parameterName === undefined ? undefined : args.shift();
  if (parameterName !== undefined && parameter === undefined) {
    throw bad(command, `it needs a ${parameterName}, as in ${command} main`);
  }
  return { command, parameter, options: withArguments(command, args, options) };
}

/** top10 is top with an argument. */
function splitCommand(
  word: string,
  example: string,
): { readonly command: string; readonly parameterName?: string | undefined; readonly count?: string } {
  const digits = /\d+$/.exec(word)?.[0] ?? '';
  const bare = word.slice(0, word.length - digits.length);
  const whole = reportNamed(word);
  if (whole !== undefined) return { command: word, parameterName: whole.parameter };
  const counted = digits === '' ? undefined : reportNamed(bare);
  if (counted !== undefined) return { command: bare, parameterName: counted.parameter, count: digits };
  if (optionOf(word) !== undefined) throw bad(word, `it is an option; did you mean ${word}=${example}?`);
  throw bad(word, "there is no such command; 'help' lists them");
}

function withArguments(command: string, args: readonly string[], options: ReportOptions): ReportOptions {
  let changed = options;
  const focus: string[] = [];
  const ignore: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (/^[+-]?\d+$/.test(word) && Math.abs(Number(word)) <= largestCount) {
      changed = { ...changed, nodecount: Number(word) };
    } else if (word.startsWith('>')) {
      const output = word === '>' ? args[++at] : word.slice(1);
      if (output === undefined) throw bad(command, 'the file behind > is missing');
      changed = { ...changed, output };
    } else if (word === '-cum' || word === '--cum') changed = setOption(changed, 'sort', 'cum');
    else if (word.startsWith('-')) ignore.push(word.slice(1));
    else focus.push(word);
  }
  const anyOf = (patterns: readonly string[]) => patterns.filter((pattern) => pattern !== '').join('|');
  const byTag = command === 'tags';
  if (anyOf(focus) !== '') changed = { ...changed, [byTag ? 'tagfocus' : 'focus']: anyOf(focus) };
  if (anyOf(ignore) !== '') changed = { ...changed, [byTag ? 'tagignore' : 'ignore']: anyOf(ignore) };
  const isTable = command === 'top' || command === 'text';
  return isTable && changed.nodecount === -1 ? { ...changed, nodecount: shellRows } : changed;
}

function bad(subject: string, reason: string): FlamebenchError {
  return new FlamebenchError('bad-argument', subject, { reason });
}
