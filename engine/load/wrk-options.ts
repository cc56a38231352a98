import type { LongOption } from './getopt';

export interface WrkOption extends LongOption {
  /** What stands for the value in help. */
  readonly placeholder?: string;
  readonly about: string;
  /** wrk has it too. */
  readonly isWrks?: boolean;
  /** wrk takes the letter, and does not tell. */
  readonly isShortHidden?: boolean;
}

const wrks = (short: string, placeholder: string | undefined, about: string): WrkOption => ({
  short,
  ...(placeholder === undefined ? {} : { placeholder }),
  takesValue: placeholder !== undefined,
  about,
  isWrks: true,
});
const text = (placeholder: string, about: string, short?: string): WrkOption => ({
  ...(short === undefined ? {} : { short }),
  placeholder,
  takesValue: true,
  about,
});
const flag = (about: string): WrkOption => ({ takesValue: false, about });

/** The options of `flamebench wrk`, in the order of its help: wrk's own, then what it has beyond them. */
export const wrkOptions = {
  connections: wrks('c', '<N>', 'Connections to keep open'),
  duration: wrks('d', '<T>', 'Duration of test'),
  threads: wrks('t', '<N>', 'Number of threads to use'),
  script: wrks('s', '<S>', 'Load Lua script file, or JavaScript (.js, .mjs)'),
  header: wrks('H', '<H>', 'Add header to request'),
  latency: { ...wrks('L', undefined, 'Print latency statistics'), isShortHidden: true },
  timeout: { ...wrks('T', '<T>', 'Socket/request timeout'), isShortHidden: true },
  version: wrks('v', undefined, 'Print version details'),
  rate: text('<N>', 'Open model: requests a second, whether answers come or not', 'R'),
  stages: text('<S>', 'Ramps of the rate: 10s:100,1m:500 moves to 100, then to 500'),
  precise: flag('Keep a core busy to send within 50 us of the time'),
  requests: text('<N>', 'Stop after so many requests', 'n'),
  warmup: text('<T>', 'Load before the counting begins'),
  method: text('<M>', 'Method of the request (GET, with --data POST)'),
  data: text('<B>', 'Body of the request'),
  'data-file': text('<F>', 'Body of the request from a file'),
  user: text('<U>', 'Basic authorization, NAME:PASSWORD'),
  bearer: text('<T>', 'Bearer token'),
  close: flag('Close each connection after one response'),
  pipeline: text('<N>', 'Requests a connection sends at once'),
  insecure: flag('TLS: take any certificate'),
  cacert: text('<F>', 'TLS: trust these authorities, in PEM'),
  cert: text('<F>', "TLS: the client's certificate, in PEM"),
  key: text('<F>', 'TLS: key of the certificate, in PEM'),
  curl: text('<C>', "Take the request of a curl command: 'curl …'"),
  har: text('<F>', "Cycle through a HAR file's requests to the URL's host"),
  urls: text('<F>', 'Cycle through the URLs or paths in a file, one a line'),
  host: text('<H>', 'Confirm the host of a target that is not this machine'),
  uncorrected: flag("Print latency as measured, without wrk's correction"),
  json: flag('Print the whole report as JSON instead'),
  csv: flag('Print seconds and percentiles as CSV instead'),
  hgrm: flag('Print the latency spectrum as .hgrm instead'),
  help: { takesValue: false, about: 'Print this', short: 'h' },
} as const satisfies Readonly<Record<string, WrkOption>>;

export type WrkOptionName = keyof typeof wrkOptions;

/** The usage as wrk prints it, with what is here beyond it below. */
export function wrkUsage(): string[] {
  const width = 54;
  const line = (name: WrkOptionName): string => {
    const { short, placeholder, about, isShortHidden }: WrkOption = wrkOptions[name];
    const left = `${short === undefined || isShortHidden === true ? '    ' : `-${short}, `}--${name.padEnd(11)}`;
    return `    ${left} ${(placeholder ?? '').padEnd(3)}  ${about}`;
  };
  const names = Object.keys(wrkOptions) as WrkOptionName[];
  const own = names.filter((name) => (wrkOptions[name] as WrkOption).isWrks === true);
  const more = names.filter((name) => !own.includes(name) && name !== 'help');
  const [first, second] = [own.slice(0, 3), own.slice(3)];
  const padded = (lines: string[]) => lines.map((each) => each.padEnd(width));
  return [
    ...padded(['Usage: wrk <options> <url>', '  Options:', ...first.map(line), '', ...second.map(line), '']),
    '  Beyond wrk:',
    ...more.map(line),
    '',
    '  Numeric arguments may include a SI unit (1k, 1M, 1G)',
    '  Time arguments may include a time unit (2s, 2m, 2h)',
  ];
}
