import { type FrameHomes, fillsOf } from '../../../engine/flame/fills';
import type { Coloring } from '../../../engine/flame/look';
import { matchFill } from '../../../engine/flame/palette';
import type { DrawnTree } from '../../../engine/worker/protocol';
import type { SearchState } from '../contract';
import type { FrameText } from '../frame-text';
import { LabelCache } from './labels';
import { type Intervals, pathTo } from './tree';

/** One drawing of a tree, with everything about it that does not depend on where one looks. */
export interface Scene {
  readonly data: DrawnTree;
  readonly at: Intervals;
  /**
   * The value that fills the picture when one looks at a node: its width; of two pictures side by side the
   * wider one's, so that both keep one scale and what got cheaper is seen to be narrower.
   */
  readonly reach: (node: number) => number;
  readonly coloring: Coloring;
  readonly upright: boolean;
  readonly labels: LabelCache;
  readonly fillOf: (node: number) => number;
}

export interface SceneOptions {
  readonly layoutIndex: number;
  readonly coloring: Coloring;
  readonly upright?: boolean;
  /** Given where pictures share a scale. */
  readonly reach?: (node: number) => number;
  /** Of a comparison: the share of the larger total up to which a change is none. */
  readonly quietShare?: number;
  /** Of a comparison: whether a node's change may as well be noise. */
  readonly isNoise?: (node: number, own: boolean) => boolean;
}

/** The widest that a node is in any of these drawings. */
export function commonReach(drawings: readonly Intervals[]): (node: number) => number {
  return (node) => drawings.reduce((most, { width }) => Math.max(most, width[node]!), 0);
}

/** Prepares a layout of a tree for drawing. */
export function createScene(data: DrawnTree, text: FrameText, options: SceneOptions): Scene {
  const at = data.layouts[options.layoutIndex]!;
  return {
    data,
    at,
    reach: options.reach ?? ((node) => at.width[node]!),
    coloring: options.coloring,
    upright: options.upright ?? false,
    labels: new LabelCache(text.names),
    fillOf: fillsOf(data, tableOf(text), {
      coloring: options.coloring,
      // Of a comparison each drawing of one side has that side's values.
      side: data.total.length === 1 ? 0 : Math.max(0, options.layoutIndex - 1),
      width: at.width,
      quietShare: options.quietShare ?? 0,
      isNoise: options.isNoise ?? (() => false),
    }),
  };
}

/** The frames as the engine has them. */
export function tableOf({ names, files, packages }: FrameText): FrameHomes {
  return { name: names, file: files, package: packages };
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
    if (scene.coloring !== 'package' && scene.coloring !== 'file') return { fillOf: scene.fillOf, isFaded };
    return { fillOf: (node) => (isFaded(node) ? scene.fillOf(node) : matchFill), isFaded };
  }
  if (focus <= 0) return { fillOf: scene.fillOf, isFaded: () => false };
  const callers = new Set(pathTo(scene.data, focus).slice(0, -1));
  return { fillOf: scene.fillOf, isFaded: (node) => node < focus && callers.has(node) };
}
