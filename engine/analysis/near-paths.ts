import { byRows, samplesInPart, type Work, within } from '../work/work';
import { type PathTrie, root } from './path-trie';
import { ended, type PathReader, type TreeSource } from './paths';

/** In samples. */
export interface NearSizes {
  /** Added ahead of all others: what they make fits the cache. */
  readonly scouts: number;
  /** Put in groups at a time; it bounds the memory that takes. */
  readonly block: number;
}

const usual: NearSizes = { scouts: 1 << 12, block: 1 << 20 };

/**
 * Adds the samples of large profiles to a trie, those with much in common one after the other.
 *
 * What costs time with millions of nodes is waiting for memory. So some samples, evenly drawn, are added ahead as
 * *scouts*: without values, they only make nodes. Then each sample goes along what those made, as far as that goes,
 * and is put with all others that leave it at the same node. Such a group is small, as what many samples have in
 * common scouts have found; and what it makes beyond its node nobody else touches, so that it stays in the cache
 * meanwhile. A group keeps the order of its samples, and with it that in which values of equal stacks are added up.
 */
export function* addNearPaths(
  sources: readonly TreeSource[],
  paths: PathReader,
  trie: PathTrie,
  { scouts, block }: NearSizes = usual,
): Work<void> {
  const samples = sources.reduce((sum, { values }) => sum + values.length, 0);
  const step = Math.ceil(samples / scouts);
  for (const source of sources) {
    for (let row = 0; row < source.values.length; row += step) {
      if (source.values[row] !== 0 && paths.read(source, row)) trie.add(paths.frames, 0, root, 1);
    }
  }
  const known = trie.length;
  let before = 0;
  for (const [side, source] of sources.entries()) {
    const { length } = source.values;
    for (let first = 0; first < length; first += block) {
      const end = Math.min(length, first + block);
      const adding = addBlock(source, side, first, end, paths, trie, known);
      yield* within(before / samples, (before + end - first) / samples, adding);
      before += end - first;
    }
  }
}

/** Adds the samples `first` … `end` - 1 of a side. */
function* addBlock(
  source: TreeSource,
  side: number,
  first: number,
  end: number,
  paths: PathReader,
  trie: PathTrie,
  known: number,
): Work<void> {
  const { values, samples } = source;
  const stackFrames = samples.stackOffsets[end]! - samples.stackOffsets[first]!;
  const rests = new Rests(trie, known, end - first, stackFrames);
  const read = (from: number, to: number) => {
    for (let row = first + from; row < first + to; row++) {
      const value = values[row]!;
      if (value !== 0 && paths.read(source, row)) rests.add(paths.frames, value);
    }
  };
  yield* within(0, 0.5, byRows(end - first, read, samplesInPart));
  yield* within(0.5, 0.6, rests.group());
  yield* within(0.6, 1, rests.addTo(side));
}

/** Entries ahead of a path's frames: the two halves of its value, and where in it the frames begin. */
const head = 3;
/** Entries that are gone through in one part. */
const entriesInPart = 1 << 18;

/** What paths have beyond the known nodes, one behind the other: {@link head}, frames, {@link ended}. */
class Rests {
  private entries: Int32Array;
  private length = 0;
  /** Per path: the node where it leaves. */
  private readonly nodes: Int32Array;
  private count = 0;
  /** Per node, shifted by one: entries of its group; then where its next entry goes, and in the end where it ends. */
  private readonly groups: Int32Array;
  private readonly value = new Float64Array(1);
  private readonly halves = new Int32Array(this.value.buffer);

  /**
   * @param known the nodes at lower places are known
   * @param most paths
   * @param stackFrames of all paths; commonly half of them are known
   */
  constructor(
    private readonly trie: PathTrie,
    private readonly known: number,
    most: number,
    stackFrames: number,
  ) {
    this.entries = new Int32Array(Math.ceil(stackFrames / 2) + (head + 1) * most);
    this.nodes = new Int32Array(most);
    this.groups = new Int32Array(known + 1);
  }

  add(path: Int32Array, value: number): void {
    const { trie, known, halves } = this;
    const node = trie.walk(path, 0, root, known);
    let { at } = trie;
    const most = this.length + head + path.length;
    if (most > this.entries.length) this.grow(most);
    const { entries } = this;
    let end = this.length;
    this.value[0] = value;
    entries[end++] = halves[0]!;
    entries[end++] = halves[1]!;
    entries[end++] = at;
    while (path[at] !== ended) entries[end++] = path[at++]!;
    entries[end++] = ended;
    this.nodes[this.count++] = node;
    this.groups[node + 1]! += end - this.length;
    this.length = end;
  }

  /** Puts the paths that leave at one node behind each other. */
  *group(): Work<void> {
    const { entries, groups, nodes } = this;
    for (let node = 0; node < this.known; node++) groups[node + 1]! += groups[node]!;
    const grouped = new Int32Array(this.length);
    let at = 0;
    yield* byRows(this.count, (from, to) => {
      for (let path = from; path < to; path++) {
        const node = nodes[path]!;
        let end = groups[node]!;
        for (const frames = at + head; at < frames; ) grouped[end++] = entries[at++]!;
        while (entries[at] !== ended) grouped[end++] = entries[at++]!;
        grouped[end++] = entries[at++]!;
        groups[node] = end;
      }
    });
    this.entries = grouped;
  }

  /** Adds grouped paths to the trie. */
  *addTo(side: number): Work<void> {
    const { entries, groups, trie, value, halves } = this;
    let node = 0;
    const part = (from: number, to: number) => {
      let at = from;
      while (at < to) {
        while (groups[node]! <= at) node++;
        halves[0] = entries[at]!;
        halves[1] = entries[at + 1]!;
        const frames = at + head;
        const depth = entries[at + 2]! + 1;
        const end = trie.add(entries, frames, node, depth - frames);
        trie.self[side]![end]! += value[0]!;
        at = trie.at;
        while (entries[at++] !== ended);
      }
      return at;
    };
    for (let at = 0; at < this.length; ) {
      at = part(at, Math.min(this.length, at + entriesInPart));
      yield at / this.length;
    }
  }

  private grow(least: number): void {
    const roomier = new Int32Array(Math.max(least, this.entries.length * 2));
    roomier.set(this.entries);
    this.entries = roomier;
  }
}
