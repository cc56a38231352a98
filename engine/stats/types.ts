/**
 * What can be said of a comparison's differences beyond their size: which are change, and which the noise of
 * sampling and of the machine. README.md has the formulas.
 */

/** One family of differences that are judged together: a row for each of what is compared. Values are in the tree's unit. */
export interface Judged {
  readonly length: number;
  /** What the sides come to, all rounds together: the very numbers of the comparison's tree and tables. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** after − before. */
  readonly delta: Float64Array;
  /** Bounds of the 95 % confidence interval of `delta`; NaN where there are too few samples to say. */
  readonly ciLow: Float64Array;
  readonly ciHigh: Float64Array;
  /** Chance of a difference at least this large where nothing changed; NaN where too few samples say anything. */
  readonly p: Float64Array;
  /** `p` corrected for how many rows were looked at (Benjamini and Hochberg); NaN as `p`. */
  readonly q: Float64Array;
  /**
   * 1 where `q` is at most {@link FrameSignificance.falseShare}: a change. 0: noise, or too little to tell. Of shares beside
   * values also 0 where a share only moved because others changed: see own-shares.ts.
   */
  readonly changed: Uint8Array;
}

/** The judgement of a comparison, function by function, and what it rests on. */
export interface FrameSignificance {
  /** Rows are those of the comparison's frame table. */
  readonly frames: { readonly flat: Judged; readonly cum: Judged };
  /** All of it together, as one row. */
  readonly whole: Judged;
  /**
   * The same frames as shares of equal totals, beside: what slows everything alike, such as the machine, is in every
   * value and hides small changes there, but in no share. `before` is as measured; what counts is delta over before.
   * null where it says nothing: values are shares already, no rounds tell the noise, or the whole changed for sure, and
   * with it every share.
   */
  readonly shares: FrameSignificance['frames'] | null;
  /**
   * 'rounds': the noise between rounds was measured. 'sampling': there is one capture a side, so only the
   * profiler's own sampling error is known, and what else differs from one capture to the next is not:
   * a change may then be noise.
   */
  readonly noise: 'rounds' | 'sampling';
  /** Rounds of each side. */
  readonly rounds: readonly [before: number, after: number];
  /** Whether the k-th captures of the sides were taken in turn and are compared pair by pair. */
  readonly paired: boolean;
  /** The share of rows called changed that may be called so falsely: 0.05. */
  readonly falseShare: number;
  /** Rows with fewer samples than this, both sides together, are not judged. */
  readonly fewestSamples: number;
}

/** The judgement of a comparison's tree, node by node too. */
export interface Significance extends FrameSignificance {
  /** Rows are the tree's nodes; of a tree of more than 500,000 the first so many, which are the upper ones. */
  readonly nodes: { readonly self: Judged; readonly total: Judged };
}
