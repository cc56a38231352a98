import { resolve } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import { type CaptureKind, captureKinds, maxRounds, type Target, type Variant } from '../../proto/run';
import { openLibrary } from '../services/library';
import { defaultLibraryFolder } from '../services/library-folder';
import { probeTarget } from '../services/probe';
import { tryVariants } from './first-answers';
import { type AskedLoad, askedLoad } from './record-load';
import { printRecording } from './record-report';
import { record } from './recording';
import { labelIn } from './run-label';
import { numberOption, type Option, textOption, UsageError, type Verb, type VerbArguments } from './verb';

function parseKinds(text: string): CaptureKind[] {
  return text.split(',').map((name) => {
    const kind = captureKinds.find((each) => each === name.trim());
    if (kind === undefined)
      throw new UsageError(`--profiles takes ${captureKinds.join(', ')}, not '${name}'`);
    return kind;
  });
}

/** What the command line asks for, before anything is asked of a service. */
interface Asked {
  readonly url: string;
  readonly captures: readonly CaptureKind[];
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly rounds: number;
  readonly load: AskedLoad | null;
  /** What A is compared with; null where nothing. */
  readonly against: { readonly url: string; readonly load: AskedLoad | null } | null;
}

function readArguments(args: VerbArguments): Asked {
  const [url = '', ...scriptArgs] = args.positionals;
  if (
    scriptArgs.length > 0 &&
    textOption(args, 'script') === undefined &&
    !/-s|--script/.test(textOption(args, 'load') ?? '')
  ) {
    throw new UsageError(`expected URL, got ${args.positionals.length} operands`);
  }
  const load = askedLoad(args, 'before', scriptArgs);
  const otherUrl = textOption(args, 'against');
  const compares = otherUrl !== undefined || textOption(args, 'against-load') !== undefined;
  const stray = ['against-name', 'against-method', 'against-body', 'against-header'].find(
    (name) => !compares && args.values[name] !== undefined,
  );
  if (stray !== undefined) throw new UsageError(`--${stray} needs --against or --against-load`);
  return {
    url,
    captures: parseKinds(textOption(args, 'profiles') ?? 'cpu,heap'),
    seconds: numberOption(args, 'seconds', {
      fallback: Math.min(600, Math.max(1, Math.round(load?.seconds ?? 10))),
      min: 1,
      max: 600,
    }),
    warmupSeconds: numberOption(args, 'warmup', {
      fallback: load === null ? 0 : Math.min(600, load.warmupSeconds || 1),
      min: 0,
      max: 600,
    }),
    rounds: numberOption(args, 'rounds', { fallback: compares ? 5 : 1, min: 1, max: maxRounds }),
    load,
    against: compares ? { url: otherUrl ?? url, load: askedLoad(args, 'after', scriptArgs) } : null,
  };
}

/** Every kind must be offered, or the first round would end in the middle. */
function checkOffers({ offers, pprofUrl }: Target, captures: readonly CaptureKind[]): void {
  const names = new Set(offers.map(({ name }) => name));
  if (names.size === 0) return;
  const missing = captures.find((kind) => !names.has(kind === 'cpu' ? 'profile' : kind));
  if (missing === undefined) return;
  throw new FlamebenchError('bad-argument', `--profiles ${missing}`, {
    reason: `${pprofUrl} offers ${[...names].join(', ')}`,
  });
}

const text = (placeholder: string, about: string): Option => ({ type: 'string', placeholder, about });
const flag = (about: string): Option => ({ type: 'boolean', about });

