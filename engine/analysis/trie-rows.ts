import type { Work } from '../work/work';
import { type PathTrie, root } from './path-trie';
import type { OrderedTrie } from './trie-order';
import type { CallTree } from './types';

/** Rows written in one part: some milliseconds' worth. */
const rowsInPart = 1 << 16;

/** The nodes of a trie as rows, breadth first. */
export function* rowsOf(
  trie: PathTrie,
  ordered: OrderedTrie,
): Work<Omit<CallTree, 'frames' | 'unit' | 'start'>> {
  const writer = new RowWriter(trie, ordered);
  while (writer.goOn(rowsInPart)) yield writer.done;
  return writer.rows;
}

/**
 * Goes through the nodes depth first, and puts each behind the others of its depth: all children of a node come
 * before those of the next node of its depth.
 */
class RowWriter {
  readonly rows;
  private written = 0;
  /** Where the next node of each depth goes. */
  private readonly place: Int32Array;
  /** Nodes to go on with: the place of each, its parent's row and its depth. */
  private waiting = new Int32Array(3 << 10);
  private waitingEnd = 3;

  constructor(
    private readonly trie: PathTrie,
    private readonly ordered: OrderedTrie,
  ) {
    const counts = trie.nodesByDepth();
    this.place = new Int32Array(counts.length + 1);
    for (let depth = 0; depth < counts.length; depth++) {
      this.place[depth + 1] = this.place[depth]! + counts[depth]!;
    }
    const length = this.place[counts.length]!;
    const column = () => new Float64Array(length);
    this.rows = {
      length,
      parent: new Int32Array(length),
      frame: new Int32Array(length),
      firstChild: new Int32Array(length),
      childCount: new Int32Array(length),
      depth: new Int32Array(length),
      self: trie.self.map(column),
      total: ordered.total.map(column),
    };
    this.waiting.set([root, -1, 0]);
  }

  /** Share of the rows that are written. */
  get done(): number {
    return this.written / this.rows.length;
  }

  /** Writes `most` rows or somewhat more. @returns whether there are more */
  goOn(most: number): boolean {
    const { childrenAt } = this.ordered;
    const { frames } = this.trie;
    const stop = this.written + most;
    while (this.waitingEnd > 0 && this.written < stop) {
      this.waitingEnd -= 3;
      const { waiting, waitingEnd } = this;
      let at = waiting[waitingEnd]!;
      let parent = waiting[waitingEnd + 1]!;
      let depth = waiting[waitingEnd + 2]!;
      while (childrenAt[at] === 0 && frames[at + 1]! > 0) {
        parent = this.write(at++, parent, depth++, 1);
      }
      const children = childrenAt[at]!;
      const count = children === 0 ? 0 : this.ordered.children[children]!;
      const row = this.write(at, parent, depth, count);
      if (count > 0) this.wait(children, count, row, depth + 1);
    }
    return this.waitingEnd > 0;
  }

  private write(at: number, parent: number, depth: number, childCount: number): number {
    const { place, rows, trie, ordered } = this;
    const row = place[depth]!++;
    rows.parent[row] = parent;
    rows.frame[row] = trie.frames[at]!;
    rows.depth[row] = depth;
    rows.firstChild[row] = place[depth + 1]!;
    rows.childCount[row] = childCount;
    for (let i = 0; i < trie.self.length; i++) rows.self[i]![row] = trie.self[i]![at]!;
    for (let i = 0; i < ordered.total.length; i++) rows.total[i]![row] = ordered.total[i]![at]!;
    this.written++;
    return row;
  }

  /** Backwards, so that the first child is taken first. */
  private wait(children: number, count: number, parent: number, depth: number): void {
    const needed = this.waitingEnd + 3 * count;
    if (needed > this.waiting.length) {
      const roomier = new Int32Array(needed * 2);
      roomier.set(this.waiting);
      this.waiting = roomier;
    }
    const { waiting } = this;
    let end = this.waitingEnd;
    for (let i = children + count; i > children; i--) {
      waiting[end++] = this.ordered.children[i]!;
      waiting[end++] = parent;
      waiting[end++] = depth;
    }
    this.waitingEnd = end;
  }
}
