import { codeKey, codeSamples } from '../tables/code-samples';
import { bySamples } from '../tables/sides';
import { sourceLines } from '../tables/source-lines';
import { collectTags, type TagSums } from '../tables/tags';
import type { Work } from '../work/work';
import type { JudgedTable, RowSums, Sampled, SampledCapture } from './compare-table';

/**
 * Calls of functions by functions, by name. '' calls what begins stacks; null stands for all that is in the callee, however
 * it was called; what calls itself is what recurs.
 */
export interface CallRows {
  readonly kind: 'calls';
  readonly callers: readonly (string | null)[];
  readonly callees: readonly string[];
  /** Functions that are not passed over; null = none is. */
  readonly shown: readonly string[] | null;
}

export interface LineRows {
  readonly kind: 'lines';
  /** As the profile names it. */
  readonly file: string;
  readonly lines: readonly number[];
}

export interface AddressRows {
  readonly kind: 'addresses';
  /** Function that the code is of. */
  readonly name: string;
  /** See `codeKey`. */
  readonly keys: readonly string[];
}

/** A row of the table of labels: of a key all that have it or have it not, or what has a text or a number of it. */
export type TagRow = { readonly key: string } & (
  | { readonly what: 'all' | 'without' }
  | { readonly what: 'text'; readonly text: string }
  | { readonly what: 'range'; readonly low: number; readonly high: number }
);

export interface TagRows {
  readonly kind: 'tags';
  readonly rows: readonly TagRow[];
}

/** Rows of a table that can be judged, said without any profile's own row numbers. */
export type TableRows = CallRows | LineRows | AddressRows | TagRows;

/** How the rows are counted in one capture. */
export function judgedTable(asked: TableRows): JudgedTable {
  switch (asked.kind) {
    case 'calls':
      return { rows: asked.callers.length, count: (capture) => countCalls(capture, asked) };
    case 'lines':
      return { rows: asked.lines.length, count: (capture) => countLines(capture, asked) };
    case 'addresses':
      return { rows: asked.keys.length, count: (capture) => countAddresses(capture, asked) };
    case 'tags':
      return { rows: asked.rows.length, count: (capture) => countTags(capture, asked) };
  }
}

type Counted = readonly (RowSums | undefined)[];

function* countLines(capture: SampledCapture, { file, lines }: LineRows): Work<Counted> {
  const { line, flat, cum } = yield* sourceLines(capture, file);
  const rowOf = new Map(Array.from(line, (number, row) => [number, row]));
  const pair = ([values, variances]: readonly Float64Array[], row: number): Sampled => [
    values![row]!,
    variances![row]!,
  ];
  return lines.map((number) => {
    const row = rowOf.get(number);
    return row === undefined ? undefined : { flat: pair(flat, row), cum: pair(cum, row) };
  });
}

function* countAddresses(capture: SampledCapture, { name, keys }: AddressRows): Work<Counted> {
  const frame = capture.tree.frames.name.indexOf(name, 1);
  if (frame < 0) return [];
  const sums = new Map<string, { flat: [number, number]; cum: [number, number] }>();
  for (const { side, mapping, address, flat, cum } of yield* codeSamples(capture, frame)) {
    address.forEach((one, row) => {
      const key = codeKey(mapping, one);
      const sum = sums.get(key) ?? { flat: [0, 0], cum: [0, 0] };
      sums.set(key, sum);
      sum.flat[side as 0 | 1] += flat[row]!;
      sum.cum[side as 0 | 1] += cum[row]!;
    });
  }
  return keys.map((key) => sums.get(key));
}

function* countTags(capture: SampledCapture, { rows }: TagRows): Work<Counted> {
  const [values, variances] = capture.sides;
  const columns = [yield* collectTags(values), yield* collectTags(variances)] as const;
  const of = (row: TagRow): Sampled => [amountOf(row, columns[0]), amountOf(row, columns[1])];
  return rows.map((row) => ({ cum: of(row) }));
}

function amountOf(row: TagRow, { texts, numbers, totals, sum }: TagSums): number {
  const all = totals.get(row.key) ?? 0;
  switch (row.what) {
    case 'all':
      return all;
    case 'without':
      return sum - all;
    case 'text':
      return texts.get(row.key)?.get(row.text) ?? 0;
    case 'range': {
      let value = 0;
      for (const [number, each] of numbers.get(row.key) ?? []) {
        if (number >= row.low && number <= row.high) value += each;
      }
      return value;
    }
  }
}

/**
 * Calls as the call graph and the table of callers count them: a sample counts once into each call however often that
 * recurs, functions that are not shown are passed over, and a call of a function by itself is none.
 */
function* countCalls(capture: SampledCapture, { callers, callees, shown }: CallRows): Work<Counted> {
  const { name, length } = capture.tree.frames;
  const frameOf = new Map<string, number>();
  for (let row = length - 1; row > 0; row--) frameOf.set(name[row]!, row);
  const isShown = new Uint8Array(length).fill(shown === null ? 1 : 0);
  for (const each of shown ?? []) isShown[frameOf.get(each) ?? 0] = 1;
  /** Rows by caller and callee; the root's row stands for nobody, the one behind all for whoever it is. */
  const anybody = length;
  const keyOf = (from: number, to: number) => from * length + to;
  const rows = new Map<number, number>();
  const isCallee = new Uint8Array(length);
  callers.forEach((caller, row) => {
    const from = caller === null ? anybody : caller === '' ? 0 : frameOf.get(caller);
    const to = frameOf.get(callees[row]!);
    if (from === undefined || to === undefined) return;
    rows.set(keyOf(from, to), row);
    isCallee[to] = 1;
  });
  const sums = callers.map((): [number, number] => [0, 0]);
  yield* bySamples(capture, ({ profile: { samples }, values, frames }, side) => {
    const counted = new Int32Array(callers.length);
    const seen = new Int32Array(length);
    return (first, end) => {
      for (let sample = first; sample < end; sample++) {
        const value = values[sample]!;
        if (value === 0) continue;
        const stamp = sample + 1;
        const add = (from: number, to: number) => {
          const row = rows.get(keyOf(from, to));
          if (row === undefined || counted[row] === stamp) return;
          counted[row] = stamp;
          sums[row]![side as 0 | 1] += value;
        };
        let above = 0;
        for (let i = samples.stackOffsets[sample + 1]! - 1; i >= samples.stackOffsets[sample]!; i--) {
          const location = samples.stacks[i]!;
          for (let at = frames.offsets[location + 1]! - 1; at >= frames.offsets[location]!; at--) {
            const own = frames.frames[at]!;
            if (isShown[own] === 0) continue;
            if (isCallee[own] === 1) {
              add(anybody, own);
              if (above !== own) add(above, own);
              if (seen[own] === stamp) add(own, own);
              seen[own] = stamp;
            }
            above = own;
          }
        }
      }
    };
  });
  return sums.map((cum) => ({ cum }));
}
