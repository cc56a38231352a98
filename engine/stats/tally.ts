import { knowsNoise, type Scales } from './scales';

/** A column that is not kept. */
const none = new Float64Array(0);

/** The sums that a family of differences is judged by, a row for each of what is compared. Filled round by round. */
export class Tally {
  /** Raw values of each side, all rounds together. */
  readonly value: readonly [Float64Array, Float64Array];
  /** Their sampling variance. */
  readonly noise: readonly [Float64Array, Float64Array];
  /** Of the estimates of the rounds: sum and sum of squares, by side; empty where there are no rounds to learn from. */
  private readonly sum: readonly [Float64Array, Float64Array];
  private readonly squares: readonly [Float64Array, Float64Array];
  /** Of the pairs' differences: sum of squares, and the estimate of the one side until the other's comes. */
  private readonly pairs: { readonly squares: Float64Array; readonly open: Float64Array } | null;

  /** @param paired rounds are then added in pairs: a round of one side, then the same of the other. */
  constructor(
    readonly length: number,
    private readonly scales: Scales,
    paired: boolean,
  ) {
    const column = () => new Float64Array(length);
    const both = () => [column(), column()] as const;
    this.value = both();
    this.noise = both();
    const learns = knowsNoise(scales);
    this.sum = learns ? both() : [none, none];
    this.squares = learns ? both() : [none, none];
    this.pairs = paired && learns ? { squares: column(), open: column() } : null;
  }

  /**
   * Takes in one round of one side.
   * @param rows where each given value belongs; -1 and rows that are not kept = nowhere
   */
  add(
    side: 0 | 1,
    round: number,
    rows: Int32Array,
    values: ArrayLike<number>,
    variances: ArrayLike<number>,
  ): void {
    const scale = this.scales.rounds[side][round]!;
    const [value, noise, sum, squares] = [
      this.value[side],
      this.noise[side],
      this.sum[side],
      this.squares[side],
    ];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (row < 0 || row >= this.length) continue;
      value[row]! += values[i]!;
      noise[row]! += variances[i]!;
      if (sum.length === 0) continue;
      const estimate = values[i]! * scale;
      sum[row]! += estimate;
      squares[row]! += estimate * estimate;
      if (this.pairs !== null) this.pairs.open[row]! += side === 0 ? -estimate : estimate;
    }
  }

  /** Ends a pair of rounds. */
  closePair(): void {
    if (this.pairs === null) return;
    const { open, squares } = this.pairs;
    for (let row = 0; row < this.length; row++) {
      const difference = open[row]!;
      if (difference === 0) continue;
      squares[row]! += difference * difference;
      open[row] = 0;
    }
  }

  /**
   * The sampling variance of a side's raw value, never below 0. Of a share of the whole, n samples of N, it is the
   * binomial's n·(1 − n/N).
   */
  sampling(side: 0 | 1, row: number): number {
    const whole = this.scales.wholes?.[side];
    const share = whole === undefined ? 0 : Math.min(1, Math.abs(this.value[side][row]! / whole));
    return Math.max(0, this.noise[side][row]!) * (1 - share);
  }

  /**
   * The variance of the difference of the sides' means, as each side's own rounds show it.
   * @param scale what each side's values are multiplied by first
   */
  seenApart(row: number, scale: readonly [number, number] = [1, 1]): number {
    const of = (side: 0 | 1) => {
      const n = this.scales.rounds[side].length;
      return (scale[side] ** 2 * variance(n, this.sum[side][row]!, this.squares[side][row]!)) / n;
    };
    return of(0) + of(1);
  }

  /** The same, as the differences of pairs show it: without what both of a pair had in common. */
  seenInPairs(row: number, [a, b]: readonly [number, number] = [1, 1]): number {
    const n = this.scales.rounds[0].length;
    const [before, after] = this.squares.map((squares) => squares[row]!) as [number, number];
    const product = (before + after - this.pairs!.squares[row]!) / 2;
    const sum = b * this.sum[1][row]! - a * this.sum[0][row]!;
    return variance(n, sum, a * a * before + b * b * after - 2 * a * b * product) / n;
  }
}

/** Of n numbers, from their sum and the sum of their squares; rounding must not make it negative. */
function variance(n: number, sum: number, squares: number): number {
  return Math.max(0, (squares - (sum * sum) / n) / (n - 1));
}
