import type { FrameTable } from '../analysis/types';
import type { SampleSide } from '../tables/sides';
import { type Work, within } from '../work/work';
import { addFunctions, countFunctions } from './compare-rounds';
import { FunctionTallies } from './function-tallies';
import type { RoundsOf } from './rounds';
import { isChanged } from './sureness';

/** A value, and the variance that sampling gives it. */
export type Sampled = readonly [value: number, variance: number];

const nothing: Sampled = [0, 0];

/** What a row of a table comes to in one capture; a measure that the table has not is left out. */
export interface RowSums {
  readonly flat?: Sampled;
  readonly cum?: Sampled;
}

/** One capture as tables count it, with two sides: its values, and the variance that sampling gives them. */
export interface SampledCapture {
  readonly tree: { readonly frames: FrameTable };
  readonly sides: readonly [values: SampleSide, variances: SampleSide];
}

/** A table whose rows are judged. */
export interface JudgedTable {
  readonly rows: number;
  /** What the rows come to in one capture, row by row; undefined = nothing. */
  readonly count: (capture: SampledCapture) => Work<readonly (RowSums | undefined)[]>;
}

/** 1 for each row whose change is told from noise. */
export interface RowsChanged {
  readonly flat: Uint8Array;
  readonly cum: Uint8Array;
}

/**
 * Tells change from noise for the rows of any table: lines, instructions, labels, calls. Each round counts them anew; what
 * noise to expect is learnt from them and from the functions, of which there are enough to learn from, and q corrects for
 * the table's own rows. As of functions, a row counts as changed where its value did, or its share of the whole in the
 * same direction (`isChanged`).
 *
 * @param frames of the comparison
 * @throws FlamebenchError as `compareFrames`
 */
export function* compareTable(
  frames: FrameTable,
  { rows, count }: JudgedTable,
  rounds: RoundsOf,
): Work<RowsChanged> {
  const end = frames.length + rows;
  const tallies = new FunctionTallies(frames.length, rounds, rows);
  const places = Int32Array.from({ length: rows }, (_, row) => frames.length + row);
  yield* tallies.fill(function* (capture, side, round) {
    const counted = yield* within(0, 0.6, countFunctions(capture));
    addFunctions(tallies, side, round, counted, frames);
    const { profile, ofLocation, values, variances } = counted;
    const sideOf = (column: Float64Array) => ({ profile, values: column, factor: 1, frames: ofLocation });
    const sides = [sideOf(values), sideOf(variances)] as const;
    const sums = yield* within(0.6, 1, count({ tree: { frames: counted.frames }, sides }));
    const column = (measure: 'flat' | 'cum', of: 0 | 1) =>
      Float64Array.from(places, (_, row) => (sums[row]?.[measure] ?? nothing)[of]);
    const columns = (of: 0 | 1) => ({ flat: column('flat', of), cum: column('cum', of) });
    tallies.add(side, round, places, columns(0), columns(1));
  });
  const judged = tallies.judge([frames.length, end]);
  const changed = (measure: 'flat' | 'cum') =>
    Uint8Array.from(places, (place) => (isChanged(judged, measure, place) ? 1 : 0));
  return { flat: changed('flat'), cum: changed('cum') };
}
