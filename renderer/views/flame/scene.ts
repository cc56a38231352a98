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
  /**
   * Per node, the value that fills the picture when one looks at it: its width; of two pictures side by side
   * the wider one's, so that both keep one scale and what got cheaper is seen to be narrower.
   */
  readonly reach: Float64Array;
  readonly coloring: Coloring;
  readonly names: readonly string[];
  readonly labels: LabelCache;
  readonly fillOf: (node: number) => number;
}

/** The widest that each node is in any of these drawings. */
export function commonReach(drawings: readonly Intervals[]): Float64Array {
  const reach = drawings[0].width.slice();
  for (const { width } of drawings.slice(1)) {
    for (let node = 0; node < reach.length; node++) if (width[node] > reach[node]) reach[node] = width[node];
  }
  return reach;
}

/** Prepares layout `layoutIndex` of a tree for drawing; `reach` is given where pictures share a scale. */
export function createScene(
  data: FlameData,
  layoutIndex: number,
  coloring: Coloring,
  text: FrameText,
  reach: Float64Array = data.layouts[layoutIndex].width,
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
    reach,
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
