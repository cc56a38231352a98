import { withoutArguments, withoutPackage, withoutPath } from '../names';

/**
 * Names cut to the room a box has. Qualified names lose their front first, as the end says most: the
 * directories of the package, then the package, then what
 * generics are made of, and only then the middle is cut out.
 */

/** At least this many characters must fit, or the box stays blank. */
export const fewestChars = 4;
/** In less room, both ends would be too short to tell anything. */
const fewestForBothEnds = 12;

/** The longest form of a name that fits into `chars` characters; '' where fewer than {@link fewestChars} fit. */
export function fitLabel(name: string, chars: number): string {
  if (name.length <= chars) return name;
  if (chars < fewestChars) return '';
  const noPath = withoutPath(name);
  if (noPath.length <= chars) return noPath;
  const bare = withoutPackage(noPath);
  if (bare.length <= chars) return bare;
  const plain = withoutArguments(bare);
  if (plain.length <= chars) return plain;
  if (chars < fewestForBothEnds) return `${plain.slice(0, chars - 1)}…`;
  // Both ends tell more than one: what kind of thing it is, and which.
  const tail = Math.floor((chars - 1) / 2);
  return `${plain.slice(0, chars - 1 - tail)}…${plain.slice(plain.length - tail)}`;
}

/** Remembers fitted labels, so that a frame of an animation makes no new strings. */
export class LabelCache {
  private readonly known = new Map<number, string>();

  constructor(private readonly names: readonly string[]) {}

  get(frame: number, chars: number): string {
    const name = this.names[frame];
    if (name.length <= chars) return name;
    if (chars < fewestChars) return '';
    const key = frame * 4096 + chars; // a label of 4096 characters or more would be wider than any window
    let label = this.known.get(key);
    if (label === undefined) {
      label = fitLabel(name, chars);
      if (this.known.size > 20_000) this.known.clear();
      this.known.set(key, label);
    }
    return label;
  }
}
