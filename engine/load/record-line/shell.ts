import { shellWords } from '../import/shell-words';

/** Characters that no shell gives a meaning, anywhere in a word. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A word as it is typed into a shell: bare where it may be, else in single quotes. */
function quoteWord(word: string): string {
  if (plain.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

export function joinWords(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

/** What is wrong with the words of a line: an open quote, a backslash at its end, something a shell would act on. */
export type SplitError = 'quote' | 'backslash' | 'shell';

export type Split =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly error: SplitError };

/** Takes a command line apart as a POSIX shell does; nothing in it is expanded or run. */
export function splitWords(line: string): Split {
  const words = shellWords(line);
  if (!('problem' in words)) return { ok: true, words };
  const kinds: SplitError[] = ['quote', 'backslash'];
  return { ok: false, error: kinds.find((kind) => words.problem.startsWith(`a ${kind}`)) ?? 'shell' };
}
