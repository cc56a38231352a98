import { createStore } from 'zustand/vanilla';
import type { FlameData } from '../../engine/worker/protocol';
import type { Links, LinksStore } from './contract';

export const noSearch = { pattern: '', hits: null, error: null } as const;

export const noLinks: Links = {
  hoverFrame: -1,
  selectedFrame: -1,
  selectedNode: -1,
  focus: 0,
  place: null,
  resets: 0,
  follows: 0,
  search: noSearch,
};

export function createLinks(): LinksStore {
  return createStore<Links>(() => noLinks);
}

/** Selects a node, and with it its frame; -1 selects nothing. */
export function selectNode(links: LinksStore, data: Pick<FlameData, 'frame'>, node: number): void {
  links.setState({ selectedNode: node, selectedFrame: node < 0 ? -1 : data.frame[node] });
}

/** Selects a frame in all views; which of its boxes is then outlined is left open. */
export function selectFrame(links: LinksStore, frame: number): void {
  links.setState({ selectedFrame: frame, selectedNode: -1 });
}

export function focusNode(links: LinksStore, data: Pick<FlameData, 'frame'>, node: number): void {
  links.setState({ focus: node, selectedNode: node, selectedFrame: data.frame[node] });
}

/** Shows everything again, wherever the pictures are. */
export function showAll(links: LinksStore): void {
  links.setState((now) => ({ focus: 0, selectedNode: -1, place: null, resets: now.resets + 1 }));
}

/**
 * The frames and nodes of a new tree are other rows: what pointed into the old one is let go, the pattern
 * that the person typed stays.
 */
export function forgetTree(links: LinksStore): void {
  links.setState((now) => ({
    ...noLinks,
    resets: now.resets,
    follows: now.follows,
    search: { ...noSearch, pattern: now.search.pattern },
  }));
}
