import { Cursor } from './itanium/cursor';
import { Unreadable } from './itanium/nodes';
import { decodePunycode } from './punycode';

/** References back let a short name stand for an endless one. */
const maxLength = 1 << 16;
const maxWritten = 1 << 23;

const basicTypes: Readonly<Record<string, string>> = {
  a: 'i8',
  b: 'bool',
  c: 'char',
  d: 'f64',
  e: 'str',
  f: 'f32',
  h: 'u8',
  i: 'isize',
  j: 'usize',
  l: 'i32',
  m: 'u32',
  n: 'i128',
  o: 'u128',
  p: '_',
  s: 'i16',
  t: 'u16',
  u: '()',
  v: '...',
  x: 'i64',
  y: 'u64',
  z: '!',
};

const characterEscapes: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\r': '\\r',
  '\n': '\\n',
  '\\': '\\\\',
  "'": "\\'",
};

/**
 * A name of Rust's own mangling, `_R…` (RFC 2603), without hashes of crates.
 *
 * @param showsArgs false = what stands between angle brackets of generics is left out.
 * @throws Unreadable where it is none
 */
export function demangleRust(name: string, showsArgs: boolean): string {
  const dot = name.indexOf('.');
  const parser = new RustParser(name.slice(2, dot < 0 ? undefined : dot), showsArgs);
  return parser.symbol();
}

class RustParser {
  private readonly cursor: Cursor;
  /** Lifetimes that binders around have named. */
  private lifetimes = 0;
  private written = 0;

  constructor(
    text: string,
    private readonly showsArgs: boolean,
  ) {
    this.cursor = new Cursor(text);
  }

  symbol(): string {
    if (this.cursor.isDigit()) this.cursor.fail('an encoding of the future');
    const path = this.path(true);
    // The crate that instantiated a generic function.
    if (!this.cursor.isAtEnd) this.path(false);
    if (!this.cursor.isAtEnd) this.cursor.fail('more than a name');
    return path;
  }

  /** Counts what has been put together, so that references back cannot grow without end. */
  private counted(text: string): string {
    this.written += text.length;
    if (this.written > maxWritten || text.length > maxLength) throw new Unreadable('too long');
    return text;
  }

  private base62(): number {
    const { cursor } = this;
    if (cursor.take('_')) return 0;
    let value = 0;
    for (let c = cursor.characters(1); c !== '_'; c = cursor.characters(1)) {
      const digit = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(c);
      value = value * 62 + digit;
      // Hashes of crates pass 2^53; they are not shown, and no place or count is as large.
      if (digit < 0 || value > 2 ** 64) cursor.fail('no number');
    }
    return value + 1;
  }

  private back(read: () => string): string {
    const { cursor } = this;
    const from = cursor.at;
    cursor.expect('B');
    const to = this.base62();
    if (to >= from) cursor.fail('a reference forward');
    const after = cursor.at;
    cursor.at = to;
    const text = this.counted(read());
    cursor.at = after;
    return text;
  }

  private disambiguator(): number {
    return this.cursor.take('s') ? this.base62() + 1 : 0;
  }

  private plainIdentifier(): string {
    const { cursor } = this;
    const isEncoded = cursor.take('u');
    // Numbers have no zeros in front: two of them are two empty names.
    const length = cursor.take('0') ? 0 : cursor.number();
    cursor.take('_');
    const text = length === 0 ? '' : cursor.characters(length);
    return isEncoded ? (decodePunycode(text) ?? cursor.fail('broken Punycode')) : text;
  }

  /** @param isValue generics of it are set off by '::' */
  private path(isValue: boolean): string {
    return this.counted(this.cursor.nested(() => this.pathRule(isValue)));
  }

  private pathRule(isValue: boolean): string {
    const { cursor } = this;
    if (cursor.peek() === 'B') return this.back(() => this.path(isValue));
    const kind = cursor.characters(1);
    switch (kind) {
      case 'C':
        this.disambiguator();
        return this.plainIdentifier();
      case 'M':
      case 'X':
        // Where the impl stands is not shown.
        this.disambiguator();
        this.path(false);
        return this.implementation(kind === 'X');
      case 'Y':
        return this.implementation(true);
      case 'N':
        return this.nested(isValue);
      case 'I': {
        const path = this.path(isValue);
        return `${path}${isValue ? '::' : ''}<${this.genericArgs()}>`;
      }
      default:
        return cursor.fail('no path');
    }
  }

  private implementation(isOfTrait: boolean): string {
    const type = this.type();
    return isOfTrait ? `<${type} as ${this.path(false)}>` : `<${type}>`;
  }

  private nested(isValue: boolean): string {
    const space = this.cursor.characters(1);
    if (!/[A-Za-z]/.test(space)) this.cursor.fail('no namespace');
    const path = this.path(isValue);
    const number = this.disambiguator();
    const name = this.plainIdentifier();
    if (space >= 'a') return name === '' ? `${path}::` : `${path}::${name}`;
    const kind = { C: 'closure', S: 'shim' }[space] ?? space;
    return `${path}::{${kind}${name === '' ? '' : `:${name}`}#${number}}`;
  }

  private listTo(end: string, read: () => string): string[] {
    const list: string[] = [];
    while (!this.cursor.take(end)) list.push(read());
    return list;
  }

