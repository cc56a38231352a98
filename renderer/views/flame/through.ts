import { createStore } from 'zustand/vanilla';
import type { Anchor, Links, LinksStore } from '../contract';
import { noLinks } from '../links';
import { type NodeTable, pathTo } from './tree';

/**
 * A picture in another shape has nodes of its own: what is pointed at in one tree is found in the other by
 * the frames on its path. Both trees have the same frame rows.
 */

/**
 * The node of `to` that is reached as `node` is in `from`; where the path breaks off, the last one on it. A
 * function that calls itself may be one node in one tree and several in the other.
 */
export function nodeThrough(from: NodeTable, node: number, to: NodeTable): number {
  if (node <= 0) return node;
  let at = 0;
  for (const step of pathTo(from, node).slice(1)) {
    const frame = from.frame[step]!;
    let next = childOf(to, at, frame);
    // Unfolded here, folded there, or the other way round.
    for (let below = at; next < 0 && below >= 0; ) {
      below = below === 0 ? -1 : childOf(to, below, to.frame[below]!);
      if (below >= 0) next = childOf(to, below, frame);
    }
    if (next < 0) {
      if (frame === to.frame[at]) continue;
      return at;
    }
    at = next;
  }
  return at;
}

function childOf(tree: NodeTable, node: number, frame: number): number {
  const first = tree.firstChild[node]!;
  for (let child = first; child < first + tree.childCount[node]!; child++) {
    if (tree.frame[child] === frame) return child;
  }
  return -1;
}

const anchorThrough = (from: NodeTable, place: Anchor | null, to: NodeTable): Anchor | null =>
  place === null ? null : { ...place, node: nodeThrough(from, place.node, to) };

/**
 * Links of a picture in another shape, joined to the shared ones: hover, search and selected frames are the
 * same rows; nodes are translated both ways, or kept apart where `own` says that they have no like.
 */
export function linksThrough(
  shared: LinksStore,
  base: NodeTable,
  shaped: NodeTable,
  own: boolean,
): { readonly links: LinksStore; readonly stop: () => void } {
  const links = createStore<Links>(() => ({
    ...noLinks,
    ...changes(noLinks, shared.getState(), base, shaped, own),
  }));
  let carrying = false;
  const carry = (to: LinksStore, now: Links, before: Links, a: NodeTable, b: NodeTable, inward: boolean) => {
    if (carrying) return;
    const change = changes(before, now, a, b, own);
    // Frames that are selected inside of a sandwich stay its own: outside they would choose another one.
    if (own && !inward) delete change.selectedFrame;
    // Whoever shows everything means this picture too; what it shows whole by itself moves no other.
    if (own && inward && now.resets !== before.resets) {
      Object.assign(change, { focus: 0, place: null, resets: to.getState().resets + 1 });
    }
    if (Object.keys(change).length === 0) return;
    carrying = true;
    to.setState(change);
    carrying = false;
  };
  const stops = [
    shared.subscribe((now, before) => carry(links, now, before, base, shaped, true)),
    links.subscribe((now, before) => carry(shared, now, before, shaped, base, false)),
  ];
  return {
    links,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** What has changed, in the terms of another tree. */
function changes(before: Links, now: Links, from: NodeTable, to: NodeTable, own: boolean) {
  const change: { -readonly [K in keyof Links]?: Links[K] } = {};
  if (now.hoverFrame !== before.hoverFrame) change.hoverFrame = now.hoverFrame;
  if (now.search !== before.search) change.search = now.search;
  if (now.selectedFrame !== before.selectedFrame) change.selectedFrame = now.selectedFrame;
  if (own) return change;
  if (now.resets !== before.resets) change.resets = now.resets;
  if (now.selectedNode !== before.selectedNode) {
    change.selectedNode = nodeThrough(from, now.selectedNode, to);
  }
  if (now.focus !== before.focus) change.focus = nodeThrough(from, now.focus, to);
  if (now.place !== before.place) change.place = anchorThrough(from, now.place, to);
  if (now.follows !== before.follows) change.follows = now.follows;
  return change;
}
