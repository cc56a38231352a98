import type { FlameData } from '../../../engine/worker/protocol';
import type { SearchState } from '../contract';
import type { FrameText } from '../frame-text';
import { changeFill, packageFills, quietShare } from './fills';
import { LabelCache } from './labels';
import { matchFill } from './theme';
import { type Intervals, pathTo } from './tree';

/** What the fills of a picture mean. */
export type Coloring = 'package' | 'change';

/** One drawing of a tree, with everything about it that does not depend on where one looks. */
export interface Scene {
  readonly data: FlameData;
  readonly at: Intervals;
  readonly coloring: Coloring;
  readonly names: readonly string[];
  readonly labels: LabelCache;
  readonly fillOf: (node: number) => number;
}

/** Prepares layout `layoutIndex` of a tree for drawing. */
export function createScene(
  data: FlameData,
  layoutIndex: number,
  coloring: Coloring,
  text: FrameText,
): Scene {
  const { frame } = data;
  let fillOf: (node: number) => number;
  if (coloring === 'package') {
    const fills = packageFills(text.names, text.packages);
    fillOf = (node) => fills[frame[node]];
  } else {
    const [before, after] = [data.total[0], data.total[1]];
    const quiet = quietShare * Math.max(Math.abs(before[0] ?? 0), Math.abs(after[0] ?? 0));
    fillOf = (node) => changeFill(before[node], after[node], quiet);
  }
  return {
    data,
    at: data.layouts[layoutIndex],
    coloring,
    names: text.names,
    labels: new LabelCache(text.names),
    fillOf,
  };
}

/** How search and focus change the fills of a scene. */
export interface Emphasis {
  readonly fillOf: (node: number) => number;
  readonly isFaded: (node: number) => boolean;
}

/**
 * While there is a search, what does not match fades; matches take the search colour, except where colour
 * already means change. Without one, the callers of the focus fade.
 */
export function emphasise(scene: Scene, search: SearchState, focus: number): Emphasis {
  const { frame } = scene.data;
  const { hits } = search;
  if (hits !== null) {
    const matches = hits.frameMatches;
    const isFaded = (node: number) => matches[frame[node]] === 0;
    if (scene.coloring === 'change') return { fillOf: scene.fillOf, isFaded };
    return { fillOf: (node) => (isFaded(node) ? scene.fillOf(node) : matchFill), isFaded };
  }
  if (focus <= 0) return { fillOf: scene.fillOf, isFaded: () => false };
  const callers = new Set(pathTo(scene.data, focus).slice(0, -1));
  return { fillOf: scene.fillOf, isFaded: (node) => node < focus && callers.has(node) };
}
