import type { Failure } from '../../proto/errors';

/** What a language makes of facts that were worded, or counted, where a failure arose. */
export interface FactWords {
  /** The fact `name`: a reason or another detail, in English as it arose, or a foreign program's own words. */
  readonly detail: (text: string, name: string) => string;
  readonly bytes: (count: string) => string;
}

/** Longest quotation of somebody else's words, in characters. */
const maxQuote = 240;

/** The facts of a failure as parts of a sentence. */
export class Facts {
  constructor(
    private readonly facts: Failure['facts'],
    private readonly words: FactWords,
  ) {}

  text(name: string): string {
    const value = this.facts[name];
    return value === undefined ? '' : this.words.detail(oneLine(String(value)), name);
  }

  /** `before`, the fact and `after`, or nothing where the fact is missing or empty. */
  part(before: string, name: string, after = ''): string {
    const text = this.text(name);
    return text === '' ? '' : `${before}${text}${after}`;
  }

  /** The same for a fact that counts bytes. */
  size(before: string, name: string, after = ''): string {
    const value = this.facts[name];
    return typeof value === 'number' ? `${before}${this.bytesText(value)}${after}` : '';
  }

  private bytesText(bytes: number): string {
    const units = ['', 'kB', 'MB', 'GB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    const count = String(Number(value.toFixed(1)));
    return unit === 0 ? this.words.bytes(count) : `${count} ${units[unit]}`;
  }
}

/**
 * One line without surrounding space or a final full stop, cut where it is overlong. Marks that turn the
 * direction of writing would reach beyond the quotation, and half a surrogate pair is no character.
 */
export function oneLine(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
    .replace(/\.+$/, '');
  const short = line.length <= maxQuote ? line : `${line.slice(0, maxQuote)}…`;
  return short.replace(/\p{Cs}/gu, '\ufffd');
}
