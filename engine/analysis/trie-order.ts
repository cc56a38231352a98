import { byRows, type Work } from '../work/work';
import type { PathTrie } from './path-trie';
import type { ChildOrder } from './types';

/** What of a trie shows only from the whole: totals, and the order of children. Columns are by place. */
export interface OrderedTrie {
  /** Per side: the values of a node and all below it. */
  readonly total: readonly Float64Array[];
  /** Where a node's children are in `children`; 0 = it has none but the next of its chain. */
  readonly childrenAt: Int32Array;
  /** How many they are, and their places in order. */
  readonly children: Int32Array;
}

/** Chains gone through in one part. */
const chainsInPart = 1 << 13;

/**
 * Sums up a trie and puts children in order; 'heavy' goes by |self| of a node's heaviest side plus the children's
 * heaviness, as in {@link heaviness}, then by name.
 * @param sides how many of the trie's columns are values
 * @param isPlain there is one side, without negative values: its heaviness is its total
 * @param rank place of each frame row in the order of names
 */
export function* orderTrie(
  trie: PathTrie,
  sides: number,
  isPlain: boolean,
  rank: Int32Array,
  order: ChildOrder,
): Work<OrderedTrie> {
  const ordering = new TrieOrdering(trie, sides, isPlain, rank, order);
  yield* byRows(trie.chains, (from, to) => ordering.goOn(from, to), chainsInPart);
  return ordering;
}

class TrieOrdering implements OrderedTrie {
  readonly total: Float64Array[];
  /** Of a node whose chain was not gone through yet: the first in the list of its branches, a chain's number. */
  readonly childrenAt: Int32Array;
  readonly children: Int32Array;
  private childrenEnd = 1;
  /** The next chain in the list of branches. */
  private readonly nextBranch: Int32Array;
  private readonly heavy: Float64Array;
  private readonly compare: ((a: number, b: number) => number) | null;

  constructor(
    private readonly trie: PathTrie,
    sides: number,
    isPlain: boolean,
    rank: Int32Array,
    order: ChildOrder,
  ) {
    const { frames, length, chains } = trie;
    this.total = trie.self.slice(0, sides).map((self) => self.slice(0, length));
    this.childrenAt = new Int32Array(length);
    // Of each chain but the root's its start, and of each node that has branches how many, and the next of its chain.
    this.children = new Int32Array(chains * 3);
    this.nextBranch = new Int32Array(chains);
    const heavy = isPlain ? this.total[0]! : new Float64Array(length);
    this.heavy = heavy;
    const byName = (a: number, b: number) => rank[frames[a]!]! - rank[frames[b]!]!;
    // In the order of time, chains are in order.
    this.compare =
      order === 'time'
        ? null
        : order === 'name'
          ? byName
          : (a: number, b: number) => heavy[b]! - heavy[a]! || byName(a, b);
  }

  /** Goes through the chains, the last first, so that all below a node is known before it. */
  goOn(from: number, to: number): void {
    const { trie, childrenAt, nextBranch } = this;
    const { starts, chains, length } = trie;
    for (let chain = chains - 1 - from; chain >= chains - to; chain--) {
      const start = starts[chain]!;
      const end = (chain + 1 < chains ? starts[chain + 1]! : length) - 2;
      for (let at = end; at >= start; at--) {
        if (childrenAt[at] === 0) this.addNext(at, at < end);
        else this.addChildren(at, at < end);
      }
      if (chain === 0) continue;
      const origin = trie.originOf(chain);
      nextBranch[chain] = childrenAt[origin]!;
      childrenAt[origin] = chain;
    }
  }

  private addNext(at: number, hasNext: boolean): void {
    const { total, heavy } = this;
    if (heavy !== total[0]) heavy[at] = this.ownWeight(at) + (hasNext ? heavy[at + 1]! : 0);
    if (!hasNext) return;
    for (let side = 0; side < total.length; side++) total[side]![at]! += total[side]![at + 1]!;
  }

  private addChildren(at: number, hasNext: boolean): void {
    const { total, heavy, children, childrenAt, nextBranch } = this;
    const { starts } = this.trie;
    const first = this.childrenEnd + 1;
    let end = first;
    // What a path went on to before is ahead of all branches in the order of time.
    if (hasNext) children[end++] = at + 1;
    for (let branch = childrenAt[at]!; branch !== 0; branch = nextBranch[branch]!) {
      children[end++] = starts[branch]!;
    }
    children[first - 1] = end - first;
    childrenAt[at] = first - 1;
    this.childrenEnd = end;
    if (this.compare !== null) sort(children, first, end, this.compare);
    for (let side = 0; side < total.length; side++) {
      const column = total[side]!;
      for (let i = end - 1; i >= first; i--) column[at]! += column[children[i]!]!;
    }
    if (heavy === total[0]) return;
    let weight = this.ownWeight(at);
    for (let i = end - 1; i >= first; i--) weight += heavy[children[i]!]!;
    heavy[at] = weight;
  }

  private ownWeight(at: number): number {
    let most = 0;
    for (let side = 0; side < this.total.length; side++) {
      most = Math.max(most, Math.abs(this.trie.self[side]![at]!));
    }
    return most;
  }
}

/** Sorts `places` from `first` to `end` - 1. Most have few, for which the machine's own sort takes too long to begin. */
function sort(
  places: Int32Array,
  first: number,
  end: number,
  compare: (a: number, b: number) => number,
): void {
  if (end - first > 12) {
    places.subarray(first, end).sort(compare);
    return;
  }
  for (let i = first + 1; i < end; i++) {
    const place = places[i]!;
    let at = i;
    for (; at > first && compare(places[at - 1]!, place) > 0; at--) places[at] = places[at - 1]!;
    places[at] = place;
  }
}
