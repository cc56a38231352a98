import { FlamebenchError } from '../../proto/errors';

/** How an option's value is written. */
type Kind = 'text' | 'flag' | 'whole' | 'number';

interface OptionRow {
  readonly kind: Kind;
  readonly initial: string | boolean | number;
  /** The only values it takes; each is also a flag of its own (`-cum`, `-lines`). */
  readonly choices?: readonly string[];
  /** What stands for its value in help: 'regexp'. */
  readonly value?: string;
  readonly help: string;
}

interface TextRow {
  readonly kind: 'text';
  readonly initial: string;
  readonly value: string;
  readonly help: string;
}

const text = (value: string, help: string, initial = ''): TextRow => ({
  kind: 'text',
  initial,
  value,
  help,
});
const flag = (help: string, initial = false): { kind: 'flag'; initial: boolean; help: string } => ({
  kind: 'flag',
  initial,
  help,
});
const whole = (help: string, initial: number) => ({ kind: 'whole' as const, initial, help });
const number = (help: string, initial: number) => ({ kind: 'number' as const, initial, help });

/** Every option of reports, by the name that pprof gives it. */
export const reportOptions = {
  output: text('FILE', 'File to write the report to'),
  call_tree: flag('Keep a function apart by the path that led to it'),
  relative_percentages: flag('Percentages of what the filters left, not of the whole profile'),
  unit: text(
    'UNIT',
    'Unit of values: minimum (one for all), auto (one for each), or a unit such as ms or MB',
    'minimum',
  ),
  compact_labels: flag('Leave out what the header says of the profile'),
  source_path: text('FOLDERS', 'Folders to look for sources in, separated by colons'),
  trim_path: text('FOLDERS', 'Prefixes to cut off source paths, separated by colons'),
  intel_syntax: flag('Assembly in Intel syntax'),
  mean: flag('Value per event: divided by the first sample type'),
  sample_index: text('TYPE', 'Sample type to report, by name or by number from 0'),
  divide_by: number('Divide all values by this', 1),
  normalize: flag('Scale the profile so that its sum equals that of its base'),
  sort: { kind: 'text' as const, initial: 'flat', choices: ['flat', 'cum'], help: 'Order of entries' },
  tagroot: text('KEYS', 'Label keys, separated by commas, whose values become frames at the root'),
  tagleaf: text('KEYS', 'Label keys, separated by commas, whose values become frames at the leaf'),
  drop_negative: flag('Leave out entries below zero'),
  nodecount: whole('Most entries to show; -1 = what suits the report', -1),
  nodefraction: number('Leave out entries below this part of the total', 0.005),
  edgefraction: number('Leave out calls below this part of the total', 0.001),
  trim: flag('Apply nodecount, nodefraction and edgefraction', true),
  focus: text('REGEXP', 'Only samples with a frame that matches'),
  ignore: text('REGEXP', 'No samples with a frame that matches'),
  prune_from: text('REGEXP', 'Cut off what matching frames call'),
  hide: text('REGEXP', 'Leave out matching frames'),
  show: text('REGEXP', 'Only matching frames'),
  show_from: text('REGEXP', 'Cut off what calls the first matching frame'),
  tagfocus: text(
    'REGEXP|RANGE',
    'Only samples with a label that matches, or lies in a range such as 1kb:10kb',
  ),
  tagignore: text('REGEXP|RANGE', 'No samples with a label that matches or lies in a range'),
  tagshow: text('REGEXP', 'Only labels whose key matches'),
  taghide: text('REGEXP', 'No labels whose key matches'),
  noinlines: flag('Count inlined functions as the function they are in'),
  showcolumns: flag('Columns behind line numbers'),
  granularity: {
    kind: 'text' as const,
    initial: '',
    choices: ['functions', 'filefunctions', 'files', 'lines', 'addresses'],
    help: 'What an entry stands for',
  },
} satisfies Record<string, OptionRow>;

export type OptionName = keyof typeof reportOptions;

type ValueOf<K extends Kind> = K extends 'flag' ? boolean : K extends 'text' ? string : number;

/** A value for every option. */
export type ReportOptions = { readonly [N in OptionName]: ValueOf<(typeof reportOptions)[N]['kind']> };

export const optionNames = Object.keys(reportOptions) as OptionName[];

/** What each choice means, for help. */
export const choiceHelp: Readonly<Record<string, string>> = {
  flat: 'By own value',
  cum: 'By value with callees',
  functions: 'A function, whatever file it is in',
  filefunctions: 'A function of a file',
  files: 'A source file',
  lines: 'A source line',
  addresses: 'An address',
};

export function defaultOptions(): ReportOptions {
  const options: Record<string, unknown> = {};
  for (const name of optionNames) options[name] = reportOptions[name].initial;
  return options as ReportOptions;
}

/** The option that a name sets: itself, or the one it is a choice of; undefined where there is none. */
export function optionOf(name: string): OptionName | undefined {
  return optionNames.find((option) => option === name || choicesOf(option).includes(name));
}

/** What stands for an option's value in help: 'REGEXP', or the value it starts with. */
export function valueName(option: OptionName): string {
  const row: OptionRow = reportOptions[option];
  return row.kind === 'flag' ? 'true|false' : (row.choices?.join('|') ?? row.value ?? String(row.initial));
}

export function choicesOf(option: OptionName): readonly string[] {
  const row: OptionRow = reportOptions[option];
  return row.choices ?? [];
}

/**
 * The options with one more set, as flags and shells write it: `setOption(o, 'focus', 'main')`,
 * `setOption(o, 'cum', 'true')`.
 * @throws FlamebenchError 'bad-argument'
 */
export function setOption(options: ReportOptions, name: string, value: string): ReportOptions {
  const option = optionOf(name);
  if (option === undefined) throw bad(name, 'there is no such option');
  if (option === name) return { ...options, [option]: parse(option, value) };
  if (!parseFlag(name, value)) throw bad(name, `it is one choice of ${option}, and can only be chosen`);
  return { ...options, [option]: name };
}

function parse(option: OptionName, value: string): string | boolean | number {
  const row: OptionRow = reportOptions[option];
  switch (row.kind) {
    case 'flag':
      return parseFlag(option, value);
    case 'text':
      if (row.choices !== undefined && !row.choices.includes(value)) {
        throw bad(option, `it is one of ${row.choices.join(', ')}, not '${value}'`);
      }
      return value;
    default: {
      const parsed = Number(value);
      const fine =
        value.trim() !== '' && (row.kind === 'whole' ? Number.isSafeInteger(parsed) : !Number.isNaN(parsed));
      if (!fine) throw bad(option, `'${value}' is not a ${row.kind === 'whole' ? 'whole ' : ''}number`);
      return parsed;
    }
  }
}

const yes = new Set(['true', 't', 'yes', 'y', '1', '']);
const no = new Set(['false', 'f', 'no', 'n', '0']);

function parseFlag(name: string, value: string): boolean {
  const word = value.toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw bad(name, `'${value}' is neither true nor false`);
}

function bad(name: string, reason: string): FlamebenchError {
  return new FlamebenchError('bad-argument', name, { reason });
}