  private genericArgs(): string {
    const args = this.listTo('E', () => {
      if (this.cursor.take('L')) return this.lifetime(this.base62());
      return this.cursor.take('K') ? this.constant() : this.type();
    });
    return this.showsArgs ? args.join(', ') : '';
  }

  private lifetime(index: number): string {
    if (index === 0) return "'_";
    const depth = this.lifetimes - index;
    if (depth < 0) this.cursor.fail('no such lifetime');
    return depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'z${depth - 25}`;
  }

  /** `for<'a, 'b> ` where a binder stands; '' otherwise. */
  private binder(): string {
    if (!this.cursor.take('G')) return '';
    const count = this.base62() + 1;
    if (count >= this.cursor.text.length) this.cursor.fail('too many lifetimes');
    const names: string[] = [];
    for (let i = 0; i < count; i++) {
      this.lifetimes++;
      names.push(this.lifetime(1));
    }
    return `for<${names.join(', ')}> `;
  }

  private type(): string {
    return this.counted(this.cursor.nested(() => this.typeRule()));
  }

  private typeRule(): string {
    const { cursor } = this;
    const next = cursor.peek();
    if (next === 'B') return this.back(() => this.type());
    if (next !== '' && 'CMXYNI'.includes(next)) return this.path(false);
    cursor.characters(1);
    if (Object.hasOwn(basicTypes, next)) return basicTypes[next]!;
    const outer = this.lifetimes;
    switch (next) {
      case 'A':
        return `[${this.type()}; ${this.constant()}]`;
      case 'S':
        return `[${this.type()}]`;
      case 'T': {
        const types = this.listTo('E', () => this.type());
        return `(${types.join(', ')}${types.length === 1 ? ',' : ''})`;
      }
      case 'R':
      case 'Q': {
        const index = cursor.take('L') ? this.base62() : 0;
        const lifetime = index === 0 ? '' : `${this.lifetime(index)} `;
        return `&${lifetime}${next === 'Q' ? 'mut ' : ''}${this.type()}`;
      }
      case 'P':
        return `*const ${this.type()}`;
      case 'O':
        return `*mut ${this.type()}`;
      case 'F': {
        const signature = this.signature();
        this.lifetimes = outer;
        return signature;
      }
      case 'D': {
        const bounds = `dyn ${this.binder()}${this.listTo('E', () => this.traitBound()).join(' + ')}`;
        this.lifetimes = outer;
        cursor.expect('L');
        const index = this.base62();
        if (index === 0) return bounds;
        return `${bounds}${bounds.endsWith(' ') ? '' : ' '}+ ${this.lifetime(index)}`;
      }
      default:
        return cursor.fail('no type');
    }
  }

  private signature(): string {
    const { cursor } = this;
    let text = this.binder();
    if (cursor.take('U')) text += 'unsafe ';
    if (cursor.take('K')) {
      text += `extern "${cursor.take('C') ? 'C' : this.plainIdentifier().replaceAll('_', '-')}" `;
    }
    text += `fn(${this.listTo('E', () => this.type()).join(', ')})`;
    return cursor.take('u') ? text : `${text} -> ${this.type()}`;
  }

  /** A trait and what its associated types are: `Iterator<Item = u8>`. */
  private traitBound(): string {
    const { path, args } = this.openPath();
    const bindings: string[] = args === null || args === '' ? [] : [args];
    while (this.cursor.take('p')) {
      const name = this.plainIdentifier();
      bindings.push(`${name} = ${this.type()}`);
    }
    return args === null && bindings.length === 0 ? path : `${path}<${bindings.join(', ')}>`;
  }

  /** A path apart from the generics at its end; null where it has none. */
  private openPath(): { readonly path: string; readonly args: string | null } {
    const { cursor } = this;
    if (cursor.peek() === 'B') {
      let open = { path: '', args: null as string | null };
      this.back(() => {
        open = this.cursor.nested(() => this.openPath());
        return open.path + (open.args ?? '');
      });
      return open;
    }
    if (!cursor.take('I')) return { path: this.path(false), args: null };
    const path = this.path(false);
    return { path, args: this.genericArgs() };
  }

  private constant(): string {
    const { cursor } = this;
    if (cursor.peek() === 'B') return this.back(() => this.constant());
    const type = cursor.characters(1);
    if (type === 'p') return '_';
    const isSigned = 'aslxni'.includes(type);
    if (!isSigned && !'htmyojbc'.includes(type)) cursor.fail('no constant');
    const sign = isSigned && cursor.take('n') ? '-' : '';
    const digits = /^(?:0|[1-9a-f][0-9a-f]*)(?=_)/.exec(cursor.text.slice(cursor.at, cursor.at + 64))?.[0];
    if (digits === undefined) return cursor.fail('no digits');
    cursor.at += digits.length + 1;
    if (type === 'b') {
      return digits === '0' ? 'false' : digits === '1' ? 'true' : cursor.fail('neither true nor false');
    }
    if (type !== 'c') return sign + (digits.length > 16 ? `0x${digits}` : String(BigInt(`0x${digits}`)));
    const code = Number.parseInt(digits, 16);
    if (digits.length > 6) cursor.fail('no character');
    const character = code >= 0x20 && code <= 0x7e ? String.fromCharCode(code) : `\\u{${digits}}`;
    const escaped = code < 128 ? characterEscapes[String.fromCharCode(code)] : undefined;
    return `'${escaped ?? character}'`;
  }
}