const options: Readonly<Record<string, Option>> = {
  seconds: text('N', "length of each capture (10, or wrk's -d)"),
  warmup: text('N', 'seconds of load before each (1, or 0 without load)'),
  profiles: text('KINDS', `some of ${captureKinds.join(',')} (cpu,heap)`),
  rounds: text('N', 'how often to measure each side (1; 5 with --against)'),
  label: text('TEXT', 'name of the run in lists (one that no other has)'),
  name: text('TEXT', 'name of the first side of a comparison'),
  load: text('LOAD', "what to request: a path, a URL, or wrk's arguments in quotes: '-c50 -R 200 /path'"),
  connections: text('N', 'connections that request without pause (10)'),
  threads: text('N', 'threads that hold them (1)'),
  rate: text('N', 'open model: requests a second, whether answers come or not'),
  stages: text('STAGES', 'ramps of the rate: 10s:100,1m:500'),
  precise: flag('open model: keep a core busy to send in time'),
  requests: text('N', 'stop the load after so many requests'),
  timeout: text('N', 'seconds a response may take (10)'),
  pipeline: text('N', 'requests a connection sends at once'),
  close: flag('close each connection after one response'),
  method: text('METHOD', 'of the request (GET, with a body POST)'),
  header: { ...text('HEADER', "of the request, 'Name: value'; may be repeated"), multiple: true },
  body: text('TEXT', 'of the request'),
  'body-file': text('FILE', 'body of the request from a file'),
  basic: text('NAME:PASSWORD', 'basic authorization'),
  bearer: text('TOKEN', 'bearer authorization'),
  insecure: flag('TLS: take any certificate'),
  ca: text('FILE', 'TLS: trust these authorities, in PEM'),
  cert: text('FILE', "TLS: the client's certificate, in PEM"),
  key: text('FILE', 'TLS: its key, in PEM'),
  'server-name': text('NAME', 'TLS: name to ask for and to find in the certificate'),
  script: text('FILE', "wrk's script in Lua, or JavaScript; its arguments follow --"),
  targets: text('FILE', 'cycle through the requests of a list of URLs, or of a HAR file'),
  'confirm-host': { ...text('NAME', 'host that may be loaded; may be repeated'), multiple: true },
  against: text('URL', 'compare with this service, in turn'),
  'against-name': text('TEXT', 'name of the second side of a comparison'),
  'against-load': text('LOAD', 'compare with this load, in turn'),
  'against-method': text('METHOD', 'of the second request'),
  'against-header': { ...text('HEADER', 'of the second request; may be repeated'), multiple: true },
  'against-body': text('TEXT', 'of the second request'),
  output: { ...text('DIR', 'folder to keep the run in (the library)'), short: 'o' },
};

export const recordVerb: Verb = {
  name: 'record',
  operands: 'URL',
  arity: [1, 1000],
  summary: 'profiles of a running service, taken while load runs, kept as a run',
  details: [
    'URL is the service, or its /debug/pprof/ page. Without --load the service does what it does anyway.',
    "Load at a host that is not this machine's own needs its name again in --confirm-host.",
    'With --against or --against-load two sides take turns, A B B A A B …, which tells change and noise apart;',
    'flamebench diff RUN shows the whole of it. From three rounds on there is something to tell.',
    "The first request of each side, a script's own where there is one, is tried before anything is measured.",
    'A run that fails or is interrupted keeps what was measured, and is marked as broken; status 1 or 130.',
  ],
  options,
  async run(args, context) {
    const { terminal, signal } = context;
    const asked = readArguments(args);
    const target = await probeTarget(asked.url, { signal });
    checkOffers(target, asked.captures);
    const variant = async (label: string, at: Target, load: AskedLoad | null): Promise<Variant> => {
      const planned = await load?.planFor(at.serviceUrl);
      for (const remark of planned?.remarks ?? []) terminal.note(remark);
      return { label, pprofUrl: at.pprofUrl, load: planned?.plan ?? null };
    };
    const host = new URL(target.serviceUrl).host;
    const variants: Variant[] = [];
    if (asked.against === null) variants.push(await variant('', target, asked.load));
    else {
      const other =
        asked.against.url === asked.url ? target : await probeTarget(asked.against.url, { signal });
      checkOffers(other, asked.captures);
      const [a, b] = other === target ? ['A', 'B'] : [host, new URL(other.serviceUrl).host];
      variants.push(await variant(textOption(args, 'name') ?? a, target, asked.load));
      variants.push(await variant(textOption(args, 'against-name') ?? b, other, asked.against.load));
    }
    const { rounds, warmupSeconds, seconds } = asked;
    const library = openLibrary(resolve(textOption(args, 'output') ?? defaultLibraryFolder()));
    const plain = variants.map((each) => each.label).join(' → ') || host;
    const label = textOption(args, 'label') ?? (await labelIn(library, plain));
    const plan = { label, variants, rounds, warmupSeconds, captures: [...asked.captures], seconds };
    await tryVariants(variants, context);
    const recording = await record(plan, library, context);
    await printRecording(terminal, recording);
    const { id, failure } = recording.run;
    const saved = resolve(library.folder, id);
    if (failure === null) return terminal.note(`Saved in ${saved}`);
    terminal.note(`What was measured is kept, marked as broken, in ${saved}`);
    throw new FlamebenchError(failure.code, failure.subject, failure.facts);
  },
};
