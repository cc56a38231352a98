import { decodeUtf8, encodeUtf8 } from '../wire/utf8';

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};
const digitsOf: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Reads a string literal of Go that begins at `start` with its quote.
 *
 * @returns the text and where the literal ends; null where it is not one.
 */
export function goUnquote(source: string, start: number): { text: string; end: number } | null {
  if (source[start] !== '"') return null;
  let text = '';
  // '\xNN' are bytes, of which several may make one character.
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) text += decodeUtf8(Uint8Array.from(bytes), 0, bytes.length);
    bytes = [];
  };
  let plainFrom = start + 1;
  for (let pos = plainFrom; pos < source.length; ) {
    const c = source[pos]!;
    if (c === '"') {
      flush();
      return { text: text + source.slice(plainFrom, pos), end: pos + 1 };
    }
    if (c !== '\\') {
      flush();
      pos++;
      continue;
    }
    const plain = source.slice(plainFrom, pos);
    if (plain !== '') {
      flush();
      text += plain;
    }
    const kind = source[pos + 1] ?? '';
    const digits = digitsOf[kind];
    const octal = /^[0-7]{3}/.exec(source.slice(pos + 1, pos + 4));
    if (octal !== null) {
      bytes.push(Number.parseInt(octal[0], 8) & 255);
      pos += 4;
    } else if (digits !== undefined) {
      const hex = source.slice(pos + 2, pos + 2 + digits);
      if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex)) return null;
      const point = Number.parseInt(hex, 16);
      if (kind === 'x') bytes.push(point);
      else if (point > 0x10ffff) return null;
      else bytes.push(...encodeUtf8(String.fromCodePoint(point)));
      pos += 2 + digits;
    } else if (escapes[kind] !== undefined) {
      bytes.push(escapes[kind]);
      pos += 2;
    } else {
      return null;
    }
    plainFrom = pos;
  }
  return null;
}
