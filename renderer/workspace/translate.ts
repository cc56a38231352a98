import type { FlameData } from '../../engine/worker/protocol';
import type { Anchor } from '../views/contract';
import type { FrameText } from '../views/frame-text';

/**
 * Says what is pointed at in one tree in terms of another: frames by their names, nodes by the names on
 * their path. Pure.
 */

export interface NamedTree {
  readonly data: FlameData;
  readonly text: FrameText;
}

const indexes = new WeakMap<FrameText, ReadonlyMap<string, number>>();

/** Rows by name; where several frames have one name, the first. */
function indexOf(text: FrameText): ReadonlyMap<string, number> {
  let index = indexes.get(text);
  if (index === undefined) {
    const made = new Map<string, number>();
    text.names.forEach((name, frame) => {
      if (!made.has(name)) made.set(name, frame);
    });
    indexes.set(text, made);
    index = made;
  }
  return index;
}

/** The frame of this name; -1 = there is none. */
export function frameNamed(text: FrameText, name: string): number {
  return indexOf(text).get(name) ?? -1;
}

/** The same frame in another tree; -1 = it is not there. */
export function frameIn(from: NamedTree, frame: number, to: NamedTree): number {
  if (frame < 0 || from.data === to.data) return frame;
  const name = from.text.names[frame];
  if (name === undefined) return -1;
  const found = frameNamed(to.text, name);
  // Two functions of one name differ by their files.
  if (found >= 0 && to.text.files[found] !== from.text.files[frame]) {
    const exact = to.text.names.findIndex(
      (n, i) => n === name && to.text.files[i] === from.text.files[frame],
    );
    return exact >= 0 ? exact : found;
  }
  return found;
}

/** Names from below the root down to a node; [] for the root itself. */
export function pathOf({ data, text }: NamedTree, node: number): string[] {
  const path: string[] = [];
  for (let n = node; n > 0; n = data.parent[n]!) path.push(text.names[data.frame[n]!] ?? '');
  return path.reverse();
}

/**
 * The node at the end of a path of names.
 * @param nearest true = where the path breaks off, its last node that is there; else -1
 */
export function nodeAt({ data, text }: NamedTree, path: readonly string[], nearest: boolean): number {
  let node = 0;
  for (const name of path) {
    const first = data.firstChild[node]!;
    let next = -1;
    for (let child = first; child < first + data.childCount[node]!; child++) {
      if (text.names[data.frame[child]!] === name) {
        next = child;
        break;
      }
    }
    if (next < 0) return nearest ? node : -1;
    node = next;
  }
  return node;
}

/** The same node in another tree; `nearest` as in {@link nodeAt}. */
export function nodeIn(from: NamedTree, node: number, to: NamedTree, nearest: boolean): number {
  if (node < 0 || from.data === to.data) return node;
  return nodeAt(to, pathOf(from, node), nearest);
}

/** The same place in another tree: below the nearest node that it has, as wide as that is here. */
export function anchorIn(from: NamedTree, anchor: Anchor, to: NamedTree): Anchor {
  return from.data === to.data ? anchor : { ...anchor, node: nodeIn(from, anchor.node, to, true) };
}

/** A place in names, to be found again in any tree. */
export interface NamedPlace {
  readonly focus: readonly string[];
  readonly anchor: { readonly path: readonly string[]; readonly anchor: Anchor } | null;
}

export function namePlace(tree: NamedTree, focus: number, anchor: Anchor | null): NamedPlace {
  return {
    focus: pathOf(tree, focus),
    anchor: anchor === null ? null : { path: pathOf(tree, anchor.node), anchor },
  };
}

export function findPlace(tree: NamedTree, place: NamedPlace): { focus: number; place: Anchor | null } {
  const { anchor } = place;
  return {
    focus: nodeAt(tree, place.focus, true),
    place: anchor === null ? null : { ...anchor.anchor, node: nodeAt(tree, anchor.path, true) },
  };
}
