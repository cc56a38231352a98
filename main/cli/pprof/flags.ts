import { sentence } from '../../../engine/advice/sentence';
import {
  choicesOf,
  defaultOptions,
  optionOf,
  type ReportOptions,
  reportOptions,
  setOption,
} from '../../../engine/pprof/options';
import { parseSymbolizeMode, type SymbolizeMode, symbolizeHelp } from '../../../engine/symbols/mode';
import { toFailure } from '../../../proto/errors';
import { UsageError } from '../verb';
import { reportNamed } from './reports';

/** A command line of pprof, understood. */
export interface PprofArguments {
  /** Name of a report; '' = none given. */
  readonly command: string;
  readonly parameter?: string;
  readonly options: ReportOptions;
  readonly sources: readonly string[];
  readonly bases: readonly string[];
  readonly isDiffBase: boolean;
  /** -1 = as the source has it. */
  readonly seconds: number;
  /** -1 = what suits the profile's length. */
  readonly timeoutSeconds: number;
  /** '' = none. */
  readonly comment: string;
  readonly buildId: string;
  /** PEM files for services over TLS; '' = none. */
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string };
  readonly keepsAllFrames: boolean;
  /** null = names stay as they are. */
  readonly symbolize: SymbolizeMode | null;
  /** Where symbolisers and disassemblers are, as PPROF_TOOLS; '' = where that says. */
  readonly tools: string;
  readonly wantsHelp: boolean;
  /** Where the window is served to a browser, host:port; '' = nowhere. */
  readonly http: string;
  readonly opensBrowser: boolean;
  /** Remarks on what was typed. */
  readonly notes: readonly string[];
}

/** Flags that are no options of reports, with what stands for their value; '' = none. */
export const sourceFlags: Readonly<Record<string, readonly [value: string, help: string]>> = {
  seconds: ['N', 'Length of profiles taken of a service'],
  timeout: ['N', 'Seconds to wait for a service'],
  base: ['SOURCE', 'Profile to subtract; may be given several times'],
  diff_base: ['SOURCE', 'Profile to compare with: percentages are of it; may be given several times'],
  add_comment: ['TEXT', "Added to the profile's comments"],
  buildid: ['ID', 'Build id of the program, where the profile names none'],
  http: ['HOST:PORT', 'Show the profile in a browser, served there; of the two either may be left out'],
  no_browser: ['', 'With -http: open no browser'],
  tls_ca: ['FILE', 'Certificate, in PEM, of the authority to trust in place of the usual ones'],
  tls_cert: ['FILE', 'Certificate, in PEM, to show to services that ask for one; with -tls_key'],
  tls_key: ['FILE', 'Key of -tls_cert, in PEM'],
  all_frames: ['', 'Keep the frames that the profile asks to drop'],
  symbolize: ['MODE', `Where names of functions come from: ${symbolizeHelp}`],
  tools: ['FOLDERS', 'Folders with llvm-symbolizer, addr2line and objdump, separated by commas'],
};

/** Flags that choose a sample type. */
export const sampleFlags: Readonly<Record<string, string>> = {
  inuse_space: 'inuse_space',
  inuse_objects: 'inuse_objects',
  alloc_space: 'alloc_space',
  alloc_objects: 'alloc_objects',
  total_delay: 'delay',
  mean_delay: 'delay',
  contentions: 'contentions',
};

const helpFlags = new Set(['h', 'help']);

/** Whether a flag stands alone: `-cum`, `-top`. */
function isSwitch(name: string): boolean {
  const report = reportNamed(name);
  if (report !== undefined) return report.parameter === undefined;
  if (Object.hasOwn(sourceFlags, name)) return sourceFlags[name]![0] === '';
  const option = optionOf(name);
  return option === undefined || option !== name || reportOptions[option].kind === 'flag';
}

function isKnown(name: string): boolean {
  // An option of choices is set by these: -cum, not -sort=cum.
  const option = optionOf(name);
  const isOption = option !== undefined && (option !== name || choicesOf(option).length === 0);
  return (
    isOption ||
    reportNamed(name) !== undefined ||
    Object.hasOwn(sourceFlags, name) ||
    Object.hasOwn(sampleFlags, name) ||
    helpFlags.has(name)
  );
}

/** The flags in front of the sources, as Go's programs take them: -flag, --flag, -flag=value, -flag value. */
function* flagsOf(argv: readonly string[]): Generator<[name: string, value: string], readonly string[]> {
  let at = 0;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') return argv.slice(at + 1);
    if (!word.startsWith('-') || word === '-') break;
    const [, name, value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word)!;
    if (!isKnown(name!)) throw new UsageError(`there is no flag -${name}`);
    if (value !== undefined) {
      if (isSwitch(name!) && !helpFlags.has(name!) && !goBoolean.test(value)) {
        throw new UsageError(`-${name} takes true or false, not '${value}'`);
      }
      yield [name!, value];
    } else if (helpFlags.has(name!) || isSwitch(name!)) yield [name!, 'true'];
    else {
      if (++at === argv.length) throw new UsageError(`-${name} needs a value`);
      yield [name!, argv[at]!];
    }
  }
  return argv.slice(at);
}

