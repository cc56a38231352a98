import { byRows, inTurn, samplesInPart, type Work, within } from '../work/work';
import { addNearPaths } from './near-paths';
import { PathTrie, root } from './path-trie';
import { ended, PathReader, type TreeSource } from './paths';
import { orderTrie } from './trie-order';
import { rowsOf } from './trie-rows';
import type { CallTree, TreeShape } from './types';

/** Up to so many samples are added as they come: what they make is in the cache. */
const fewSamples = 1 << 16;

/** Stacks of large profiles have much in common: so many frames mostly come to one node, or to more. */
const framesPerNode = 6;
/** Beyond that, growing is cheap beside all the rest. */
const mostExpected = 1 << 24;

/**
 * Grows a call tree: the stacks become a {@link PathTrie}, whose nodes are then put in order and written as rows.
 * There is no object per node and no recursion.
 *
 * @param rank place of each frame row in the order of names.
 * @throws FlamebenchError 'too-large' (with no subject) where there are too many nodes.
 */
export function* growTree(
  sources: readonly TreeSource[],
  rank: Int32Array,
  shape: TreeShape,
): Work<Omit<CallTree, 'frames' | 'unit'>> {
  const inTime = shape.order === 'time';
  const stackFrames = sources.reduce((sum, { samples }) => sum + samples.stacks.length, 0);
  const expected = Math.min(mostExpected, Math.ceil(stackFrames / framesPerNode));
  // In the order of time, the second column is when a node begins.
  const trie = new PathTrie(shape.pivot?.frame ?? 0, inTime ? 2 : sources.length, expected);
  const paths = new PathReader(shape);
  yield* within(0, 0.7, inTime ? addInOrder(sources[0]!, paths, trie) : addPaths(sources, paths, trie));
  const isPlain = sources.length === 1 && !sources[0]!.values.some((value) => value < 0);
  const ordered = yield* within(0.7, 0.8, orderTrie(trie, sources.length, isPlain, rank, shape.order));
  const { self, ...rows } = yield* within(0.8, 1, rowsOf(trie, ordered));
  return inTime ? { ...rows, self: [self[0]!], start: self[1]! } : { ...rows, self, start: null };
}

function addPaths(sources: readonly TreeSource[], paths: PathReader, trie: PathTrie): Work<void> {
  const samples = sources.reduce((sum, { values }) => sum + values.length, 0);
  if (samples > fewSamples) return addNearPaths(sources, paths, trie);
  return inTurn(
    sources.map((source, side) => byRows(source.values.length, addSamples(source, side), samplesInPart)),
  );

  function addSamples(source: TreeSource, side: number): (from: number, to: number) => void {
    const { values } = source;
    return (from, to) => {
      for (let row = from; row < to; row++) {
        const value = values[row]!;
        if (value === 0 || !paths.read(source, row)) continue;
        const end = trie.add(paths.frames, 0, root, 1);
        trie.self[side]![end]! += value;
      }
    };
  }
}

/** Adds the paths of one side as they come: each goes as far as it can along the one before it. */
function addInOrder(source: TreeSource, paths: PathReader, trie: PathTrie): Work<void> {
  const { values } = source;
  let time = 0;
  /** The nodes of the last path, from the root, and how many. */
  let open = new Int32Array(256).fill(root, 0, 1);
  let length = 1;
  const add = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const value = values[row]!;
      if (value === 0 || !paths.read(source, row)) continue;
      const path = paths.frames;
      let at = 0;
      while (at + 1 < length && trie.frames[open[at + 1]!] === path[at]) at++;
      if (path[at] !== ended) {
        const first = trie.length;
        const last = trie.append(open[at]!, path, at, at + 1);
        if (at + 2 + last - first > open.length) {
          const longer = new Int32Array((at + 2 + last - first) * 2);
          longer.set(open);
          open = longer;
        }
        for (let node = first; node <= last; node++) {
          trie.self[1]![node] = time;
          open[++at] = node;
        }
      }
      // What the path before had beyond this one is over.
      length = at + 1;
      trie.self[0]![open[at]!]! += value;
      time += Math.abs(value);
    }
  };
  return byRows(values.length, add, samplesInPart);
}
