/** What stands between dollar signs for characters that linkers do not take. */
const escapes: Readonly<Record<string, string>> = {
  SP: '@',
  BP: '*',
  RF: '&',
  LT: '<',
  GT: '>',
  LP: '(',
  RP: ')',
  C: ',',
};

/** Fewer distinct digits in the hash, and it is likely a C++ name that only looks like one of Rust. */
const fewestDigits = 5;

/**
 * A name as Rust mangled them before its own scheme (`_ZN…17h<hash>E`), without the hash; null where it is none.
 */
export function demangleRustLegacy(name: string): string | null {
  const form = /^_ZN(.*)17h([0-9a-f]{16})E(?:\..*)?$/.exec(name);
  if (form === null || new Set(form[2]).size < fewestDigits) return null;
  const parts: string[] = [];
  for (let rest = form[1]!; rest !== ''; ) {
    const sized = /^(\d{1,9})(_?)/.exec(rest);
    if (sized === null) return null;
    const start = sized[0].length;
    const length = Number(sized[1]) - sized[2]!.length;
    if (length < 0 || start + length > rest.length) return null;
    parts.push(unescaped(rest.slice(start, start + length)));
    rest = rest.slice(start + length);
  }
  return parts.join('::');
}

function unescaped(identifier: string): string {
  // An underscore leads where the name would start with a dollar sign.
  const text = identifier.startsWith('_$') ? identifier.slice(1) : identifier;
  let out = '';
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('..', at)) {
      out += '::';
      at += 2;
      continue;
    }
    if (text[at] !== '$') {
      out += text[at++];
      continue;
    }
    const end = text.indexOf('$', at + 1);
    const code = end < 0 ? '' : text.slice(at + 1, end);
    const ascii = /^u([2-7][0-9a-f])$/.exec(code);
    const character = ascii === null ? escapes[code] : String.fromCharCode(Number.parseInt(ascii[1]!, 16));
    if (character === undefined) return out + text.slice(at);
    out += character;
    at = end + 1;
  }
  return out;
}
