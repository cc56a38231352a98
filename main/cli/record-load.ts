import { splitWords } from '../../engine/load/record-line/shell';
import { parseWrkCommand, type WrkCommand } from '../../engine/load/wrk-command';
import type { LoadPlan } from '../../proto/load';
import { bareHost } from '../load/gate';
import { listOption, textOption, UsageError, type VerbArguments } from './verb';
import { planOf } from './wrk/plan';

/** What is sent to one side, as far as the command line says; the service's address is not known yet. */
export interface AskedLoad {
  /** How long wrk would be told to run: what the capture takes where nothing else is said. */
  readonly seconds: number;
  /** What would run before the counting begins. */
  readonly warmupSeconds: number;
  /** @param serviceUrl of the side */
  planFor(serviceUrl: string): Promise<{ readonly plan: LoadPlan; readonly remarks: readonly string[] }>;
}

/** Options of `record` that wrk has too, by wrk's name. */
const wrkNames = {
  connections: '--connections',
  threads: '--threads',
  rate: '--rate',
  stages: '--stages',
  requests: '--requests',
  pipeline: '--pipeline',
  basic: '--user',
  bearer: '--bearer',
  ca: '--cacert',
  cert: '--cert',
  key: '--key',
  script: '--script',
} as const;
const switches = ['precise', 'close', 'insecure'] as const;

/** How the request of a side is said: by options of its own, which differ between the sides. */
const requestNames = {
  before: { load: 'load', method: 'method', body: 'body', bodyFile: 'body-file', header: 'header' },
  after: {
    load: 'against-load',
    method: 'against-method',
    body: 'against-body',
    bodyFile: '',
    header: 'against-header',
  },
} as const;

/**
 * The load of a side. What `--load` holds is a URL, a path of the service, or a whole line of wrk's arguments;
 * further options are added to it. The side after is loaded like the one before but for what is said of it.
 *
 * @returns null where no load is asked for
 * @throws UsageError for what cannot be understood
 */
export function askedLoad(
  args: VerbArguments,
  side: 'before' | 'after',
  scriptArgs: readonly string[],
): AskedLoad | null {
  const names = requestNames[side];
  const own = textOption(args, names.load) ?? '';
  const load = own !== '' ? own : (textOption(args, 'load') ?? '');
  if (load === '') {
    const stray = [...Object.keys(wrkNames), ...switches, 'confirm-host'].find(
      (name) => args.values[name] !== undefined,
    );
    if (stray !== undefined) throw new UsageError(`--${stray} says how to load, and --load is missing`);
    return null;
  }
  const words = wordsOf(load, names.load);
  const request = side === 'after' && own === '' ? requestWords(args, 'before') : [];
  const all = [
    // One thread holds a few connections best; wrk's own line may say otherwise.
    ...['--threads', '1', '--timeout', '10s'],
    ...sharedWords(args),
    ...request,
    ...requestWords(args, side),
    ...words,
    ...(scriptArgs.length === 0 ? [] : ['--', ...scriptArgs]),
  ];
  const parsed = parseWrkCommand(all);
  if (!parsed.ok) throw new UsageError(`--${names.load}: ${parsed.errors[0]}`);
  const { command } = parsed;
  if (!URL.canParse(command.url, 'http://localhost')) {
    throw new UsageError(`--${names.load} takes a URL, a path, or wrk's arguments, not '${load}'`);
  }
  return {
    seconds: command.seconds,
    warmupSeconds: command.warmupSeconds,
    planFor: (serviceUrl) =>
      planAt(command, serviceUrl, {
        serverName: textOption(args, 'server-name') ?? '',
        hosts: listOption(args, 'confirm-host'),
      }),
  };
}

/** A line of wrk's arguments is told from a URL by its blanks and dashes. */
function wordsOf(load: string, option: string): readonly string[] {
  if (!/\s|^-/.test(load)) return [load];
  const split = splitWords(load);
  if (split.ok) return split.words[0] === 'wrk' ? split.words.slice(1) : split.words;
  throw new UsageError(`--${option} has a ${split.error} without its end`);
}

function sharedWords(args: VerbArguments): string[] {
  const words: string[] = [];
  for (const [name, wrk] of Object.entries(wrkNames)) {
    const value = textOption(args, name);
    if (value !== undefined) words.push(`${wrk}=${value}`);
  }
  const targets = textOption(args, 'targets');
  if (targets !== undefined) words.push(`${/\.har$/i.test(targets) ? '--har' : '--urls'}=${targets}`);
  const timeout = textOption(args, 'timeout');
  if (timeout !== undefined) words.push(`--timeout=${timeout}${/\d$/.test(timeout) ? 's' : ''}`);
  for (const name of switches) if (args.values[name] === true) words.push(`--${name}`);
  return words;
}

function requestWords(args: VerbArguments, side: 'before' | 'after'): string[] {
  const { method, body, bodyFile, header } = requestNames[side];
  const words = listOption(args, header).flatMap((value) => ['--header', value]);
  const add = (option: string, wrk: string) => {
    const value = option === '' ? undefined : textOption(args, option);
    if (value !== undefined) words.push(`${wrk}=${value}`);
  };
  add(method, '--method');
  add(body, '--data');
  add(bodyFile, '--data-file');
  return words;
}

/** @param hosts that were confirmed: a side takes its own, or the first, for its script to go to */
async function planAt(
  command: WrkCommand,
  serviceUrl: string,
  { serverName, hosts }: { readonly serverName: string; readonly hosts: readonly string[] },
) {
  const url = new URL(command.url || '/', serviceUrl).href;
  const host = bareHost(new URL(url).hostname);
  const confirmedHost = hosts.find((each) => bareHost(each) === host) ?? hosts[0] ?? command.confirmedHost;
  const { plan, remarks } = await planOf({ ...command, url, confirmedHost, warmupSeconds: 0 });
  return { plan: { ...plan, tls: { ...plan.tls, ...(serverName === '' ? {} : { serverName }) } }, remarks };
}
