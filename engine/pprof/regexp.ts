import { FlamebenchError } from '../../proto/errors';
import { type CodeRange, classItem, foldCase, named, perlClass, posixClass, toClass } from './regexp-class';

/**
 * Regular expressions as pprof takes them: Go's syntax (RE2), carried over into JavaScript's.
 *
 * Only whether a text matches is asked, so groups need no numbers and greediness no care. What JavaScript
 * reads otherwise is spelled out: `.`, `^`, `$` under flags, `\s`, classes, case folding within a part of the
 * pattern, `\Q…\E`, `\A`, `\z`. What Go refuses (backreferences, look-around) is refused.
 *
 * @param name what the pattern is for, in the failure.
 * @throws FlamebenchError 'bad-argument' with what is wrong where.
 */
export function goRegExp(pattern: string, name: string): RegExp {
  const translated = new Translator(pattern, name).translate();
  try {
    return new RegExp(translated, 'u');
  } catch {
    throw new FlamebenchError('bad-argument', name, { reason: `the pattern '${pattern}' is not understood` });
  }
}

/** {@link goRegExp} of an option's value; null where it is empty. */
export function optionRegExp(pattern: string, name: string): RegExp | null {
  return pattern === '' ? null : goRegExp(pattern, name);
}

interface Flags {
  readonly fold: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
}

/** Go's bound on repetition counts. */
const maxRepeat = 1000;

class Translator {
  private at = 0;
  private readonly text: readonly string[];
  private flags: Flags = { fold: false, multiline: false, dotAll: false };

  constructor(
    private readonly pattern: string,
    private readonly name: string,
  ) {
    this.text = Array.from(pattern);
  }

  translate(): string {
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
  private alternatives(): string {
    const outer = this.flags;
    let out = '';
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      if (this.take('|')) out += '|';
      else out += this.repeated();
    }
    this.flags = outer;
    return out;
  }

  /** An atom and the repetition behind it. */
  private repeated(): string {
    const atom = this.atom();
    const repetition = this.repetition();
    if (repetition === '') return atom;
    if (atom === '') throw this.wrong('nothing to repeat');
    if (this.repetition() !== '') throw this.wrong('a repetition of a repetition');
    // What matches no character may not be repeated bare in JavaScript.
    return `(?:${atom})${repetition}`;
  }

  private repetition(): string {
    const c = this.text[this.at];
    let repetition = '';
    if (c === '*' || c === '+' || c === '?') {
      repetition = c;
      this.at++;
    } else if (c === '{') {
      const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.text.slice(this.at, this.at + 16).join(''));
      if (counts === null) return '';
      const [whole, low, more, high] = counts;
      if (Number(low) > maxRepeat || Number(high ?? 0) > maxRepeat) throw this.wrong(`${whole} is too many`);
      if (more !== undefined && high !== '' && Number(high) < Number(low)) {
        throw this.wrong(`${whole} ends before it starts`);
      }
      repetition = whole;
      this.at += whole.length;
    }
    if (repetition !== '') this.take('?');
    return repetition;
  }

  private atom(): string {
    const c = this.text[this.at]!;
    switch (c) {
      case '(':
        this.at++;
        return this.group();
      case '[':
        this.at++;
        return this.bracketed();
      case '.':
        this.at++;
        return this.flags.dotAll ? '[^]' : '[^\\n]';
      case '^':
        this.at++;
        return this.flags.multiline ? '(?<![^\\n])' : '^';
      case '$':
        this.at++;
        return this.flags.multiline ? '(?![^\\n])' : '$';
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

  private literal(c: string): string {
    const code = c.codePointAt(0)!;
    return toClass(this.flags.fold ? foldCase([[code, code]]) : [[code, code]], false);
  }

  private group(): string {
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
    if (this.text[end] === ')') return '(?:)';
    const group = this.closed();
    this.flags = was;
    return group;
  }

  private closed(): string {
    const inside = this.alternatives();
    if (!this.take(')')) throw this.wrong('a ( without its )');
    return `(?:${inside})`;
  }

  private escaped(): string {
    if (this.take('\\Q')) {
      let out = '';
      while (this.at < this.text.length && !this.take('\\E')) out += this.literal(this.text[this.at++]!);
      return out === '' ? '(?:)' : out;
    }
    if (this.take('\\A')) return '^';
    if (this.take('\\z')) return '$';
    if (this.take('\\b')) return '\\b';
    if (this.take('\\B')) return '\\B';
    if (this.take('\\E')) return '(?:)';
    return this.classEscape() ?? this.literal(String.fromCodePoint(this.character()));
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
