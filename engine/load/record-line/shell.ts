/** Words of a command line as a POSIX shell reads them. Pure text: nothing is expanded or run. */

/** Characters that no shell gives a meaning, anywhere in a word. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A word as it is typed into a shell: bare where it may be, else in single quotes. */
export function quoteWord(word: string): string {
  if (plain.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

export function joinWords(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

export type Split =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly error: 'quote' | 'backslash' };

/**
 * Takes a command line apart: blanks and line ends separate, quotes and backslashes keep together; a backslash
 * at the end of a line joins it with the next. `$` and other expansions stand for themselves.
 */
export function splitWords(line: string): Split {
  const words: string[] = [];
  let word = '';
  let inWord = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === "'" || c === '"') {
      const end = endOfQuote(line, i);
      if (end < 0) return { ok: false, error: 'quote' };
      const inside = line.slice(i + 1, end);
      word += c === "'" ? inside : inside.replace(/\\(["\\$`]|\n)/g, (_, d: string) => (d === '\n' ? '' : d));
      inWord = true;
      i = end;
    } else if (c === '\\') {
      const next = line[++i];
      if (next === undefined) return { ok: false, error: 'backslash' };
      if (next === '\n') continue;
      word += next;
      inWord = true;
    } else if (/\s/.test(c)) {
      if (inWord) words.push(word);
      word = '';
      inWord = false;
    } else {
      word += c;
      inWord = true;
    }
  }
  if (inWord) words.push(word);
  return { ok: true, words };
}

/** The place of the quote that ends the one at `from`; −1 where there is none. */
function endOfQuote(line: string, from: number): number {
  const quote = line[from]!;
  for (let i = from + 1; i < line.length; i++) {
    if (quote === '"' && line[i] === '\\') i++;
    else if (line[i] === quote) return i;
  }
  return -1;
}
