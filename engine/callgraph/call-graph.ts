import { findOutermost } from '../analysis/outermost';
import { type FrameSums, sumFrames } from '../analysis/top';
import type { CallTree, FrameTable } from '../analysis/types';
import type { Edges } from '../pprof/graph/graph';
import { NodeInfos } from '../pprof/graph/nodes';
import { type GraphSource, type TrimmedGraph, trimGraph } from '../pprof/graph/trim';
import { type Work, within } from '../work/work';
import { findTreeCalls, type TreeCalls } from './tree-calls';

/** What of a call graph is shown, in the words and with the meaning of pprof's options. */
export interface GraphChoice {
  /** Most nodes; 0 = all. */
  readonly nodeCount: number;
  /** Nodes whose cum, and calls whose weight, is below this part of the total are left out. */
  readonly nodeFraction: number;
  readonly edgeFraction: number;
}

/**
 * The call graph of a tree, trimmed as pprof trims pictures. Nodes are frames. In a comparison nodes and calls
 * weigh as much as they changed.
 */
export interface CallGraph {
  /** Per node its frame row, in pprof's order: what says most comes first. */
  readonly frame: Int32Array;
  /** Per side and node, as pprof defines flat and cum. */
  readonly flat: readonly Float64Array[];
  readonly cum: readonly Float64Array[];
  /** Per call the nodes it leaves and enters. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Per side and call. */
  readonly weight: readonly Float64Array[];
  /** Per call 1 where some stack calls over nodes that are not shown. */
  readonly isResidual: Uint8Array;
  /** Per side Σ|self|: what shares are of. */
  readonly totals: readonly number[];
  /** Nodes that the fraction leaves, before they are counted, and what the fractions took. */
  readonly nodesBefore: number;
  readonly droppedNodes: number;
  readonly droppedEdges: number;
}

export function* callGraph(tree: CallTree, choice: GraphChoice): Work<CallGraph> {
  const { trimmed, sides, callsOf } = yield* trimTree(tree, choice);
  const { graph, nodesBefore, droppedNodes, droppedEdges } = trimmed;
  const { edges } = graph;
  const calls = callsOf(edges);
  const frame = Int32Array.from(graph.order);
  const nodeOf = new Int32Array(tree.frames.length).fill(-1);
  for (let node = 0; node < frame.length; node++) nodeOf[frame[node]!] = node;
  const shown = Int32Array.from(
    Array.from({ length: edges.length }, (_, edge) => edge).filter(
      (edge) =>
        edges.isShown[edge] === 1 && nodeOf[edges.source[edge]!]! >= 0 && nodeOf[edges.target[edge]!]! >= 0,
    ),
  );
  return {
    frame,
    flat: sides.map(({ flat }) => picked(flat, frame)),
    cum: sides.map(({ cum }) => picked(cum, frame)),
    source: shown.map((edge) => nodeOf[edges.source[edge]!]!),
    target: shown.map((edge) => nodeOf[edges.target[edge]!]!),
    weight: calls.weights.map((column) => picked(column, shown)),
    isResidual: Uint8Array.from(shown, (edge) => edges.isResidual[edge]!),
    totals: sides.map(({ total }) => total),
    nodesBefore,
    droppedNodes,
    droppedEdges,
  };
}

function picked(column: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row]!);
}

/** A tree's graph in pprof's terms, whose node rows are frame rows. */
export interface TrimmedTree {
  readonly trimmed: TrimmedGraph;
  readonly sides: readonly {
    readonly flat: Float64Array;
    readonly cum: Float64Array;
    readonly total: number;
  }[];
  /** The larger side's total: what shares and fractions of a comparison are of. */
  readonly total: number;
  /** What the graph's values are to be multiplied by to be the tree's. */
  readonly factor: number;
  /** The calls of all sides behind the graph's edges, row by row. */
  callsOf(edges: Edges): TreeCalls;
}

export function* trimTree(tree: CallTree, choice: GraphChoice): Work<TrimmedTree> {
  const isOutermost = yield* within(0, 0.4, findOutermost(tree));
  const sides: FrameSums[] = [];
  for (const side of tree.total.keys()) {
    const [from, to] = [0.4 + (0.1 * side) / tree.total.length, 0.4 + (0.1 * (side + 1)) / tree.total.length];
    sides.push(yield* within(from, to, sumFrames(tree, side, isOutermost)));
  }
  const total = sides.reduce((most, side) => Math.max(most, side.total), 0);
  // pprof's order of nodes is computed in whole numbers; fractions of a request would all be 0.
  const factor = total > 0 && total < wholeTotal ? total / wholeTotal : 1;
  const change = (columns: readonly Float64Array[]) => {
    const [before, after] = columns;
    return after === undefined
      ? before!.map((value) => value / factor)
      : after.map((value, row) => (value - before![row]!) / factor);
  };
  const callsByEdges = new Map<Edges, TreeCalls>();
  const none = new Float64Array(tree.frames.length);
  const source: GraphSource = {
    infos: frameInfos(tree.frames),
    *sums() {
      const flat = change(sides.map((side) => side.flat));
      const cum = change(sides.map((side) => side.cum));
      yield 1;
      return { flat, cum, flatDivisor: none, cumDivisor: none };
    },
    *edges(kept) {
      const calls = yield* findTreeCalls(tree, kept, tree.total);
      const edges: Edges = {
        ...calls,
        weight: change(calls.weights),
        divisor: new Float64Array(calls.length),
        isInline: new Uint8Array(calls.length),
        isShown: new Uint8Array(calls.length).fill(1),
      };
      callsByEdges.set(edges, calls);
      return edges;
    },
    tags: () => null,
  };
  const options = {
    ...choice,
    ...(sides.length > 1 || factor !== 1 ? { fractionsOf: total / factor } : {}),
    isVisual: true,
    isCallTree: false,
    order: 'entropy' as const,
    dropNegative: false,
    keepBinaries: false,
    needsEdges: true,
    trimPath: '',
    sourcePath: '',
    tagUnit: 'minimum',
    outputUnit: 'minimum',
  };
  const trimmed = yield* within(0.6, 1, trimGraph(source, options));
  return { trimmed, sides, total, factor, callsOf: (edges) => callsByEdges.get(edges)! };
}

/** Totals below this are scaled up to it. */
const wholeTotal = 1e6;

/** Frames as nodes, row by row: their names tell them apart. */
function frameInfos(frames: FrameTable): NodeInfos {
  const infos = new NodeInfos();
  for (let row = 0; row < frames.length; row++) infos.addFrame(frames.name[row]!);
  return infos;
}
