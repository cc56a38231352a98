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

/** The name without its package or namespace: 'http.(*conn).serve' → '(*conn).serve', 'a::b::c' → 'c'. */
export function withoutPackage(name: string): string {
  // '[libc.so.6]' and '<unknown>' stand for code without a name.
  if (name.startsWith('[') || name.startsWith('<')) return name;
  const short = withoutPath(name);
  const plain = plainLength(short);
  const colons = short.lastIndexOf('::', plain - 1);
  if (colons > 0 && colons + 2 < short.length) return short.slice(colons + 2);
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