/** What Go's programs take behind the = of a flag that stands alone. */
const goBoolean = /^(1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/;

const isTrue = (value: string) => /^(1|t|true)$/i.test(value);

/** @throws UsageError, or FlamebenchError 'bad-argument' for a value that does not fit its option */
export function parsePprofArguments(argv: readonly string[]): PprofArguments {
  let options = defaultOptions();
  const reports: { command: string; parameter?: string }[] = [];
  const given = new Map<string, string[]>();
  const chosen = new Map<string, string>();
  const notes: string[] = [];
  const flags = flagsOf(argv);
  let next = flags.next();
  for (; next.done !== true; next = flags.next()) {
    const [name, value] = next.value;
    const option = optionOf(name);
    const report = reportNamed(name);
    if (report !== undefined) {
      const needsParameter = report.parameter !== undefined;
      if (needsParameter && value !== '') reports.push({ command: name, parameter: value });
      else if (!needsParameter && isTrue(value)) reports.push({ command: name });
    } else if (Object.hasOwn(sampleFlags, name) && isTrue(value)) {
      if (name === 'mean_delay') options = setOption(options, 'mean', 'true');
      if (options.sample_index === '') options = setOption(options, 'sample_index', sampleFlags[name]!);
      else notes.push(`-${name} is ignored: a sample type was chosen before.`);
    } else if (option !== undefined) {
      if (option !== name && isTrue(value)) {
        const before = chosen.get(option);
        if (before !== undefined && before !== name)
          throw new UsageError(`-${before} and -${name} exclude each other`);
        chosen.set(option, name);
      }
      if (option === name || isTrue(value)) options = setOption(options, name, value);
    } else given.set(name, [...(given.get(name) ?? []), value]);
  }
  const distinct = new Map(reports.map((report) => [report.command, report]));
  if (distinct.size > 1)
    throw new UsageError(`only one report at a time, not ${[...distinct.keys()].join(' and ')}`);
  const list = (name: string) => (given.get(name) ?? []).filter((value) => value !== '');
  const last = (name: string) => given.get(name)?.at(-1) ?? '';
  const bases = list('base');
  const diffBases = list('diff_base');
  if (bases.length > 0 && diffBases.length > 0)
    throw new UsageError('-base and -diff_base exclude each other');
  if (options.normalize && bases.length + diffBases.length === 0)
    throw new UsageError('-normalize needs a base');
  const http = last('http');
  if (http !== '' && distinct.size > 0)
    throw new UsageError(`-http shows all at once: leave out -${[...distinct.keys()][0]}`);
  const opensBrowser = !isTrue(last('no_browser'));
  if (http === '' && !opensBrowser) throw new UsageError('-no_browser needs -http');
  if ((last('tls_cert') === '') !== (last('tls_key') === ''))
    throw new UsageError('-tls_cert and -tls_key go together');
  return {
    ...([...distinct.values()][0] ?? { command: '' }),
    options,
    sources: next.value,
    bases: diffBases.length > 0 ? diffBases : bases,
    isDiffBase: diffBases.length > 0,
    seconds: wholeNumber('seconds', given.get('seconds')?.at(-1)),
    timeoutSeconds: wholeNumber('timeout', given.get('timeout')?.at(-1)),
    comment: last('add_comment'),
    buildId: last('buildid'),
    tls: { ca: last('tls_ca'), cert: last('tls_cert'), key: last('tls_key') },
    keepsAllFrames: isTrue(last('all_frames')),
    symbolize: symbolizeMode(last('symbolize'), notes),
    tools: last('tools'),
    http,
    opensBrowser,
    wantsHelp: [...helpFlags].some((name) => given.has(name)),
    notes,
  };
}

/** A mode that means nothing is told of, and the usual one taken. */
function symbolizeMode(text: string, notes: string[]): SymbolizeMode | null {
  try {
    return parseSymbolizeMode(text);
  } catch (error) {
    notes.push(`-symbolize=${text} is ignored. ${sentence(toFailure(error, 'symbolize'))}`);
    return parseSymbolizeMode('');
  }
}

function wholeNumber(name: string, text: string | undefined): number {
  if (text === undefined) return -1;
  if (!/^-?\d{1,9}$/.test(text)) throw new UsageError(`-${name} must be a whole number, not '${text}'`);
  return Number(text);
}
