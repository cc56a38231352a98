import { compareBytewise } from '../analysis/order';
import type { CallTree } from '../analysis/types';
import type { Work } from '../work/work';
import { addTo, heft, type SideValues } from './sides';

/** One function on the other end of a call. */
export interface Neighbour {
  readonly frame: number;
  /** What the calls cost, one value a side. */
  readonly weight: SideValues;
}

/** A function between those that call it and those it calls. */
export interface Neighbours {
  readonly flat: SideValues;
  /** Recursion counts once. */
  readonly cum: SideValues;
  /** Heaviest first. Calls of itself are in neither list. */
  readonly callers: readonly Neighbour[];
  readonly callees: readonly Neighbour[];
  /** Of cum, what nobody called: where the function begins its stacks. */
  readonly entry: SideValues;
  /** Of cum, what ran with the function twice or more in its stack. */
  readonly recursive: SideValues;
}

/**
 * The callers and callees of a frame. A call counts once in a stack, as in pprof's peek: of a call within the
 * same call, only the outer one.
 */
export function* neighboursOf(tree: CallTree, frame: number): Work<Neighbours> {
  const sides = tree.total.length;
  const zeros = () => new Array<number>(sides).fill(0);
  const callers = new Map<number, number[]>();
  const callees = new Map<number, number[]>();
  const [flat, cum, entry, recursive] = [zeros(), zeros(), zeros(), zeros()];
  /** How often the path above has the call from this frame to ours, and from ours to this frame. */
  const into = new Int32Array(tree.frames.length);
  const outOf = new Int32Array(tree.frames.length);
  /** How often the path has the frame itself. */
  let depth = 0;

  const enter = (node: number) => {
    const own = tree.frame[node]!;
    const above = node === 0 ? -1 : tree.frame[tree.parent[node]!]!;
    const add = (sums: number[], values: readonly Float64Array[]) => {
      for (let side = 0; side < sides; side++) sums[side]! += values[side]![node]!;
    };
    if (own === frame) {
      add(flat, tree.self);
      depth++;
      if (depth === 1) add(cum, tree.total);
      if (depth === 2) add(recursive, tree.total);
      if (tree.parent[node] === 0) add(entry, tree.total);
      else if (above !== frame && into[above]!++ === 0) addNode(tree, callers, above, node);
    } else if (above === frame && node > 0 && outOf[own]!++ === 0) addNode(tree, callees, own, node);
  };
  const leave = (node: number) => {
    const own = tree.frame[node]!;
    const above = node === 0 ? -1 : tree.frame[tree.parent[node]!]!;
    if (own === frame) {
      depth--;
      if (tree.parent[node] !== 0 && above !== frame) into[above]!--;
    } else if (above === frame && node > 0) outOf[own]!--;
  };
  yield* walk(tree, enter, leave);
  return { flat, cum, entry, recursive, callers: sorted(tree, callers), callees: sorted(tree, callees) };
}

function addNode(tree: CallTree, rows: Map<number, number[]>, key: number, node: number): void {
  for (let side = 0; side < tree.total.length; side++) {
    addTo(rows, key, side, tree.total.length, tree.total[side]![node]!);
  }
}

function sorted({ frames }: CallTree, rows: ReadonlyMap<number, number[]>): Neighbour[] {
  return [...rows]
    .map(([frame, weight]) => ({ frame, weight }))
    .filter(({ weight }) => weight.some((value) => value !== 0))
    .sort(
      (a, b) =>
        heft(b.weight) - heft(a.weight) || compareBytewise(frames.name[a.frame]!, frames.name[b.frame]!),
    );
}

type Visit = (node: number) => void;

/** Goes through all nodes below the root, each entered before and left after its descendants. */
function* walk(tree: CallTree, enter: Visit, leave: Visit): Work<void> {
  const { length, firstChild, childCount } = tree;
  let entered = 0;
  for (let node = length > 0 && childCount[0]! > 0 ? firstChild[0]! : 0; node > 0; ) {
    node = walkOn(tree, enter, leave, node);
    entered += nodesInPart;
    yield Math.min(1, entered / length);
  }
}

const nodesInPart = 1 << 16;

/** Goes on from a node that is entered next. @returns the one to go on from then; 0 = that was all */
function walkOn(
  { parent, firstChild, childCount }: CallTree,
  enter: Visit,
  leave: Visit,
  start: number,
): number {
  let node = start;
  for (let entered = 0; entered < nodesInPart; entered++) {
    enter(node);
    if (childCount[node]! > 0) {
      node = firstChild[node]!;
      continue;
    }
    for (;;) {
      leave(node);
      const up = parent[node]!;
      if (node + 1 < firstChild[up]! + childCount[up]!) {
        node++;
        break;
      }
      node = up;
      if (node === 0) return 0;
    }
  }
  return node;
}
