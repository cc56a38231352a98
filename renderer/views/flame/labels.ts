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

/** Characters that take two cells of a monospaced face: those of East Asia, and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const wideSomewhere = new RegExp(wide, 'u');

/** How many cells of a monospaced face a text takes. */
export function cellsOf(text: string): number {
  if (!wideSomewhere.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += wide.test(character) ? 2 : character.length;
  return cells;
}

/** As much of the front of a text, or of its end, as takes `cells` cells; no character is cut in two. */
function ends(text: string, cells: number, end: 'front' | 'back'): string {
  const characters = Array.from(text);
  if (end === 'back') characters.reverse();
  const kept: string[] = [];
  let room = cells;
  for (const character of characters) {
    room -= cellsOf(character);
    if (room < 0) break;
    kept.push(character);
  }
  return (end === 'back' ? kept.reverse() : kept).join('');
}

/** The longest form of a name that fits into `chars` cells; '' where fewer than {@link fewestChars} fit. */
export function fitLabel(name: string, chars: number): string {
  if (cellsOf(name) <= chars) return name;
  if (chars < fewestChars) return '';
  const noPath = withoutPath(name);
  if (cellsOf(noPath) <= chars) return noPath;
  const bare = withoutPackage(noPath);
  if (cellsOf(bare) <= chars) return bare;
  const plain = withoutArguments(bare);
  if (cellsOf(plain) <= chars) return plain;
  if (chars < fewestForBothEnds) return `${ends(plain, chars - 1, 'front')}…`;
  // Both ends tell more than one: what kind of thing it is, and which.
  const tail = Math.floor((chars - 1) / 2);
  return `${ends(plain, chars - 1 - tail, 'front')}…${ends(plain, tail, 'back')}`;
}

/** Remembers fitted labels, so that a frame of an animation makes no new strings. */
export class LabelCache {
  private readonly known = new Map<number, string>();
  /** Cells of each name; -1 = not asked yet. */
  private readonly cells: Int32Array;

  constructor(private readonly names: readonly string[]) {
    this.cells = new Int32Array(names.length).fill(-1);
  }

  get(frame: number, chars: number): string {
    const name = this.names[frame]!;
    let cells = this.cells[frame]!;
    if (cells < 0) {
      cells = cellsOf(name);
      this.cells[frame] = cells;
    }
    if (cells <= chars) return name;
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
