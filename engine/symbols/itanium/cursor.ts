import { Unreadable } from './nodes';

/** A place in a mangled name. */
export class Cursor {
  at = 0;
  private depth = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }

  starts(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.starts(text)) return false;
    this.at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`no ${text}`);
  }

  fail(why: string): never {
    throw new Unreadable(`${why} at ${this.at}`);
  }

  /** Runs a rule that may contain itself. */
  nested<T>(rule: () => T): T {
    if (++this.depth > 256) this.fail('too deep');
    const result = rule();
    this.depth--;
    return result;
  }

  isDigit(): boolean {
    const c = this.peek();
    return c >= '0' && c <= '9';
  }

  /** Decimal digits as they stand; '' where there are none. */
  digits(): string {
    const from = this.at;
    while (this.isDigit()) this.at++;
    return this.text.slice(from, this.at);
  }

  /** A whole number; 'n' is its minus. */
  number(): number {
    const isNegative = this.take('n');
    const digits = this.digits();
    if (digits === '' || digits.length > 9) this.fail('no number');
    return isNegative ? -Number(digits) : Number(digits);
  }

  /** '_' is 0, '0_' is 1, '1_' is 2. */
  compactNumber(): number {
    if (this.take('_')) return 0;
    const number = this.number() + 1;
    this.expect('_');
    return number;
  }

  /** As {@link compactNumber}, in base 36 with capital letters. */
  sequence(): number {
    if (this.take('_')) return 0;
    const found = /^[0-9A-Z]{1,6}(?=_)/.exec(this.text.slice(this.at, this.at + 7));
    if (found === null) return this.fail('no sequence number');
    this.at += found[0].length + 1;
    return Number.parseInt(found[0], 36) + 1;
  }

  /** So many characters. */
  characters(length: number): string {
    if (length <= 0 || this.at + length > this.text.length) this.fail('a name beyond the end');
    this.at += length;
    return this.text.slice(this.at - length, this.at);
  }
}
