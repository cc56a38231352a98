import { FlamebenchError } from '../../proto/errors';
import { type Work, within } from '../work/work';
import { decodeUtf8 } from './utf8';

/** Longest string of V8, which is what JSON is parsed from. */
const mostBytes = 2 ** 29 - 24;

/** Whether the file is a JSON object, by its first character. */
export function isJsonObject(bytes: Uint8Array): boolean {
  let pos = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (pos < bytes.length && isSpace(bytes[pos]!)) pos++;
  return bytes[pos] === 0x7b;
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 10 || byte === 13;
}

/** How much of either end of a file is looked at for marks: the keys of an object have no order. */
const endBytes = 1 << 14;

/** The beginning and the end of a file, for recognition. */
export function bothEnds(bytes: Uint8Array): string {
  if (bytes.length <= 2 * endBytes) return decodeUtf8(bytes, 0, bytes.length);
  return `${decodeUtf8(bytes, 0, endBytes)}\n${decodeUtf8(bytes, bytes.length - endBytes, bytes.length)}`;
}

/** What of the time to parse a file its text takes. */
const decoding = 0.4;
const bytesInPart = 1 << 22;

/** The text of a file from a byte on, in parts that end between two characters. */
function* textOf(bytes: Uint8Array, start: number): Work<string> {
  const texts: string[] = [];
  for (let from = start; from < bytes.length; ) {
    let to = Math.min(bytes.length, from + bytesInPart);
    while (to < bytes.length && to > from + 1 && (bytes[to]! & 0xc0) === 0x80) to--;
    texts.push(decodeUtf8(bytes, from, to));
    from = to;
    yield to / bytes.length;
  }
  return texts.join('');
}

/**
 * A place in parsed JSON, which knows its path. What is read is checked to be of the kind that is asked for.
 *
 * All readers throw FlamebenchError 'malformed-profile' with the path and what was found there.
 */
export class JsonPlace {
  private constructor(
    readonly value: unknown,
    private readonly path: string,
    private readonly name: string,
  ) {}

  /**
   * Parses a file. The parser itself cannot be left: for a hundred megabytes it is a part of about a second.
   * @param name what it is called in failures.
   * @throws FlamebenchError 'malformed-profile', 'too-large'
   */
  static *parse(bytes: Uint8Array, name: string): Work<JsonPlace> {
    if (bytes.length > mostBytes) throw new FlamebenchError('too-large', name, { limitBytes: mostBytes });
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    const broken = (thrown: unknown): never => {
      const reason =
        thrown instanceof SyntaxError ? `its JSON is broken: ${thrown.message}` : 'its JSON is broken';
      throw new FlamebenchError('malformed-profile', name, { reason });
    };
    let value: unknown;
    try {
      value = JSON.parse(yield* within(0, decoding, textOf(bytes, mark)));
    } catch (thrown) {
      broken(thrown);
    }
    yield 1;
    return new JsonPlace(value, '', name);
  }

  fail(reason: string): never {
    const where = this.path === '' ? reason : `${this.path}: ${reason}`;
    throw new FlamebenchError('malformed-profile', this.name, { reason: where });
  }

  /** The field of an object; its value is undefined where it is missing. */
  at(key: string): JsonPlace {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail('no object');
    const field = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    return new JsonPlace(field, this.path === '' ? key : `${this.path}.${key}`, this.name);
  }

  get isMissing(): boolean {
    return this.value === undefined || this.value === null;
  }

  array(): readonly unknown[] {
    return Array.isArray(this.value) ? this.value : this.fail('no list');
  }

  /** The elements of an array, with their paths. */
  *items(): Generator<JsonPlace> {
    const { length } = this.array();
    for (let i = 0; i < length; i++) yield this.item(i);
  }

  /** An element of what {@link array} is. */
  item(i: number): JsonPlace {
    return new JsonPlace((this.value as readonly unknown[])[i], `${this.path}[${i}]`, this.name);
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.fail('no text');
  }

  /** A text, '' where it is missing. */
  textOrNone(): string {
    return this.isMissing ? '' : this.text();
  }

  number(): number {
    return typeof this.value === 'number' && Number.isFinite(this.value)
      ? this.value
      : this.fail('no number');
  }

  /** All elements as numbers. */
  numbers(): readonly number[] {
    const array = this.array();
    const odd = array.findIndex((each) => typeof each !== 'number' || !Number.isFinite(each));
    if (odd >= 0) this.fail(`element ${odd} is no number`);
    return array as readonly number[];
  }

  /** A source line or column as a profile has it: 0 where it is missing or makes no sense. */
  lineNumber(): number {
    const { value } = this;
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
  }
}
