import type { LoadStage } from '../../proto/load';
import { parseWords } from './getopt';
import { joinWords } from './record-line/shell';
import { type WrkOptionName, wrkOptions } from './wrk-options';
import { parseMetric, parseSeconds } from './wrk-units';

/** In which form a report is printed. */
export type ReportForm = 'wrk' | 'json' | 'csv' | 'hgrm';

/** A command line of `flamebench wrk`, understood; files are only named. '' and 0 where nothing was given. */
export interface WrkCommand {
  readonly url: string;
  readonly threads: number;
  readonly connections: number;
  readonly seconds: number;
  readonly timeoutMs: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly scriptFile: string;
  /** For the script: what follows the URL. */
  readonly args: readonly string[];
  readonly showPercentiles: boolean;
  readonly isCorrected: boolean;
  readonly rate: number;
  readonly stages: readonly LoadStage[];
  readonly precise: boolean;
  readonly requests: number;
  readonly warmupSeconds: number;
  readonly method: string;
  /** undefined: none; '' is an empty body. */
  readonly data: string | undefined;
  readonly dataFile: string;
  readonly user: string;
  readonly bearer: string;
  readonly close: boolean;
  readonly pipeline: number;
  readonly insecure: boolean;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly curl: string;
  readonly harFile: string;
  readonly urlsFile: string;
  readonly confirmedHost: string;
  readonly form: ReportForm;
  readonly wantsVersion: boolean;
  readonly wantsHelp: boolean;
}

/** What wrk does when nothing is said. */
export const defaultWrkCommand: WrkCommand = {
  ...{ url: '', threads: 2, connections: 10, seconds: 10, timeoutMs: 2000, headers: [] },
  ...{ scriptFile: '', args: [], showPercentiles: false, isCorrected: true },
  ...{ rate: 0, stages: [], precise: false, requests: 0, warmupSeconds: 0 },
  ...{ method: '', data: undefined, dataFile: '', user: '', bearer: '', close: false, pipeline: 1 },
  ...{ insecure: false, caFile: '', certFile: '', keyFile: '' },
  ...{ curl: '', harFile: '', urlsFile: '', confirmedHost: '' },
  ...{ form: 'wrk', wantsVersion: false, wantsHelp: false },
};

type Changes = { -readonly [K in keyof WrkCommand]?: WrkCommand[K] };

/** Thrown for a word that cannot be understood; the message is for the person. */
class WordError extends Error {}

/** How each option changes the command. */
const readers: Readonly<Record<WrkOptionName, (value: string, before: WrkCommand) => Changes>> = {
  connections: (value) => ({ connections: whole('connections', value) }),
  duration: (value) => ({ seconds: time('duration', value) }),
  threads: (value) => ({ threads: whole('threads', value) }),
  script: (value) => ({ scriptFile: value }),
  header: (value, { headers }) => ({ headers: [...headers, header(value)] }),
  latency: () => ({ showPercentiles: true }),
  timeout: (value) => ({ timeoutMs: time('timeout', value) * 1000 }),
  version: () => ({ wantsVersion: true }),
  rate: (value) => ({ rate: fraction('rate', value) }),
  stages: (value) => ({ stages: stages(value) }),
  precise: () => ({ precise: true }),
  requests: (value) => ({ requests: whole('requests', value) }),
  warmup: (value) => ({ warmupSeconds: time('warmup', value) }),
  method: (value) => ({ method: value.toUpperCase() }),
  data: (value) => ({ data: value }),
  'data-file': (value) => ({ dataFile: value }),
  user: (value) => ({ user: value }),
  bearer: (value) => ({ bearer: value }),
  close: () => ({ close: true }),
  pipeline: (value) => ({ pipeline: whole('pipeline', value) }),
  insecure: () => ({ insecure: true }),
  cacert: (value) => ({ caFile: value }),
  cert: (value) => ({ certFile: value }),
  key: (value) => ({ keyFile: value }),
  curl: (value) => ({ curl: value }),
  har: (value) => ({ harFile: value }),
  urls: (value) => ({ urlsFile: value }),
  host: (value) => ({ confirmedHost: value }),
  uncorrected: () => ({ isCorrected: false }),
  json: () => ({ form: 'json' }),
  csv: () => ({ form: 'csv' }),
  hgrm: () => ({ form: 'hgrm' }),
  help: () => ({ wantsHelp: true }),
};

/**
 * Reads the words behind `wrk`.
 * @returns the errors where there are any, in the order of the words
 */
