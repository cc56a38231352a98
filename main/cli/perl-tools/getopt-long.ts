/** What an option takes. */
export type OptionKind = 'flag' | 'text' | 'integer' | 'number';

export interface ParsedOptions {
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** One line for each word that could not be understood, in the words of Getopt::Long. */
  readonly errors: readonly string[];
}

const expected = {
  integer: /^[-+]?\d+$/,
  number: /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/,
};

/**
 * Reads a command line as Perl's Getopt::Long does by default: one hyphen or two, names shortened as long as
 * they stay clear, in any case, values behind `=` or as the next word, operands between options, `--` before
 * operands only.
 *
 * @param kinds every option by its name
 */
export function parseLongOptions(
  argv: readonly string[],
  kinds: Readonly<Record<string, OptionKind>>,
): ParsedOptions {
  const values = new Map<string, string>();
  const operands: string[] = [];
  const errors: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      operands.push(...argv.slice(at + 1));
      break;
    }
    const option = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word);
    if (option === null) {
      operands.push(word);
      continue;
    }
    const asked = option[1]!.toLowerCase();
    const names = Object.keys(kinds).filter((name) => name.startsWith(asked));
    const name = names.includes(asked) ? asked : names[0];
    if (name === undefined) {
      errors.push(`Unknown option: ${asked}`);
      continue;
    }
    if (name !== asked && names.length > 1) {
      errors.push(`Option ${asked} is ambiguous (${names.sort().join(', ')})`);
      continue;
    }
    const kind = kinds[name]!;
    let value = option[2];
    if (kind === 'flag') {
      if (value !== undefined) errors.push(`Option ${asked} does not take an argument`);
      else values.set(name, '1');
      continue;
    }
    value ??= argv[++at];
    if (value === undefined) errors.push(`Option ${asked} requires an argument`);
    else if (kind !== 'text' && !expected[kind].test(value)) {
      const needed = kind === 'integer' ? 'number' : 'real number';
      errors.push(`Value "${value}" invalid for option ${asked} (${needed} expected)`);
    } else values.set(name, value);
  }
  return { values, operands, errors };
}
