import { readFile } from 'node:fs/promises';
import { diffFolded } from '../../engine/flamegraph/difffolded';
import { verbHelp } from './help';
import { readInput } from './perl-tools/input';
import { diedStatus } from './perl-tools/usage';
import { ExitStatus, type Verb, type VerbContext } from './verb';

/** Status of a wrong command line and of a file that cannot be read. */
const refusedStatus = 2;

const longFlags: Readonly<Record<string, string>> = { '--normalize': 'n', '--strip-hex': 's' };

/** Flags stand before the files; short ones may stand together, `-ns`. */
function parseFlags(argv: readonly string[]) {
  const flags = new Set<string>();
  const unknown: string[] = [];
  let at = 0;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    const long = longFlags[word];
    if (long !== undefined) flags.add(long);
    else if (/^-[^-]/.test(word)) {
      for (const letter of word.slice(1)) /[hns]/.test(letter) ? flags.add(letter) : unknown.push(letter);
    } else break;
  }
  if (argv[at] === '--') at++;
  return { flags, unknown, files: argv.slice(at) };
}

async function readFolded(path: string, context: VerbContext): Promise<Uint8Array> {
  if (path === '-') return readInput(['-'], context);
  try {
    return await readFile(path);
  } catch {
    context.terminal.note(`ERROR: Can't read ${path}`);
    throw new ExitStatus(refusedStatus);
  }
}

export const difffoldedVerb: Verb = {
  name: 'difffolded',
  operands: '[-hns] BEFORE AFTER | flamebench flamegraph > diff.svg',
  arity: [0, 0],
  onlyComputes: true,
  readsOwnFlags: true,
  failureStatus: diedStatus,
  summary: 'two files of folded stacks as one with two counts, as difffolded.pl joins them',
  details: [
    'What vanished has no width in such a picture. To see it, swap the files and the colours:',
    'flamebench difffolded AFTER BEFORE | flamebench flamegraph --negate > vanished.svg',
  ],
  options: {
    normalize: { type: 'boolean', short: 'n', about: "scale BEFORE's counts to AFTER's total" },
    'strip-hex': {
      type: 'boolean',
      short: 's',
      about: 'take all hexadecimal numbers for the same',
    },
  },
  async run({ positionals }, context) {
    const { terminal } = context;
    if (positionals.includes('--help')) {
      for (const line of verbHelp(difffoldedVerb)) terminal.out(line);
      return;
    }
    const { flags, unknown, files } = parseFlags(positionals);
    const [before, after] = files;
    if (unknown.length > 0 || flags.has('h') || before === undefined || after === undefined) {
      for (const letter of unknown) terminal.note(`Unknown option: ${letter}`);
      for (const line of verbHelp(difffoldedVerb)) terminal.note(line);
      throw new ExitStatus(refusedStatus);
    }
    const { folded, ignored } = diffFolded(
      await readFolded(before, context),
      await readFolded(after, context),
      { normalise: flags.has('n'), stripHex: flags.has('s') },
    );
    if (ignored > 0) terminal.note(`Ignored ${ignored} lines with invalid format`);
    terminal.write(folded);
  },
};
