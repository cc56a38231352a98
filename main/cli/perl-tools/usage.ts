import { verbHelp } from '../help';
import { ExitStatus, type Verb, type VerbContext } from '../verb';
import { type OptionKind, type ParsedOptions, parseLongOptions } from './getopt-long';

/** Status of a Perl script that died. */
export const diedStatus = 255;

/** A wrong command line: the reasons and the help on stderr, and the end with the status of a script that died. */
export function failUsage(verb: Verb, reasons: readonly string[], { terminal }: VerbContext): never {
  for (const line of [...reasons, ...verbHelp(verb)]) terminal.note(line);
  throw new ExitStatus(diedStatus);
}

/**
 * Reads the words behind a verb that has a Perl script's options.
 * @returns undefined where only the help was asked for, which is printed then
 */
export function readOptions(
  verb: Verb,
  argv: readonly string[],
  kinds: Readonly<Record<string, OptionKind>>,
  context: VerbContext,
): ParsedOptions | undefined {
  const parsed = parseLongOptions(argv, { ...kinds, help: 'flag' });
  if (parsed.errors.length > 0) failUsage(verb, parsed.errors, context);
  if (!parsed.values.has('help')) return parsed;
  for (const line of verbHelp(verb)) context.terminal.out(line);
  return undefined;
}

/** What each option takes, by what its help says. */
export function kindsOf(verb: Pick<Verb, 'options'>): Readonly<Record<string, OptionKind>> {
  return Object.fromEntries(
    Object.entries(verb.options).map(([name, { type }]) => [name, type === 'boolean' ? 'flag' : 'text']),
  );
}
