import { type Option, UsageError } from '../verb';

const text = (placeholder: string, about: string, short?: string): Option => ({
  type: 'string',
  placeholder,
  about,
  ...(short === undefined ? {} : { short }),
});
const flag = (about: string, short?: string): Option => ({
  type: 'boolean',
  about,
  ...(short === undefined ? {} : { short }),
});

export const palettes = 'hot mem io wakeup chain java js perl red green blue aqua yellow purple orange'.split(
  ' ',
);

/** The options of go-torch. */
export const torchOptions = {
  url: text('URL', 'the service (http://localhost:8080)', 'u'),
  suffix: text('PATH', 'what follows the URL (/debug/pprof/profile)'),
  binaryinput: text('FILE', 'a saved profile, instead of a service', 'b'),
  binaryname: text('FILE', 'the program that was profiled, to go with a saved profile'),
  seconds: text('N', 'length of the profile that the service takes (30)', 't'),
  pprofArgs: text('FLAG', 'one more flag for pprof; may be given several times'),
  file: text('FILE', 'where the picture goes; must end in .svg (torch.svg)', 'f'),
  print: flag('write the picture to standard output instead', 'p'),
  raw: flag('write the folded stacks to standard output instead', 'r'),
  title: text('TEXT', 'heading of the picture (Flame Graph)'),
  width: text('PX', 'width of the picture (1200)'),
  hash: flag('similar names get similar colours'),
  colors: text('PALETTE', `colours: ${palettes.join(', ')}`),
  cp: flag('the same colours in every picture, kept in ./palette.map'),
  reverse: flag('merge stacks from their leaves'),
  inverted: flag('root on top: an icicle graph'),
} as const;

export type TorchOption = keyof typeof torchOptions;

/** A command line of go-torch, sorted. */
export interface TorchFlags {
  /** The last value of each option given; '1' of a flag. */
  readonly values: ReadonlyMap<TorchOption, string>;
  /** Words for pprof: flags that are not go-torch's, and sources. */
  readonly rest: readonly string[];
  readonly wantsHelp: boolean;
}

const names = Object.keys(torchOptions) as TorchOption[];

/** The option that a word names. A long name behind one hyphen is pprof's: `-tree` is no `-t`. */
function optionOf(word: string): TorchOption | undefined {
  if (word.startsWith('--')) return names.find((name) => name === word.slice(2));
  return names.find((name) => (torchOptions[name] as Option).short === word.slice(1));
}

/**
 * Sorts the words behind the verb. What is not go-torch's goes to pprof in its order, as go-torch does it.
 * @throws UsageError
 */
export function parseTorchFlags(argv: readonly string[]): TorchFlags {
  const values = new Map<TorchOption, string>();
  const extra: string[] = [];
  const rest: string[] = [];
  let wantsHelp = false;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      rest.push(...argv.slice(at));
      break;
    }
    const [, head, given] = /^(-[^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const name = head === undefined ? undefined : optionOf(head);
    if (head === '-h' || head === '--help') wantsHelp = true;
    else if (name === undefined) rest.push(word);
    else if (torchOptions[name].type === 'boolean') {
      if (given !== undefined) throw new UsageError(`${head} takes no value`);
      values.set(name, '1');
    } else {
      const value = given ?? argv[++at];
      if (value === undefined) throw new UsageError(`${head} needs a value`);
      if (name === 'pprofArgs') extra.push(value);
      else values.set(name, value);
    }
  }
  check(values);
  return { values, rest: [...extra, ...rest], wantsHelp };
}

function check(values: ReadonlyMap<TorchOption, string>): void {
  for (const name of ['seconds', 'width'] as const) {
    const value = values.get(name) ?? '1';
    if (!/^\d{1,9}$/.test(value) || Number(value) < 1)
      throw new UsageError(`--${name} must be a whole number above 0, not '${value}'`);
  }
  const file = values.get('file');
  if (file !== undefined && !file.endsWith('.svg')) throw new UsageError(`'${file}' must end in .svg`);
  const colors = values.get('colors');
  if (colors !== undefined && !palettes.includes(colors))
    throw new UsageError(`--colors must be one of ${palettes.join(', ')}, not '${colors}'`);
}
