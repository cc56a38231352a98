/**
 * Names cut to the room a box has. Qualified names lose their front first, as the end says most: the
 * directories of the package, then the package, and only then the tail is cut.
 */

/** At least this many characters must fit, or the box stays blank. */
export const fewestChars = 4;

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
  const short = withoutPath(name);
  const plain = plainLength(short);
  const colons = short.lastIndexOf('::', plain - 1);
  if (colons > 0 && colons + 2 < short.length) return short.slice(colons + 2);
  const dot = short.indexOf('.');
  return dot > 0 && dot <= plain && dot < short.length - 1 ? short.slice(dot + 1) : short;
}

/** The longest form of a name that fits into `chars` characters; '' where fewer than {@link fewestChars} fit. */
export function fitLabel(name: string, chars: number): string {
  if (name.length <= chars) return name;
  if (chars < fewestChars) return '';
  const noPath = withoutPath(name);
  if (noPath.length <= chars) return noPath;
  const bare = withoutPackage(noPath);
  if (bare.length <= chars) return bare;
  return `${bare.slice(0, chars - 1)}…`;
}

/** Remembers fitted labels, so that a frame of an animation makes no new strings. */
export class LabelCache {
  private readonly known = new Map<number, string>();

  constructor(private readonly names: readonly string[]) {}

  get(frame: number, chars: number): string {
    const name = this.names[frame];
    if (name.length <= chars) return name;
    if (chars < fewestChars) return '';
    const key = frame * 512 + chars; // a label of 512 characters or more would be wider than any window
    let label = this.known.get(key);
    if (label === undefined) {
      label = fitLabel(name, chars);
      if (this.known.size > 20_000) this.known.clear();
      this.known.set(key, label);
    }
    return label;
  }
}
