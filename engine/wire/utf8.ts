/** UTF-8 in both directions, since the engine knows neither TextDecoder nor TextEncoder. */

/** `String.fromCharCode` takes its characters as arguments, and argument lists are bounded. */
const chunk = 4096;
const replacement = 0xfffd;

/**
 * Text of `bytes[start, end)`. Invalid sequences become U+FFFD, one for each longest prefix of a valid
 * sequence, as the WHATWG Encoding Standard decodes (without removing a byte order mark).
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  for (let i = start; i < end; i++) {
    if (bytes[i]! > 127) return decodeGeneral(bytes, start, end);
  }
  return fromUnits(bytes, start, end);
}

function fromUnits(units: Uint8Array | Uint16Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i += chunk) {
    // The declared parameter type is number[]; any array-like is taken.
    const part = units.subarray(i, Math.min(end, i + chunk)) as unknown as number[];
    text += String.fromCharCode.apply(null, part);
  }
  return text;
}

function decodeGeneral(bytes: Uint8Array, start: number, end: number): string {
  // A sequence of n bytes never gives more than n UTF-16 units.
  const units = new Uint16Array(end - start);
  let length = 0;
  let i = start;
  while (i < end) {
    const first = bytes[i++]!;
    if (first < 0x80) {
      units[length++] = first;
      continue;
    }
    let needed = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : 0;
    if (first >= 0xf0 && first <= 0xf4) needed = 3;
    if (needed === 0) {
      units[length++] = replacement;
      continue;
    }
    // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let point = first & (0x3f >> needed);
    while (needed > 0 && i < end && bytes[i]! >= low && bytes[i]! <= high) {
      point = (point << 6) | (bytes[i++]! & 0x3f);
      low = 0x80;
      high = 0xbf;
      needed--;
    }
    if (needed > 0) point = replacement;
    if (point > 0xffff) {
      units[length++] = 0xd800 + ((point - 0x10000) >> 10);
      units[length++] = 0xdc00 + (point & 0x3ff);
    } else {
      units[length++] = point;
    }
  }
  return fromUnits(units, 0, length);
}

/** UTF-8 of a text. A surrogate without its partner becomes U+FFFD, as TextEncoder does. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = replacement;
    if (point < 0x80) {
      bytes[length++] = point;
    } else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else {
      if (point < 0x10000) {
        bytes[length++] = 0xe0 | (point >> 12);
      } else {
        bytes[length++] = 0xf0 | (point >> 18);
        bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes.slice(0, length);
}
