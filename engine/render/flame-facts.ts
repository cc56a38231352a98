import type { CallTree } from '../analysis/types';
import { formatChange, formatDelta, formatPercent, formatValue } from '../units/format';
import { fill, type PictureWords } from './picture-words';

/** What is said of a box. Totals are per side. */
export interface BoxFacts {
  readonly name: string;
  readonly facts: string;
  readonly totals: readonly number[];
}

export function factsOf(tree: CallTree, node: number, words: PictureWords): BoxFacts {
  const totals = tree.total.map((column) => column[node]!);
  return {
    name: tree.frames.name[tree.frame[node]!]!,
    facts:
      totals.length > 1
        ? comparedFacts(tree, totals, words)
        : fill(words.facts, {
            total: withShare(tree, totals[0]!),
            self: withShare(tree, tree.self[0]![node]!),
          }),
    totals,
  };
}

/** Siblings that are too narrow one by one; without them their caller would seem to have spent it itself. */
export function factsOfRest(tree: CallTree, first: number, last: number, words: PictureWords): BoxFacts {
  const totals = tree.total.map((column) => {
    let sum = 0;
    for (let node = first; node <= last; node++) sum += column[node]!;
    return sum;
  });
  const count = last - first + 1;
  return {
    name: count === 1 ? words.oneSmaller : fill(words.severalSmaller, { count }),
    facts:
      totals.length > 1
        ? comparedFacts(tree, totals, words)
        : fill(words.together, { value: withShare(tree, totals[0]!) }),
    totals,
  };
}

/** What is said while no box is pointed at. */
export function restingLine(tree: CallTree, words: PictureWords): string {
  const totals = tree.total.map((column) => column[0]!);
  const text = totals.map((total) => formatValue(total, tree.unit)).join(' → ');
  const change = totals.length < 2 ? '' : ` (${changeIn(totals[0]!, totals[1]!, words)})`;
  return fill(words.total, { value: text + change });
}

/** Parts of the whole, side by side: '12.5% → 10.0%'. */
export function sharesOf(tree: CallTree, sums: readonly number[]): string {
  return sums.map((sum, side) => formatPercent(sum, tree.total[side]![0]!)).join(' → ');
}

/** How much a value changed in percent, or in words that it is new or gone. */
export function changeIn(before: number, after: number, { isNew, isGone }: PictureWords): string {
  const text = formatChange(before, after);
  return text === 'new' ? isNew : text === 'gone' ? isGone : text;
}

function comparedFacts(tree: CallTree, totals: readonly number[], words: PictureWords): string {
  const [from, to] = totals as [number, number];
  const sides = [from, to].map((total, side) => withShare(tree, total, side));
  const change =
    from === to ? words.same : `${formatDelta(to - from, tree.unit)}, ${changeIn(from, to, words)}`;
  return `${sides.join(' → ')}  ${change}`;
}

function withShare(tree: CallTree, value: number, side = 0): string {
  return `${formatValue(value, tree.unit)} (${formatPercent(value, tree.total[side]![0]!)})`;
}
