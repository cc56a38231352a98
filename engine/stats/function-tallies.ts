import type { TreeSide } from '../analysis/tree';
import type { Work } from '../work/work';
import { judge, type Rows } from './judge';
import { ownChanges, shareOfRest } from './own-shares';
import { designOf, eachRound, type RoundsOf, sharesDesign } from './rounds';
import type { Design } from './rounds-noise';
import { Tally } from './tally';
import type { FrameSignificance, Judged } from './types';

/** flat and cum of the same rows. */
export interface FlatAndCum {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** Row of the root's frame, which is no function: in cum, the whole stands there. */
const rootRow = 0;

/** flat and cum of the functions, and of rows of a table behind them, made comparable in one way. */
class Family {
  readonly flat: Tally;
  readonly cum: Tally;

  constructor(
    length: number,
    readonly design: Design,
  ) {
    const tally = () => new Tally(length, design.scales, design.paired);
    [this.flat, this.cum] = [tally(), tally()];
  }

  judge(asked: Rows, learnt: Rows): FrameSignificance['frames'] {
    return {
      flat: this.judgeFlat(asked, learnt),
      cum: judge(this.cum, this.design, this.wholes, asked, learnt),
    };
  }

  judgeFlat(asked: Rows, learnt: Rows): Judged {
    return judge(this.flat, this.design, this.wholes, asked, learnt);
  }

  /** What the sides come to, raw. */
  get wholes(): readonly [number, number] {
    const [before, after] = this.cum.value;
    return [before[rootRow] ?? 0, after[rootRow] ?? 0];
  }
}

/**
 * What the rounds say of functions, as values and as shares beside. Rows are those of a comparison's frame table, with
 * more behind where a table's own rows are asked about.
 */
export class FunctionTallies {
  readonly design: Design;
  private readonly own: Family;
  private readonly shares: Family | null;
  /** Rows of functions, and these with all behind them. */
  private readonly functions: Rows;
  private readonly all: Rows;

  /**
   * @param frames rows of the frame table
   * @param more rows behind them
   */
  constructor(
    frames: number,
    private readonly rounds: RoundsOf,
    more = 0,
  ) {
    const length = frames + more;
    this.functions = [rootRow + 1, frames];
    this.all = [rootRow + 1, length];
    this.design = designOf(rounds);
    const asShares = sharesDesign(rounds, this.design);
    this.own = new Family(length, this.design);
    this.shares = asShares === null ? null : new Family(length, asShares);
  }

  /** Takes all captures in: `take` adds what each has to say. */
  fill(take: (capture: TreeSide, side: 0 | 1, round: number) => Work<void>): Work<void> {
    return eachRound(
      this.rounds,
      this.families().flatMap(({ flat, cum }) => [flat, cum]),
      take,
    );
  }

  add(side: 0 | 1, round: number, rows: Int32Array, values: FlatAndCum, variances: FlatAndCum): void {
    for (const family of this.families()) {
      family.flat.add(side, round, rows, values.flat, variances.flat);
      family.cum.add(side, round, rows, values.cum, variances.cum);
    }
  }

  /** Adds what all samples come to. */
  addWhole(side: 0 | 1, round: number, value: number, variance: number): void {
    for (const { cum } of this.families()) cum.add(side, round, Int32Array.of(rootRow), [value], [variance]);
  }

  /** Judges functions, or rows behind them; what noise there is is learnt from all. */
  judge(asked: Rows = this.functions): {
    readonly frames: FrameSignificance['frames'];
    readonly shares: FrameSignificance['shares'];
    readonly whole: Judged;
  } {
    const whole = this.judgeWhole();
    return {
      frames: this.own.judge(asked, this.all),
      // With a whole that changed all shares move, which says nothing of single functions.
      shares: whole.changed[0] === 1 || this.shares === null ? null : this.judgeShares(this.shares, asked),
      whole,
    };
  }

  /** Shares that changed by themselves, and not for the sake of others. */
  private judgeShares(family: Family, asked: Rows): FrameSignificance['frames'] {
    const { flat, cum } = family.judge(asked, this.all);
    const whole = family.wholes[0] * family.design.scales.pooled[0];
    const ofFunctions = asked === this.functions ? flat : family.judgeFlat(this.functions, this.all);
    const rest = shareOfRest(ofFunctions, whole);
    return { flat: ownChanges(flat, rest), cum: ownChanges(cum, rest) };
  }

  /**
   * The whole among the functions, whose noise it shares. It is one question that was asked before anything was seen, so
   * its p needs no correction: of one row, q is p.
   */
  private judgeWhole(): Judged {
    const { cum, wholes, design } = this.own;
    const { length: _, ...columns } = judge(
      cum,
      design,
      wholes,
      [rootRow, rootRow + 1],
      [rootRow, this.all[1]],
    );
    const firsts = Object.entries(columns).map(([name, column]) => [
      name,
      column.slice(rootRow, rootRow + 1),
    ]);
    return { ...(Object.fromEntries(firsts) as typeof columns), length: 1 };
  }

  private families(): readonly Family[] {
    return this.shares === null ? [this.own] : [this.own, this.shares];
  }
}
