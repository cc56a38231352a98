import { FlamebenchError } from '../../proto/errors';
import { type CodeRange, classItem, foldCase, named, perlClass, posixClass, toClass } from './regexp-class';
import {
  type AssertionKind,
  empty,
  type PatternNode,
  sizeOf,
  toJavaScript,
  waysToMatch,
} from './regexp-node';
import { stateMachine, type TextPattern } from './regexp-states';

export type { TextPattern };

/**
 * Regular expressions as pprof takes them: Go's syntax (RE2), carried over into JavaScript's.
 *
 * Only whether a text matches is asked, so groups need no numbers and greediness no care. What JavaScript
 * reads otherwise is spelled out: `.`, `^`, `$` under flags, `\s`, classes, case folding within a part of the
 * pattern, `\Q…\E`, `\A`, `\z`. What Go refuses (backreferences, look-around) is refused.
 *
 * As in Go, no pattern takes more time than the text's length times its own: where JavaScript's backtracking
 * might, all states are followed at once instead. Patterns come from profiles and pages too, and one of them
 * must not hold up an analysis for ever.
 *
 * @param name what the pattern is for, in the failure.
 * @throws FlamebenchError 'bad-argument' with what is wrong where.
 */
export function goRegExp(pattern: string, name: string): TextPattern {
  const node = new Parser(pattern, name).parse();
  const wrong = (what: string) =>
    new FlamebenchError('bad-argument', name, { reason: `the pattern '${pattern}' is ${what}` });
  if (sizeOf(node) > maxSize) throw wrong('too large');
  let backtracking: RegExp;
  try {
    backtracking = new RegExp(toJavaScript(node), 'u');
  } catch {
    throw wrong('not understood');
  }
  if (waysToMatch(node, 1) * shortText <= maxTries) {
    const longest = longestSafe(node);
    let states: TextPattern | undefined;
    return {
      test(text) {
        if (text.length <= longest) return backtracking.test(text);
        states ??= stateMachine(node);
        return states.test(text);
      },
    };
  }
  return stateMachine(node);
}

/** As in Go, a pattern is refused once its repetitions are written out to more than this. */
const maxSize = 20_000;
/** What backtracking may try before the pattern's states are followed instead: some milliseconds. */
const maxTries = 1e6;
const shortText = 64;

/** The longest text, in UTF-16 units, on which backtracking surely stays below its bound. */
function longestSafe(node: PatternNode): number {
  let longest = shortText;
  while (longest < 2 ** 20 && waysToMatch(node, 2 * longest) * 2 * longest <= maxTries) longest *= 2;
  return longest;
}

/** {@link goRegExp} of an option's value; null where it is empty. */
export function optionRegExp(pattern: string, name: string): TextPattern | null {
  return pattern === '' ? null : goRegExp(pattern, name);
}

interface Flags {
  readonly fold: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** Go's bound on repetition counts. */
const maxRepeat = 1000;
/** Go's bound on groups within groups. */
const maxDepth = 1000;

class Parser {
  private at = 0;
  private depth = 0;
  private readonly text: readonly string[];
  private flags: Flags = { fold: false, multiline: false, dotAll: false };

  constructor(
    private readonly pattern: string,
    private readonly name: string,
  ) {
    this.text = Array.from(pattern);
  }

  parse(): PatternNode {
    const all = this.alternatives();
    if (this.at < this.text.length) throw this.wrong('a ) without its (');
    return all;
  }

  private wrong(what: string): FlamebenchError {
    const reason = `the pattern '${this.pattern}' is broken: ${what}`;
    return new FlamebenchError('bad-argument', this.name, { reason });
  }

  private take(literal: string): boolean {
    for (let i = 0; i < literal.length; i++) if (this.text[this.at + i] !== literal[i]) return false;
    this.at += literal.length;
    return true;
  }

  /** Up to the ) or end that closes it. Flags set inside hold until there. */
  private alternatives(): PatternNode {
    const outer = this.flags;
    const alternatives: PatternNode[][] = [[]];
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      const parts = alternatives.at(-1)!;
      if (this.take('|')) alternatives.push([]);
      else if (this.take('\\Q')) parts.push(...this.quoted());
      else parts.push(this.repeated(this.atom()));
    }
    this.flags = outer;
    const parts = alternatives.map(sequence);
    return parts.length === 1 ? parts[0]! : { kind: 'either', parts };
  }

