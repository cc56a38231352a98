/** One option of a command line in the manner of C's getopt_long. */
export interface LongOption {
  readonly short?: string;
  /** Takes a value: behind `=`, in the rest of the word, or as the next one. */
  readonly takesValue: boolean;
}

export interface ParsedWords<Name extends string> {
  /** In the order given; flags have ''. */
  readonly given: readonly (readonly [name: Name, value: string])[];
  /** Everything else, in order; after `--` everything. */
  readonly operands: readonly string[];
  /** What was not understood, in getopt's words; parsing goes on behind it. */
  readonly errors: readonly string[];
}

/**
 * Reads words as getopt_long does: options and operands in any order, long names shortened as long as they stay
 * clear, short ones in one word (`-t2`, `-vs FILE`).
 */
export function parseWords<Name extends string>(
  words: readonly string[],
  options: Readonly<Record<Name, LongOption>>,
): ParsedWords<Name> {
  const names = Object.keys(options) as Name[];
  const given: [Name, string][] = [];
  const operands: string[] = [];
  const errors: string[] = [];

  /** Takes an option with what stands behind it in its word; returns how many further words it took. */
  const take = (
    shown: string,
    name: Name,
    attached: string | undefined,
    next: string | undefined,
  ): number => {
    if (!options[name].takesValue) {
      if (attached === undefined) given.push([name, '']);
      else errors.push(`option '${shown}' doesn't allow an argument`);
      return 0;
    }
    const value = attached ?? next;
    if (value === undefined) errors.push(`option '${shown}' requires an argument`);
    else given.push([name, value]);
    return attached === undefined ? 1 : 0;
  };

  const takeLong = (word: string, next: string | undefined): number => {
    const [, asked = '', attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const found = names.filter((name) => name.startsWith(asked));
    const exact = found.find((name) => name === asked);
    if (exact === undefined && found.length !== 1) {
      const isUnknown = found.length === 0;
      errors.push(isUnknown ? `unrecognized option '--${asked}'` : `option '--${asked}' is ambiguous`);
      return 0;
    }
    const name = exact ?? found[0]!;
    return take(`--${name}`, name, attached, next);
  };

  const takeShort = (word: string, next: string | undefined): number => {
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!;
      const name = names.find((each) => options[each].short === letter);
      if (name === undefined) errors.push(`invalid option -- '${letter}'`);
      else if (!options[name].takesValue) given.push([name, '']);
      else if (at + 1 === word.length && next === undefined) {
        errors.push(`option requires an argument -- '${letter}'`);
      } else return take(`-${letter}`, name, word.slice(at + 1) || undefined, next);
    }
    return 0;
  };

  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (word.startsWith('--')) at += takeLong(word, words[at + 1]);
    else if (word.length > 1 && word.startsWith('-')) at += takeShort(word, words[at + 1]);
    else operands.push(word);
  }
  return { given, operands, errors };
}
