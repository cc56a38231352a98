/** Characters that a shell would act on: a pasted command is data here, and nothing in it is run. */
const acting = /[$`|&;<>()]/;

/** Escapes within $'…'. */
const ansiC: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', v: '\v' },
};

/**
 * Splits a command into words as a POSIX shell does: quotes of both kinds, `$'…'` as browsers write it, escaped
 * characters and line ends.
 * @returns what is wrong where a quote stays open, or a shell would expand or run something
 */
export function shellWords(text: string): string[] | { readonly problem: string } {
  const words: string[] = [];
  let word = '';
  let inWord = false;
  let at = 0;
  const problem = (what: string) => ({ problem: `${what} at character ${at + 1}` });

  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (inWord) words.push(word);
      word = '';
      inWord = false;
      at++;
      continue;
    }
    if (char === '\\') {
      // A line end after a backslash joins lines, also as Windows ends them.
      const end = /^\\\r?\n/.exec(text.slice(at, at + 3));
      if (end !== null) at += end[0].length;
      else if (at + 1 === text.length) return problem('a backslash with nothing behind it');
      else {
        word += text[at + 1];
        inWord = true;
        at += 2;
      }
      continue;
    }
    inWord = true;
    if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end === -1) return problem('a quote that is never closed');
      word += text.slice(at + 1, end);
      at = end + 1;
    } else if (char === '$' && text[at + 1] === "'") {
      const quoted = ansiQuoted(text, at + 2);
      if (quoted === null) return problem('a quote that is never closed');
      word += quoted.value;
      at = quoted.end;
    } else if (char === '"') {
      const quoted = doubleQuoted(text, at + 1);
      if (quoted === null) return problem('a quote that is never closed');
      if (quoted.value === null) return problem('something for a shell to expand');
      word += quoted.value;
      at = quoted.end;
    } else if (acting.test(char)) {
      return problem(`'${char}', which only a shell can act on,`);
    } else {
      word += char;
      at++;
    }
  }
  if (inWord) words.push(word);
  return words;
}

/** The rest of "…": a backslash only escapes what would mean something here. `value` null: it expands. */
function doubleQuoted(text: string, from: number): { value: string | null; end: number } | null {
  let value = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return { value, end: at + 1 };
    if (char === '`' || (char === '$' && /[\w({]/.test(text[at + 1] ?? ''))) return { value: null, end: at };
    if (char !== '\\') value += char;
    else if (/["\\$`]/.test(text[at + 1] ?? '')) value += text[++at];
    else if (text[at + 1] === '\n') at++;
    else value += char;
  }
  return null;
}

/** The rest of $'…'. */
function ansiQuoted(text: string, from: number): { value: string; end: number } | null {
  let value = '';
  let at = from;
  while (at < text.length) {
    const char = text[at]!;
    if (char === "'") return { value, end: at + 1 };
    if (char !== '\\') {
      value += char;
      at++;
      continue;
    }
    const code = /^\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/.exec(
      text.slice(at, at + 10),
    );
    if (code !== null) {
      const [whole, hex, short, long, octal] = code;
      const point =
        octal === undefined ? Number.parseInt((hex ?? short ?? long)!, 16) : Number.parseInt(octal, 8);
      value += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
      at += whole.length;
    } else {
      const next = text[at + 1];
      if (next === undefined) return null;
      value += ansiC[next] ?? next;
      at += 2;
    }
  }
  return null;
}