  /** The characters of \Q…\E. What repeats behind it repeats its last character, as in Go. */
  private quoted(): PatternNode[] {
    const characters: PatternNode[] = [];
    while (this.at < this.text.length && !this.take('\\E'))
      characters.push(this.literal(this.text[this.at++]!));
    const last = characters.pop();
    return last === undefined ? [] : [...characters, this.repeated(last)];
  }

  /** An atom with the repetition that stands behind it. */
  private repeated(atom: PatternNode): PatternNode {
    const times = this.repetition();
    if (times === null) return atom;
    if (this.repetition() !== null) throw this.wrong('a repetition of a repetition');
    return { kind: 'repeat', inner: atom, ...times };
  }

  private repetition(): { readonly low: number; readonly high: number } | null {
    const c = this.text[this.at];
    let times: { low: number; high: number } | null = null;
    if (c === '*' || c === '+' || c === '?') {
      times = { low: c === '+' ? 1 : 0, high: c === '?' ? 1 : Number.POSITIVE_INFINITY };
      this.at++;
    } else if (c === '{') {
      const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.text.slice(this.at, this.at + 16).join(''));
      if (counts === null) return null;
      const [whole, low, more, high] = counts;
      if (Number(low) > maxRepeat || Number(high ?? 0) > maxRepeat) throw this.wrong(`${whole} is too many`);
      const most = more === undefined ? Number(low) : high === '' ? Number.POSITIVE_INFINITY : Number(high);
      if (most < Number(low)) throw this.wrong(`${whole} ends before it starts`);
      times = { low: Number(low), high: most };
      this.at += whole.length;
    }
    if (times !== null) this.take('?');
    return times;
  }

  private atom(): PatternNode {
    const c = this.text[this.at]!;
    switch (c) {
      case '(':
        this.at++;
        return this.group();
      case '[':
        this.at++;
        return character(this.bracketed());
      case '.':
        this.at++;
        return character(this.flags.dotAll ? '[^]' : '[^\\n]');
      case '^':
        this.at++;
        return assertion(this.flags.multiline ? 'line-start' : 'start');
      case '$':
        this.at++;
        return assertion(this.flags.multiline ? 'line-end' : 'end');
      case '*':
      case '+':
      case '?':
        throw this.wrong(`nothing before ${c} to repeat`);
      case '\\':
        return this.escaped();
      default:
        this.at++;
        return this.literal(c);
    }
  }

  private literal(c: string): PatternNode {
    const code = c.codePointAt(0)!;
    return character(toClass(this.flags.fold ? foldCase([[code, code]]) : [[code, code]], false));
  }

  private group(): PatternNode {
    if (!this.take('?')) return this.closed();
    if (
      this.take('P<') ||
      (this.text[this.at + 1] !== '=' && this.text[this.at + 1] !== '!' && this.take('<'))
    ) {
      const end = this.text.indexOf('>', this.at);
      if (end < 0 || !/^\w+$/.test(this.text.slice(this.at, end).join('')))
        throw this.wrong('a group without name');
      this.at = end + 1;
      return this.closed();
    }
    const end = this.text.findIndex((c, i) => i >= this.at && (c === ':' || c === ')'));
    const written = end < 0 ? '' : this.text.slice(this.at, end).join('');
    const parts = /^([imsU]*)(?:-([imsU]+))?$/.exec(written);
    if (end < 0 || parts === null || (written === '' && this.text[end] === ')')) {
      throw this.wrong(`(?${this.text[this.at] ?? ''} is not supported`);
    }
    const on = parts[1]!;
    const off = parts[2] ?? '';
    const was = this.flags;
    const now = (flag: string, before: boolean) => (before || on.includes(flag)) && !off.includes(flag);
    const flags = {
      fold: now('i', was.fold),
      multiline: now('m', was.multiline),
      dotAll: now('s', was.dotAll),
    };
    this.at = end + 1;
    this.flags = flags;
    if (this.text[end] === ')') return empty;
    const group = this.closed();
    this.flags = was;
    return group;
  }

  private closed(): PatternNode {
    if (++this.depth > maxDepth) throw this.wrong('groups in groups in groups without end');
    const inside = this.alternatives();
    if (!this.take(')')) throw this.wrong('a ( without its )');
    this.depth--;
    return inside;
  }

  private escaped(): PatternNode {
    if (this.take('\\A')) return assertion('start');
    if (this.take('\\z')) return assertion('end');
    if (this.take('\\b')) return assertion('word-edge');
    if (this.take('\\B')) return assertion('no-word-edge');
    if (this.take('\\E')) return empty;
    const found = this.classEscape();
    return found === undefined ? this.literal(String.fromCodePoint(this.character())) : character(found);
  }

  /** \d \D \s \S \w \W \pL \p{Greek}; undefined where something else stands. */
  private classEscape(): string | undefined {
    const kind = this.text[this.at + 1] ?? '';
    const perl = perlClass(kind);
    if (perl !== undefined) {
      this.at += 2;
      return toClass(perl.ranges, perl.isNegated);
    }
    if (kind !== 'p' && kind !== 'P') return undefined;
    this.at += 2;
    let property = this.text[this.at++] ?? '';
    if (property === '{') {
      const end = this.text.indexOf('}', this.at);
      property = end < 0 ? '' : this.text.slice(this.at, end).join('');
      this.at = end + 1;
    }
    const found = named(property, kind === 'P');
    if (found === undefined) throw this.wrong(`there is no character class '${property}'`);
    return found;
  }

  /** The code point that an escape stands for. */
  private character(): number {
    this.at++;
    const c = this.text[this.at++];
    if (c === undefined) throw this.wrong('a \\ at its end');
    const plain = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[c];
    if (plain !== undefined) return plain;
    if (c === 'x') return this.hexadecimal();
    if (/[0-7]/.test(c)) {
      const more = /^[0-7]{0,2}/.exec(this.text.slice(this.at, this.at + 2).join(''))![0];
      if (c !== '0' && more === '') throw this.wrong('a backreference, which is not supported');
      this.at += more.length;
      return Number.parseInt(c + more, 8);
    }
    if (/[0-9A-Za-z]/.test(c) || c.codePointAt(0)! > 0x7f) throw this.wrong(`\\${c} means nothing`);
    return c.codePointAt(0)!;
  }

  private hexadecimal(): number {
    const rest = this.text.slice(this.at, this.at + 10).join('');
    const digits = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(rest);
    const code = digits === null ? -1 : Number.parseInt(digits[1] ?? digits[2]!, 16);
    if (code < 0 || code > 0x10ffff) throw this.wrong('\\x without its digits');
    this.at += digits![0].length;
    return code;
  }

  /** A class in brackets, whose [ was taken. */
  private bracketed(): string {
    const isNegated = this.take('^');
    const ranges: CodeRange[] = [];
    const others: string[] = [];
    for (let first = true; first || this.text[this.at] !== ']'; first = false) {
      if (this.at >= this.text.length) throw this.wrong('a [ without its ]');
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.text.slice(this.at, this.at + 16).join(''));
      if (posix !== null) {
        const set = posixClass(posix[2]!);
        if (set === undefined) throw this.wrong(`there is no character class ${posix[0]}`);
        if (posix[1] === '^') others.push(toClass(this.folded(set), true));
        else ranges.push(...set);
        this.at += posix[0].length;
        continue;
      }
      const found = this.text[this.at] === '\\' ? this.classEscape() : undefined;
      if (found !== undefined) {
        others.push(found);
        continue;
      }
      const low = this.member();
      let high = low;
      if (this.text[this.at] === '-' && this.text[this.at + 1] !== ']' && this.at + 1 < this.text.length) {
        this.at++;
        high = this.member();
        if (high < low) throw this.wrong('a range that ends before it starts');
      }
      ranges.push([low, high]);
    }
    this.at++;
    const own = toClass(this.folded(ranges), false);
    if (others.length === 0) return isNegated ? toClass(this.folded(ranges), true) : own;
    const parts = ranges.length > 0 ? [own, ...others] : others;
    const any = `(?:${parts.join('|')})`;
    return isNegated ? `(?:(?!${any})[^])` : any;
  }

  private folded(ranges: readonly CodeRange[]): readonly CodeRange[] {
    return this.flags.fold ? foldCase(ranges) : ranges;
  }

  private member(): number {
    if (this.text[this.at] === '\\') return this.character();
    return classItem(this.text[this.at++]!);
  }
}

/** One code point, by the JavaScript that matches it. */
function character(javaScript: string): PatternNode {
  return { kind: 'character', javaScript };
}

function assertion(what: AssertionKind): PatternNode {
  return { kind: 'assertion', what };
}

function sequence(parts: readonly PatternNode[]): PatternNode {
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
}
