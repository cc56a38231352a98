import { type CallTree, type TreeShape, wholeShape } from '../analysis/types';

/** How a flame graph is drawn and what of it is in sight: plain data, which the window and written files agree in. */

/** Colours of change. The second scale keeps to hues that the common kinds of colour blindness tell apart. */
export const colourScales = ['red-green', 'orange-blue'] as const;
export type ColourScale = (typeof colourScales)[number];

/**
 * What the fills of a picture mean: where code lives, how much a node is of the whole, or how much a node, by
 * itself or with what it calls, changed; of a difference that was saved as a profile ('sign'), whether gains or losses
 * prevail.
 */
export type Coloring = 'package' | 'file' | 'total' | 'self' | 'change' | 'own-change' | 'sign';

/** Changes below this share of the larger total are shown as none: a sample or two is not a finding. */
export const usualLeastChange = 0.001;

/**
 * Which changes may as well be noise: 0 where one may. A frame that changed all in all did so in its nodes, each of which
 * may have too few samples to tell.
 */
export interface FlameNoise {
  /** By node; null where the nodes are others than those that were judged. */
  readonly nodes: { readonly self: Uint8Array; readonly total: Uint8Array } | null;
  /** By frame row. */
  readonly frames: { readonly flat: Uint8Array; readonly cum: Uint8Array };
  /** Whether all of it together changed. */
  readonly whole: boolean;
  /** The rounds of each side that noise was measured over; null of single captures, of which only sampling error is known. */
  readonly rounds: readonly [before: number, after: number] | null;
}

/** Whether a node's change, by itself or with what it calls, may as well be noise. */
export function noiseTest(
  { nodes, frames }: FlameNoise,
  frame: Int32Array,
): (node: number, own: boolean) => boolean {
  return (node, own) => {
    if (nodes !== null && (own ? nodes.self : nodes.total)[node] !== 0) return false;
    const row = frame[node]!;
    return (own || frames.cum[row] === 0) && frames.flat[row] === 0;
  };
}

/** A flame graph as somebody looks at it. */
export interface FlameSeen {
  readonly shape: TreeShape;
  /** Of a comparison: both sides in one drawing, each node as wide as it needs, or each side in one of its own. */
  readonly arrangement: 'one' | 'beside';
  /** Root at the bottom, as flames burn; else at the top, as icicles hang. */
  readonly upright: boolean;
  readonly coloring: Coloring;
  readonly scale: ColourScale;
  /** Of a comparison: the share of the larger total up to which a change is none. */
  readonly leastChange: number;
  /** Of a comparison, where what may be noise is drawn grey. */
  readonly noise: FlameNoise | null;
  /** Row of the tree in this shape: what the picture is zoomed to; 0 = everything. */
  readonly focus: number;
  /**
   * What is in sight: from … to, as shares of the width of a node; 0 … 1 of node 0 = everything. Of drawings beside each
   * other, which have one scale, the wider one's.
   */
  readonly place: { readonly node: number; readonly from: number; readonly to: number };
  /** Regular expression of Go's that is searched for; '' = none. */
  readonly search: string;
}

const ofOne: readonly Coloring[] = ['package', 'file', 'total', 'self'];
const ofDifference: readonly Coloring[] = ['sign', ...ofOne];
const ofTwo: readonly Coloring[] = ['change', 'own-change', 'package', 'file'];

/** What the flame graph of a tree can be coloured by, its usual one first. */
export function coloringsOf({ self }: Pick<CallTree, 'self'>): readonly Coloring[] {
  if (self.length > 1) return ofTwo;
  // A difference that was saved: which way a frame went is the first thing to see.
  return hasNegative(self[0]!) ? ofDifference : ofOne;
}

/** A loop, for a function called for each of millions of nodes would be felt in the window. */
function hasNegative(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) return true;
  return false;
}

/** All of it, as it is first drawn. */
export function usualSeen(tree: Pick<CallTree, 'self'>): FlameSeen {
  return {
    shape: wholeShape,
    arrangement: 'one',
    upright: false,
    coloring: coloringsOf(tree)[0]!,
    scale: 'red-green',
    leastChange: usualLeastChange,
    noise: null,
    focus: 0,
    place: { node: 0, from: 0, to: 1 },
    search: '',
  };
}
