import { compareBytewise } from '../analysis/order';
import { isNumberLabel, isTextLabel, labelUnits } from '../pprof/labels';
import { byRows, samplesInPart, type Work, within } from '../work/work';
import { addTo, heft, type SampledTree, type SampleSide, type SideValues, sideTotals } from './sides';
import { rangeFilter, textFilter } from './tag-filter';
import { labelRanges, type NumberRange } from './tag-ranges';

export interface TagValue {
  /** A text label's value; '' where it is a range of numbers. */
  readonly text: string;
  /** null where it is a text. */
  readonly range: NumberRange | null;
  readonly value: SideValues;
  /** What the query's tagFocus and tagIgnore take to mean just this; '' where no pattern does. */
  readonly filter: string;
}

/** The values of one label key. */
export interface TagKey {
  readonly key: string;
  /** Unit of its numbers; '' for texts. */
  readonly unit: string;
  /** Heaviest first for texts; numbers in their own order. */
  readonly values: readonly TagValue[];
  /** Values that were left out because there are too many, and what they come to. */
  readonly omitted: number;
  readonly omittedValue: SideValues;
  /** What the samples that have the key come to. */
  readonly total: SideValues;
}

export interface TagTable {
  readonly keys: readonly TagKey[];
  /** Per side Σ|value| of all samples: what percentages are of. */
  readonly total: SideValues;
  /** Per side Σ value, which is less where values are negative. */
  readonly sum: SideValues;
}

/** Values of one key that are worth listing; behind them come ids that are all different. */
const mostValues = 500;

/** What each label's values come to. A sample counts once at each of its labels, as in pprof's tags. */
export function* tagTable(sampled: SampledTree): Work<TagTable> {
  const { sides } = sampled;
  const texts = new Map<string, Map<string, number[]>>();
  const numbers = new Map<string, Map<number, number[]>>();
  const totals = new Map<string, number[]>();
  const units = new Map<string, string>();
  const sum: number[] = [];
  for (const [index, side] of sides.entries()) {
    for (const [key, unit] of labelUnits(side.profile).units) if (!units.has(key)) units.set(key, unit);
    const own = yield* within(index / sides.length, (index + 1) / sides.length, collectTags(side));
    addSide(own, index, sides.length, { texts, numbers, totals });
    sum.push(own.sum);
  }
  const keys: TagKey[] = [];
  for (const [key, byText] of texts) keys.push(textKey(key, byText, totals.get(key)!));
  for (const [key, byNumber] of numbers) {
    keys.push(numberKey(key, units.get(key) ?? '', byNumber, totals.get(key)!));
  }
  keys.sort((a, b) => heft(b.total) - heft(a.total) || compareBytewise(a.key, b.key));
  return { keys, total: sideTotals(sampled), sum };
}

interface Sums {
  readonly texts: Map<string, Map<string, number[]>>;
  readonly numbers: Map<string, Map<number, number[]>>;
  readonly totals: Map<string, number[]>;
}

/** What the labels of one side come to, by what they say. */
export interface TagSums {
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly numbers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Of the samples that have the key. */
  readonly totals: ReadonlyMap<string, number>;
  /** Of all samples. */
  readonly sum: number;
}

/** Sums one side up: first over string rows and numbers, which are few, then by what they say. */
export function* collectTags({ profile, values, factor }: SampleSide): Work<TagSums> {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  const byPair = new Map<number, number>();
  const byNumber = new Map<number, Map<number, number>>();
  const byKey = new Map<number, number>();
  const add = (first: number, end: number) => {
    for (let row = first; row < end; row++) {
      const value = values[row]!;
      if (value === 0) continue;
      const [from, to] = [labelOffsets[row]!, labelOffsets[row + 1]!];
      for (let label = from; label < to; label++) {
        const key = labels.key[label]!;
        if (isTextLabel(profile, label)) {
          const pair = key * strings.length + labels.str[label]!;
          byPair.set(pair, (byPair.get(pair) ?? 0) + value);
        } else if (isNumberLabel(profile, label)) {
          const sums = byNumber.get(key) ?? new Map<number, number>();
          const number = Number(labels.num[label]!);
          byNumber.set(key, sums.set(number, (sums.get(number) ?? 0) + value));
        } else continue;
        let isFirst = true;
        for (let before = from; before < label; before++) if (labels.key[before] === key) isFirst = false;
        if (isFirst) byKey.set(key, (byKey.get(key) ?? 0) + value);
      }
    }
  };
  yield* byRows(samples.length, add, samplesInPart);
  const texts = new Map<string, Map<string, number>>();
  const numbers = new Map<string, Map<number, number>>();
  const totals = new Map<string, number>();
  for (const [pair, value] of byPair) {
    const of = under(texts, strings.get(Math.floor(pair / strings.length)));
    const text = strings.get(pair % strings.length);
    of.set(text, (of.get(text) ?? 0) + value * factor);
  }
  for (const [key, sums] of byNumber) {
    const of = under(numbers, strings.get(key));
    for (const [number, value] of sums) of.set(number, (of.get(number) ?? 0) + value * factor);
  }
  for (const [key, value] of byKey) {
    const text = strings.get(key);
    totals.set(text, (totals.get(text) ?? 0) + value * factor);
  }
  return { texts, numbers, totals, sum: factor * values.reduce((all, value) => all + value, 0) };
}

/** The map that another has under a key; makes it where there is none. */
function under<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const found = map.get(key) ?? new Map<K, V>();
  map.set(key, found);
  return found;
}

function addSide(own: TagSums, side: number, sides: number, { texts, numbers, totals }: Sums): void {
  for (const [key, sums] of own.texts) {
    for (const [text, value] of sums) addTo(under(texts, key), text, side, sides, value);
  }
  for (const [key, sums] of own.numbers) {
    for (const [number, value] of sums) addTo(under(numbers, key), number, side, sides, value);
  }
  for (const [key, value] of own.totals) addTo(totals, key, side, sides, value);
}

function textKey(key: string, byText: ReadonlyMap<string, number[]>, total: SideValues): TagKey {
  const all = [...byText].sort(([a, x], [b, y]) => heft(y) - heft(x) || compareBytewise(a, b));
  const omitted = all.slice(mostValues);
  const values = all.slice(0, mostValues).map(([text, value]) => ({
    text,
    range: null,
    value,
    filter: textFilter(key, text),
  }));
  return { key, unit: '', values, omitted: omitted.length, omittedValue: sum(omitted, total), total };
}

function numberKey(
  key: string,
  unit: string,
  byNumber: ReadonlyMap<number, number[]>,
  total: SideValues,
): TagKey {
  const values = labelRanges(byNumber, unit).map(({ range, value }) => ({
    text: '',
    range,
    value,
    filter: rangeFilter(key, range, unit),
  }));
  return { key, unit, values, omitted: 0, omittedValue: total.map(() => 0), total };
}

function sum(rows: readonly (readonly [string, SideValues])[], like: SideValues): SideValues {
  return like.map((_, side) => rows.reduce((all, [, value]) => all + value[side]!, 0));
}
