import type { DrawnTree } from '../../../engine/worker/protocol';
import type { SearchState } from '../contract';
import type { FrameText } from '../frame-text';
import { amountFill, changeFill, homeFills, ownChangeFill, signFill } from './fills';
import { LabelCache } from './labels';
import { goneFill, matchFill, newFill, unchangedFill } from './theme';
import { type Intervals, pathTo } from './tree';

/**
 * What the fills of a picture mean: where code lives, how much a node is of the whole, or how much a node, by
 * itself or with what it calls, changed; of a difference that was saved as a profile ('sign'), whether gains or losses
 * prevail.
 */
export type Coloring = 'package' | 'file' | 'total' | 'self' | 'change' | 'own-change' | 'sign';

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
    fillOf: fillsOf(data, text, options),
  };
}

/** Where each frame lives. Where nothing is known of any, as in most folded stacks, each name is its own home. */
export function homesOf({ names, packages, files }: FrameText, by: 'package' | 'file'): readonly string[] {
  const homes = by === 'package' ? packages : files;
  return homes.some((home) => home !== '') ? homes : names;
}

function fillsOf(data: DrawnTree, text: FrameText, options: SceneOptions): (node: number) => number {
  const { frame } = data;
  const { coloring, layoutIndex, quietShare = 0, isNoise = () => false } = options;
  const [before, after] = [data.total[0]!, data.total[1]];
  switch (coloring) {
    case 'package':
    case 'file': {
      const fills = homeFills(text.names, homesOf(text, coloring));
      return (node) => fills(frame[node]!);
    }
    case 'total':
    case 'self': {
      // Of a comparison each drawing of one side has that side's values.
      const side = data.total.length === 1 ? 0 : Math.max(0, layoutIndex - 1);
      const values = (coloring === 'total' ? data.total : data.self)[side]!;
      const whole = data.layouts[layoutIndex]!.width[0]! || 1;
      return (node) => amountFill(Math.abs(values[node]!) / whole);
    }
    case 'sign': {
      const { width } = data.layouts[layoutIndex]!;
      return (node) => signFill(before[node]!, width[node]!);
    }
    case 'change':
    case 'own-change': {
      if (after === undefined) return () => unchangedFill;
      const whole = Math.max(Math.abs(before[0] ?? 0), Math.abs(after[0] ?? 0)) || 1;
      const quiet = quietShare * whole;
      if (coloring === 'change') {
        return (node) =>
          isNoise(node, false) ? unchangedFill : changeFill(before[node]!, after[node]!, quiet);
      }
      const [ownBefore, ownAfter] = [data.self[0]!, data.self[1]!];
      return (node) => {
        if (isNoise(node, true)) return unchangedFill;
        const fill = ownChangeFill((ownAfter[node]! - ownBefore[node]!) / whole, quietShare);
        if (fill === unchangedFill) return fill;
        return before[node] === 0 ? newFill : after[node] === 0 ? goneFill : fill;
      };
    }
  }
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
