import type { FlameData } from '../../engine/worker/protocol';
import type { NamedPlace } from '../state/workspace-state';
import type { Anchor, Links } from '../views/contract';
import { type FrameText, frameNamed } from '../views/frame-text';

/**
 * Says what is pointed at in one tree in terms of another: frames by their names, nodes by the names on
 * their path. Pure.
 */

export interface NamedTree {
  readonly data: FlameData;
  readonly text: FrameText;
}

/** The same frame in another tree; -1 = it is not there. */
export function frameIn(from: NamedTree, frame: number, to: NamedTree): number {
  if (frame < 0 || from.data === to.data) return frame;
  const name = from.text.names[frame];
  if (name === undefined) return -1;
  return frameOf(to.text, name, from.text.files[frame] ?? '');
}

/** The frame of this name, where there are several that of this file; -1 = there is none. */
function frameOf(text: FrameText, name: string, file: string): number {
  const found = frameNamed(text, name);
  if (found < 0 || text.files[found] === file) return found;
  const exact = text.names.findIndex((n, i) => n === name && text.files[i] === file);
  return exact >= 0 ? exact : found;
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

/** What of links a place is made of. */
export type Pointed = Pick<Links, 'focus' | 'place' | 'selectedFrame' | 'selectedNode'>;

export function namePlace(
  tree: NamedTree,
  { focus, place, selectedFrame, selectedNode }: Pointed,
): NamedPlace {
  const { text } = tree;
  const name = text.names[selectedFrame];
  return {
    focus: pathOf(tree, focus),
    anchor:
      place === null
        ? null
        : { path: pathOf(tree, place.node), from: place.from, to: place.to, scroll: place.scroll },
    selected:
      name === undefined
        ? null
        : {
            name,
            file: text.files[selectedFrame] ?? '',
            path: selectedNode < 0 ? null : pathOf(tree, selectedNode),
          },
  };
}

export function findPlace(tree: NamedTree, { focus, anchor, selected }: NamedPlace): Pointed {
  return {
    focus: nodeAt(tree, focus, true),
    place:
      anchor === null
        ? null
        : { from: anchor.from, to: anchor.to, scroll: anchor.scroll, node: nodeAt(tree, anchor.path, true) },
    selectedFrame: selected === null ? -1 : frameOf(tree.text, selected.name, selected.file),
    selectedNode: selected === null || selected.path === null ? -1 : nodeAt(tree, selected.path, false),
  };
}
