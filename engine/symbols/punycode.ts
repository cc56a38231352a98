/**
 * Text of Punycode (RFC 3492), whose parts are joined by an underscore as Rust has it; null where it is broken.
 */
export function decodePunycode(text: string): string | null {
  const split = text.lastIndexOf('_');
  const points = Array.from(split < 0 ? '' : text.slice(0, split), (c) => c.codePointAt(0)!);
  const rest = split < 0 ? text : text.slice(split + 1);
  let point = 128;
  let place = 0;
  let bias = 72;
  for (let at = 0; at < rest.length; ) {
    const before = place;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = digitOf(rest[at++] ?? '');
      if (digit < 0) return null;
      place += digit * weight;
      if (place > 0x7fffffff) return null;
      const threshold = Math.min(26, Math.max(1, k - bias));
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const count = points.length + 1;
    bias = adapted(place - before, count, before === 0);
    point += Math.floor(place / count);
    place %= count;
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    points.splice(place++, 0, point);
  }
  return String.fromCodePoint(...points);
}

function digitOf(c: string): number {
  if (c >= 'a' && c <= 'z') return c.charCodeAt(0) - 97;
  return c >= '0' && c <= '9' ? c.charCodeAt(0) - 22 : -1;
}

function adapted(distance: number, count: number, isFirst: boolean): number {
  let left = Math.floor(distance / (isFirst ? 700 : 2));
  left += Math.floor(left / count);
  let k = 0;
  for (; left > 455; k += 36) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}
