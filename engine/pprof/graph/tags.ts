import { compareBytewise } from '../../analysis/order';
import type { Profile } from '../../model/profile';
import { scaledLabel } from '../../units/measure';
import { quoted } from '../dot/quoted';
import { baseLabel, labelsOf } from '../labels';
import { mean } from './mean';
import { PairTable, Sums } from './pairs';

/** A label and what of a node it holds for. */
export interface Tag {
  /** Of texts as they stand between the quotation marks of the dot language. */
  readonly name: string;
  /** Of numbers: the first that is written so, and its unit; 0 and '' of texts. */
  readonly value: number;
  readonly unit: string;
  readonly flat: number;
  readonly flatDivisor: number;
  readonly cum: number;
  readonly cumDivisor: number;
}

/** Labels of the samples at each node: sets of text labels, and numbers beside such a set ('' = none). */
export interface NodeTags {
  readonly texts: (node: number) => readonly Tag[];
  readonly numbers: (node: number) => ReadonlyMap<string, readonly Tag[]>;
}

/** The only key of numbers that graphs show. */
const numberKey = 'bytes';

interface Described {
  readonly isText: boolean;
  /** Of numbers: the text labels they stand beside. */
  readonly set: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Collects tags while a graph is built. */
export class TagCollector {
  private readonly described: Described[] = [];
  private readonly rows = new Map<string, number>();
  private readonly pairs = new PairTable();
  private readonly sums = [new Sums(), new Sums(), new Sums(), new Sums()] as const;
  private current: readonly number[] = [];
  /** Tags of samples with one label, a number, by that; all with the key and unit of this label. */
  private readonly lone = new Map<bigint, readonly number[]>();
  private loneLabel = -1;

  /**
   * @param unit of the numbers.
   * @param outputUnit in which they are written.
   */
  constructor(
    private readonly profile: Profile,
    private readonly unit: string,
    private readonly outputUnit: string,
  ) {}

  /** Turns to a sample, whose tags {@link add} then adds. */
  sample(row: number): void {
    const { labelOffsets, labels } = this.profile.samples;
    const first = labelOffsets[row]!;
    const count = labelOffsets[row + 1]! - first;
    if (count === 0) this.current = [];
    else if (count > 1 || labels.str[first] !== 0) this.current = this.tagsOf(row);
    else {
      // As Go's heap profiles have them: millions of samples, and few sizes.
      if (this.loneLabel < 0) this.loneLabel = first;
      const isUsual =
        labels.key[first] === labels.key[this.loneLabel] &&
        labels.numUnit[first] === labels.numUnit[this.loneLabel];
      const known = isUsual ? this.lone.get(labels.num[first]!) : undefined;
      this.current = known ?? this.tagsOf(row);
      if (isUsual && known === undefined) this.lone.set(labels.num[first]!, this.current);
    }
  }

  private tagsOf(row: number): readonly number[] {
    const { texts, numbers } = labelsOf(this.profile, row);
    const words: string[] = [];
    for (const [key, values] of texts) {
      if (key !== baseLabel.key) for (const value of values) words.push(quoted(`${key}:${value}`));
    }
    // The separator is Graphviz's line break, written out.
    const set = words.sort().join('\\n');
    const current =
      set === '' ? [] : [this.describe({ isText: true, set: '', name: set, value: 0, unit: '' })];
    for (const value of numbers.get(numberKey) ?? []) {
      const name = scaledLabel(value, this.unit, this.outputUnit);
      current.push(this.describe({ isText: false, set, name, value, unit: this.unit }));
    }
    return current;
  }

  /** Row of a tag; of those with one name the first one says the value. */
  private describe(tag: Described): number {
    const key = `${tag.isText} ${tag.set.length} ${tag.set}${tag.name}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = this.described.push(tag) - 1;
      this.rows.set(key, row);
    }
    return row;
  }

  add(node: number, amount: number, divisor: number, isFlat: boolean): void {
    const first = isFlat ? 0 : 2;
    for (const tag of this.current) {
      const row = this.pairs.row(node, tag);
      this.sums[first]!.add(row, amount);
      if (divisor !== 0) this.sums[first + 1]!.add(row, divisor);
    }
  }

  finish(): NodeTags {
    const { pairs, described } = this;
    const [flat, flatDivisor, cum, cumDivisor] = this.sums.map((sum) => sum.freeze(pairs.length)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const texts = new Map<number, Tag[]>();
    const numbers = new Map<number, Map<string, Tag[]>>();
    for (let row = 0; row < pairs.length; row++) {
      const node = pairs.first(row);
      const { isText, set, name, value, unit } = described[pairs.second(row)]!;
      const tag: Tag = {
        name,
        value,
        unit,
        flat: flat[row]!,
        flatDivisor: flatDivisor[row]!,
        cum: cum[row]!,
        cumDivisor: cumDivisor[row]!,
      };
      if (isText) append(texts, node, tag);
      else {
        let sets = numbers.get(node);
        if (sets === undefined) {
          sets = new Map();
          numbers.set(node, sets);
        }
        append(sets, set, tag);
      }
    }
    return {
      texts: (node) => texts.get(node) ?? [],
      numbers: (node) => numbers.get(node) ?? new Map(),
    };
  }
}

function append<K>(lists: Map<K, Tag[]>, key: K, tag: Tag): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [tag]);
  else list.push(tag);
}

/** Tags without those whose flat and cum are both below a bound. */
export function trimTags(tags: NodeTags, cutoff: number): NodeTags {
  const keep = (list: readonly Tag[]) =>
    list.filter(({ flat, cum }) => Math.abs(flat) >= cutoff || Math.abs(cum) >= cutoff);
  return {
    texts: (node) => keep(tags.texts(node)),
    numbers: (node) => new Map([...tags.numbers(node)].map(([set, list]) => [set, keep(list)])),
  };
}

/** Heaviest first, by flat or else by cum and then flat; equal ones by name. */
export function sortTags(tags: readonly Tag[], byFlat: boolean): Tag[] {
  return [...tags].sort((a, b) => {
    if (!byFlat && a.cum !== b.cum) return Math.abs(b.cum) - Math.abs(a.cum);
    if (a.flat !== b.flat) return Math.abs(b.flat) - Math.abs(a.flat);
    return compareBytewise(a.name, b.name);
  });
}

export function tagFlat(tag: Tag): number {
  return mean(tag.flat, tag.flatDivisor);
}

export function tagCum(tag: Tag): number {
  return mean(tag.cum, tag.cumDivisor);
}
