/**
 * The tables analyses hand to each other and to views. All columns are parallel typed arrays.
 *
 * One idea carries single profiles and comparisons alike: a tree has one or more **sides**. A profile alone
 * is a tree of one side; a comparison is the tree of two, in which every path of either has one node. Views
 * of a comparison thus all talk of the same nodes.
 */

/** What a stack is made of once inlining is expanded and equal functions are joined. Row 0 is the root's. */
export interface FrameTable {
  readonly length: number;
  /** Display name; '' never occurs (unknown code is named after its binary, '[libc.so.6]', or '<unknown>'). */
  readonly name: readonly string[];
  /** Source file; '' = unknown. */
  readonly file: readonly string[];
  /** Where the code lives, for colours: Go package, C++ namespace, module of a script, binary. */
  readonly package: readonly string[];
}

/**
 * A call tree. Row 0 is the root. A node's parent precedes it; the children of a node are consecutive
 * (`firstChild[n] … firstChild[n] + childCount[n] - 1`) and, within one parent, in drawing order.
 */
export interface CallTree {
  readonly length: number;
  readonly frames: FrameTable;
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** Frame row. */
  readonly frame: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** 0 for the root. 32 bits wide: recursion without bound does reach stacks beyond 65,535 frames. */
  readonly depth: Int32Array;
  /** Per side: the value of samples that end here. */
  readonly self: readonly Float64Array[];
  /** Per side: self plus all descendants. */
  readonly total: readonly Float64Array[];
  /** In the order of time: when each node begins, in the tree's unit from the first sample on. Else null. */
  readonly start: Float64Array | null;
  /** Unit of the values: 'nanoseconds', 'bytes', 'count', …; 'nanoseconds/request' once divided by requests. */
  readonly unit: string;
}

/**
 * Order of the children of one parent: heaviest first; by name, which keeps places across captures; or as
 * samples were taken, in which case calls of one function with others between them are nodes of their own.
 */
export type ChildOrder = 'heavy' | 'name' | 'time';

/** How samples become a tree. */
export interface TreeShape {
  readonly order: ChildOrder;
  /** A function that calls itself directly is one node, however often. */
  readonly foldRecursion: boolean;
  /**
   * Only what a function calls, or only by what it is called, merged over all places where it occurs: the
   * root of the tree is the function. Of one sample its outermost occurrence counts. null = whole stacks.
   */
  readonly pivot: { readonly frame: number; readonly towards: 'callees' | 'callers' } | null;
}

/** Whole stacks as they are, heaviest first. */
export const wholeShape: TreeShape = { order: 'heavy', foldRecursion: false, pivot: null };

/** Whether a shape is {@link wholeShape}. */
export function isWhole({ order, foldRecursion, pivot }: TreeShape): boolean {
  return order === 'heavy' && !foldRecursion && pivot === null;
}

/**
 * Where a tree's nodes are drawn: intervals on a common axis 0 … width, one row per depth. Node rows are the
 * tree's. A child lies inside its parent; siblings follow each other from the parent's start, without gaps
 * except in the order of time.
 */
export interface FlameLayout {
  readonly length: number;
  /** Left edge in value units (of the union's width in a comparison). */
  readonly start: Float64Array;
  readonly width: Float64Array;
  /** Deepest row + 1. */
  readonly rows: number;
}

/** flat and cum per frame, as pprof defines them: recursion counts once in cum. */
export interface TopTable {
  readonly length: number;
  readonly frames: FrameTable;
  /** Frame row, ordered by |flat| descending, then name (bytewise), then |cum| descending. */
  readonly frame: Int32Array;
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  /** Σ|value| over all samples: what percentages are of. */
  readonly total: number;
  readonly unit: string;
}

/** How two sides are made comparable. */
export type Normalisation =
  | { readonly kind: 'absolute' }
  /** The second side is scaled so that both totals are equal. */
  | { readonly kind: 'equal-totals' }
  /** Each side is divided by the requests that ran while it was taken. */
  | { readonly kind: 'per-request'; readonly requests: readonly [number, number] };

/** One frame's change between two sides, already normalised. Sorted by |Δ self| descending by default. */
export interface DiffTable {
  readonly length: number;
  readonly frames: FrameTable;
  readonly frame: Int32Array;
  readonly flatBefore: Float64Array;
  readonly flatAfter: Float64Array;
  readonly cumBefore: Float64Array;
  readonly cumAfter: Float64Array;
  /** Normalised totals of the sides: what percentages are of. */
  readonly totalBefore: number;
  readonly totalAfter: number;
  readonly unit: string;
}
