import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { oneLine } from '../../engine/advice/facts';
import { sentence } from '../../engine/advice/sentence';
import { toFailure } from '../../proto/errors';
import { version } from '../version';
import { overviewHelp, verbHelp } from './help';
import { ExitStatus, UsageError, type Verb, type VerbArguments, type VerbContext } from './verb';
import { verbs } from './verbs';

/** What the program's exit status says. */
export const exitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Of Node's words on a wrong option, the first sentence; the rest is advice on its own parser. */
function usageReason(error: unknown): string | undefined {
  const code = (error as { code?: string }).code ?? '';
  if (error instanceof UsageError) return error.message;
  if (!code.startsWith('ERR_PARSE_ARGS')) return undefined;
  return (error as Error).message.split(/\.\s/)[0]!;
}

/**
 * Ties a value that begins with a dash but is a whole line in quotes, as in --load '-c50 /path', to its option:
 * the parser takes such words for options of their own.
 */
function tieLines(verb: Verb, argv: readonly string[]): string[] {
  const tied: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [word, next] = [argv[i]!, argv[i + 1]];
    if (word === '--') return [...tied, ...argv.slice(i)];
    const takesText = word.startsWith('--') && verb.options[word.slice(2)]?.type === 'string';
    if (takesText && next !== undefined && /^-.*\s/s.test(next)) {
      tied.push(`${word}=${next}`);
      i++;
    } else tied.push(word);
  }
  return tied;
}

function parseVerb(verb: Verb, argv: readonly string[]): VerbArguments {
  const options = Object.fromEntries(
    Object.entries(verb.options).map(([name, { type, short, multiple = false }]) => [
      name,
      short === undefined ? { type, multiple } : { type, multiple, short },
    ]),
  );
  const { values, positionals } = parseArgs({
    args: tieLines(verb, argv),
    options: { ...options, help: { type: 'boolean' } },
    allowPositionals: true,
    strict: true,
  });
  const [fewest, most] = verb.arity;
  if (values.help !== true && (positionals.length < fewest || positionals.length > most)) {
    const expected = verb.operands === '' ? 'no operands' : verb.operands;
    throw new UsageError(`expected ${expected}, got ${positionals.length} operands`);
  }
  return { values: values as VerbArguments['values'], positionals };
}

async function runVerb(verb: Verb, argv: readonly string[], context: VerbContext): Promise<number> {
  const { terminal, signal } = context;
  const { onlyComputes = false } = verb;
  if (!(typeof onlyComputes === 'boolean' ? onlyComputes : onlyComputes(argv))) context.heedInterrupts?.();
  try {
    const args = verb.readsOwnFlags ? { positionals: argv, values: {} } : parseVerb(verb, argv);
    if (args.values.help === true) for (const line of verbHelp(verb)) terminal.out(line);
    else await verb.run(args, context);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof ExitStatus) return error.status;
    const usage = usageReason(error);
    if (usage !== undefined) {
      terminal.note(`flamebench ${verb.name}: ${usage} (flamebench ${verb.name} --help tells more)`);
      return exitCodes.usage;
    }
    if (signal.aborted) {
      terminal.note('Interrupted.');
      return exitCodes.interrupted;
    }
    terminal.note(sentence(toFailure(error, `flamebench ${verb.name}`)));
    return verb.failureStatus ?? exitCodes.failed;
  } finally {
    terminal.status('');
  }
}

/**
 * Runs one command line to its end.
 * @param argv what follows the program's name
 * @returns the exit status; failures are told as one sentence and never thrown
 */
export async function runCli(argv: readonly string[], context: VerbContext): Promise<number> {
  const { terminal } = context;
  const [first = 'open', ...rest] = argv;
  if (first === '--version' || first === '-v') {
    terminal.out(`flamebench ${version}`);
    return exitCodes.done;
  }
  const asked = first === 'help' ? rest[0] : first;
  if (asked === undefined || asked === '--help' || asked === '-h') {
    for (const line of overviewHelp(await Promise.all(verbs.map(({ load }) => load())))) terminal.out(line);
    return exitCodes.done;
  }
  const entry = verbs.find(({ names }) => names.includes(asked));
  if (entry === undefined) {
    const word = oneLine(asked);
    terminal.note(
      existsSync(asked)
        ? `flamebench: '${word}' is a file: flamebench open shows it in the window, top and others in the terminal (flamebench --help lists them)`
        : `flamebench: '${word}' is no verb of it (flamebench --help lists them)`,
    );
    return exitCodes.usage;
  }
  return runVerb(await entry.load(), first === 'help' ? ['--help'] : rest, context);
}
