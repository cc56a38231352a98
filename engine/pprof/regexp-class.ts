/** Character classes of Go's regular expressions, as ranges of code points and as JavaScript's classes. */

/** First and last code point, both included. */
export type CodeRange = readonly [number, number];

export function classItem(c: string): number {
  return c.codePointAt(0)!;
}

function ranges(spelled: string): readonly CodeRange[] {
  const found: CodeRange[] = [];
  for (const [part] of spelled.matchAll(/.-.|./gsu)) {
    const codes = Array.from(part, classItem);
    found.push([codes[0]!, codes[codes.length - 1]!]);
  }
  return found;
}

const perl: Readonly<Record<string, readonly CodeRange[]>> = {
  d: ranges('0-9'),
  s: ranges('\t\n\f\r '),
  w: ranges('0-9A-Za-z_'),
};

/** What \d, \S and their like stand for; ASCII only, as in Go. */
export function perlClass(
  letter: string,
): { readonly ranges: readonly CodeRange[]; readonly isNegated: boolean } | undefined {
  const set = perl[letter.toLowerCase()];
  return set && { ranges: set, isNegated: letter !== letter.toLowerCase() };
}

const posix: Readonly<Record<string, readonly CodeRange[]>> = {
  alnum: ranges('0-9A-Za-z'),
  alpha: ranges('A-Za-z'),
  ascii: [[0, 0x7f]],
  blank: ranges('\t '),
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: ranges('0-9'),
  graph: ranges('!-~'),
  lower: ranges('a-z'),
  print: ranges(' -~'),
  punct: ranges('!-/:-@[-`{-~'),
  space: ranges('\t-\r '),
  upper: ranges('A-Z'),
  word: ranges('0-9A-Za-z_'),
  xdigit: ranges('0-9A-Fa-f'),
};

/** What [:name:] stands for. */
export function posixClass(name: string): readonly CodeRange[] | undefined {
  return Object.hasOwn(posix, name) ? posix[name] : undefined;
}

/** A Unicode category ('L', 'Lu') or script ('Greek') as JavaScript writes it; undefined where there is none. */
export function named(property: string, isNegated: boolean): string | undefined {
  const inverted = property.startsWith('^');
  const name = inverted ? property.slice(1) : property;
  const letter = isNegated !== inverted ? 'P' : 'p';
  const escaped = name.length <= 2 || name === 'Any' ? `\\${letter}{${name}}` : `\\${letter}{Script=${name}}`;
  try {
    new RegExp(escaped, 'u');
    return /^\w+$/.test(name) ? escaped : undefined;
  } catch {
    return undefined;
  }
}

/** Letters that fold to an ASCII letter besides its other case: the long s and the Kelvin sign. */
const oddFolds = new Map([
  [0x53, 0x17f],
  [0x73, 0x17f],
  [0x4b, 0x212a],
  [0x6b, 0x212a],
]);

/** Folding goes letter by letter, so of a range that spans much of Unicode only this much is folded. */
const maxFolded = 0x3000;

/** The ranges and every letter that differs from one of theirs by case alone. */
export function foldCase(set: readonly CodeRange[]): readonly CodeRange[] {
  const folded: CodeRange[] = [...set];
  for (const [low, high] of set) {
    for (let code = low; code <= Math.min(high, low + maxFolded); code++) {
      const c = String.fromCodePoint(code);
      for (const other of [c.toLowerCase(), c.toUpperCase()]) {
        const codes = Array.from(other, classItem);
        if (codes.length === 1 && codes[0] !== code) folded.push([codes[0]!, codes[0]!]);
      }
      const odd = oddFolds.get(code);
      if (odd !== undefined) folded.push([odd, odd]);
    }
  }
  return folded;
}

/** The ranges as a class of JavaScript, or a single character that needs no brackets. */
export function toClass(set: readonly CodeRange[], isNegated: boolean): string {
  const one = set.length === 1 && set[0]![0] === set[0]![1] && !isNegated;
  if (one) return spell(set[0]![0]);
  const members = set.map(([low, high]) => (low === high ? spell(low) : `${spell(low)}-${spell(high)}`));
  return `[${isNegated ? '^' : ''}${members.join('')}]`;
}

/** Letters, digits and _ stand for themselves, everything else as \u{…}. */
function spell(code: number): string {
  const c = String.fromCodePoint(code);
  return /^\w$/.test(c) ? c : `\\u{${code.toString(16)}}`;
}