export function parseWrkCommand(
  words: readonly string[],
):
  | { readonly ok: true; readonly command: WrkCommand }
  | { readonly ok: false; readonly errors: readonly string[] } {
  const { given, operands, errors } = parseWords(words, wrkOptions);
  const [url = '', ...args] = operands;
  const found = [...errors];
  let command: WrkCommand = { ...defaultWrkCommand, url, args };
  for (const [name, value] of given) {
    try {
      command = { ...command, ...readers[name](value, command) };
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      found.push(error.message);
    }
  }
  if (found.length === 0 && command.connections < command.threads) {
    found.push('number of connections must be >= threads');
  }
  return found.length > 0 ? { ok: false, errors: found } : { ok: true, command };
}

/** The words that say a command, without those that say what is so anyway. */
export function wrkWords(command: WrkCommand): string[] {
  const base = defaultWrkCommand;
  const words = ['-t', String(command.threads), '-c', String(command.connections)];
  const say = (name: WrkOptionName, value: string) => {
    if (value !== '') words.push(`--${name}`, value);
  };
  const set = (name: WrkOptionName, isSet: boolean) => {
    if (isSet) words.push(`--${name}`);
  };
  const unless = (value: number, usual: number, suffix = '') => (value === usual ? '' : `${value}${suffix}`);
  words.push('-d', `${command.seconds}s`);
  if (command.rate > 0) words.push('-R', String(command.rate));
  say('stages', command.stages.map(({ seconds, rate }) => `${seconds}s:${rate}`).join(','));
  set('precise', command.precise);
  if (command.requests > 0) words.push('-n', String(command.requests));
  say('warmup', unless(command.warmupSeconds, 0, 's'));
  if (command.timeoutMs !== base.timeoutMs) words.push('--timeout', `${command.timeoutMs / 1000}s`);
  say('method', command.method);
  for (const [name, value] of command.headers) words.push('-H', `${name}: ${value}`);
  if (command.data !== undefined) words.push('--data', command.data);
  say('data-file', command.dataFile);
  say('user', command.user);
  say('bearer', command.bearer);
  set('close', command.close);
  say('pipeline', unless(command.pipeline, 1));
  set('insecure', command.insecure);
  say('cacert', command.caFile);
  say('cert', command.certFile);
  say('key', command.keyFile);
  say('curl', command.curl);
  say('har', command.harFile);
  say('urls', command.urlsFile);
  say('host', command.confirmedHost);
  set('latency', command.showPercentiles);
  set('uncorrected', !command.isCorrected);
  if (command.form !== 'wrk') words.push(`--${command.form}`);
  if (command.scriptFile !== '') words.push('-s', command.scriptFile);
  if (command.url !== '') words.push(command.url);
  if (command.args.length > 0) words.push('--', ...command.args);
  return words;
}

/** The whole command line, to be copied into a shell. */
export function wrkCommandLine(command: WrkCommand): string {
  return joinWords(['flamebench', 'wrk', ...wrkWords(command)]);
}

function whole(name: string, value: string): number {
  const number = parseMetric(value);
  if (number === null) throw new WordError(`--${name} must be a whole number like 100 or 1k, not '${value}'`);
  return number;
}

function time(name: string, value: string): number {
  const seconds = /^\d+\.\d+s?$/.test(value) ? Number.parseFloat(value) : parseSeconds(value);
  if (seconds === null) throw new WordError(`--${name} must be a time like 30s, 2m or 1h, not '${value}'`);
  return seconds;
}

/** A rate may be a fraction: one request every ten seconds is 0.1. */
function fraction(name: string, value: string): number {
  const number = /^\d+\.\d+$/.test(value) ? Number.parseFloat(value) : parseMetric(value);
  if (number === null) throw new WordError(`--${name} must be a number like 100, 2k or 0.5, not '${value}'`);
  return number;
}

function header(value: string): [string, string] {
  const at = value.indexOf(':');
  if (at < 1) throw new WordError(`a header must be like 'Name: value', not '${value}'`);
  return [value.slice(0, at), value.slice(at + 1).trim()];
}

function stages(value: string): LoadStage[] {
  return value.split(',').map((part) => {
    const [seconds = '', rate, ...more] = part.split(':');
    if (rate === undefined || more.length > 0) {
      throw new WordError(`--stages must be like 10s:100,1m:500 (time:rate), not '${value}'`);
    }
    return { seconds: time('stages', seconds), rate: fraction('stages', rate) };
  });
}
