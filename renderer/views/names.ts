/** Shorter forms of qualified names; the end says most. */

/** Where the qualified part ends: brackets and parentheses of generics and receivers may hold '/' and '.'. */
function plainLength(name: string): number {
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    // ( [ < but not a leading one: '[libc.so.6]', '<unknown>' and '(anonymous)' are names as they are
    if (i > 0 && (c === 40 || c === 91 || c === 60)) return i;
  }
  return name.length;
}

/** The name without the directories of its package: 'net/http.(*conn).serve' → 'http.(*conn).serve'. */
export function withoutPath(name: string): string {
  const slash = name.lastIndexOf('/', plainLength(name) - 1);
  return slash > 0 && slash < name.length - 1 ? name.slice(slash + 1) : name;
}

/** What Rust's older mangling puts behind every name. */
const rustHash = /^h[0-9a-f]{16}$/;

/**
 * Where the last part of a name joined by '::' begins, 0 where it has one part: what stands in brackets, as
 * arguments of templates, parameters and lambdas do, has parts of its own, and so may an operator's sign.
 */
function lastPart(name: string): number {
  let depth = 0;
  let from = 0;
  for (let i = name.indexOf('::') < 0 ? name.length : 0; i < name.length; i++) {
    const c = name[i]!;
    if (c === '(' || c === '[' || c === '<' || c === '{') depth++;
    // '->' is no bracket.
    else if (c === ')' || c === ']' || c === '}' || (c === '>' && name[i - 1] !== '-')) depth--;
    else if (depth > 0) continue;
    else if (c === ':' && name[i + 1] === ':') {
      const rest = name.slice(i + 2);
      if (rest === '' || rustHash.test(rest)) break;
      from = i + 2;
      i++;
    } else if (c === 'o' && i === from && /^operator\b/.test(name.slice(i, i + 9))) break;
  }
  return from;
}

/**
 * The name without its package, namespace or class: 'http.(*conn).serve' → '(*conn).serve', 'a::b::c' → 'c',
 * 'std::vector<a::b>::push_back' → 'push_back'.
 */
export function withoutPackage(name: string): string {
  const part = lastPart(name);
  if (part > 0) return name.slice(part);
  // '[libc.so.6]' and '<unknown>' stand for code without a name.
  if (name.startsWith('[') || name.startsWith('<')) return name;
  const short = withoutPath(name);
  const plain = plainLength(short);
  const dot = short.indexOf('.');
  return dot > 0 && dot <= plain && dot < short.length - 1 ? short.slice(dot + 1) : short;
}

/** The name with its generics' arguments as '[…]' or '<…>': 'Less[go.shape.string]' → 'Less[…]'. */
export function withoutArguments(name: string): string {
  const from = plainLength(name);
  const open = name[from];
  const close = open === '[' ? ']' : open === '<' ? '>' : '';
  const to = close === '' ? -1 : name.lastIndexOf(close);
  return to <= from + 2 ? name : `${name.slice(0, from + 1)}…${name.slice(to)}`;
}
