import type { Profile } from '../../model/profile';
import { type Work, within } from '../../work/work';
import type { SampleChoice } from '../sample-values';
import { type CallTreeGraph, callTreeGraph } from './call-tree';
import { graphEdges } from './edges';
import { adjacency, type Edges, flatValue, type Graph, type NodeSums } from './graph';
import { type LocationNodes, locationNodes, type NodeInfos } from './nodes';
import { type NodeOrder, sortNodes } from './order';
import { nodeSums } from './sums';
import { type NodeTags, type Tag, TagCollector, trimTags } from './tags';

export interface GraphOptions {
  /** A picture: entropy order, tags, no redundant calls. */
  readonly isVisual: boolean;
  readonly isCallTree: boolean;
  readonly order: NodeOrder;
  readonly dropNegative: boolean;
  readonly keepBinaries: boolean;
  /** Whether the report shows calls. Without, only those that tell what is inlined are counted. */
  readonly needsEdges: boolean;
  /** Most nodes; 0 = all. */
  readonly nodeCount: number;
  readonly nodeFraction: number;
  readonly edgeFraction: number;
  /** What the fractions are of; absent = Σ flat, cut to whole values. */
  readonly fractionsOf?: number;
  readonly trimPath: string;
  readonly sourcePath: string;
  /** Unit of the number labels that pictures show, and the one they are written in. */
  readonly tagUnit: string;
  readonly outputUnit: string;
}

export interface TrimmedGraph {
  readonly graph: Graph;
  /** Nodes before the count was limited. */
  readonly nodesBefore: number;
  readonly droppedNodes: number;
  readonly droppedEdges: number;
  /** Σ flat of the shown nodes. */
  readonly shownTotal: number;
}

/** Most labels drawn at a node; a node counts as so many more where nodes are counted. */
export const maxNodelets = 4;

const noEdges: Edges = {
  length: 0,
  source: new Int32Array(0),
  target: new Int32Array(0),
  weight: new Float64Array(0),
  divisor: new Float64Array(0),
  isResidual: new Uint8Array(0),
  isInline: new Uint8Array(0),
  isShown: new Uint8Array(0),
};

/**
 * The graph of a report in its stages: all nodes; without those whose cum is below the part `nodeFraction` of
 * Σ flat; the first `nodeCount` of them in order; without light calls, and in pictures without residual calls
 * whose callee is reached anyway.
 *
 * flat and cum of a node do not depend on which others are kept, so they are summed up once. Calls do.
 */
export function* trimmedGraph(
  profile: Profile,
  choice: SampleChoice,
  options: GraphOptions,
): Work<TrimmedGraph> {
  const nodes = locationNodes(profile, options);
  const tags = options.isVisual ? new TagCollector(profile, options.tagUnit, options.outputUnit) : null;
  if (options.isCallTree) return trimTree(callTreeGraph(profile, choice, nodes, tags), nodes, tags, options);
  const callees = options.needsEdges ? null : inlinedNodes(nodes);
  const source: GraphSource = {
    infos: nodes.infos,
    // Most profiles have no labels, and need not ask at every frame.
    sums: () => nodeSums(profile, choice, nodes, profile.samples.labels.length > 0 ? tags : null),
    edges: (kept) => graphEdges(profile, choice, nodes, kept, callees),
    tags: () => tags?.finish() ?? null,
  };
  return yield* trimGraph(source, { ...options, needsEdges: options.needsEdges || nodes.hasInlines });
}

/** What a graph is summed up from: the samples of a profile, or the nodes of a call tree. */
export interface GraphSource {
  readonly infos: NodeInfos;
  sums(): Work<NodeSums>;
  /**
   * The calls between nodes.
   * @param kept 1 per node that is; null = all are.
   */
  edges(kept: Uint8Array | null): Work<Edges>;
  /** Asked once, after the sums. */
  tags(): NodeTags | null;
}

/** {@link trimmedGraph} of anything that has nodes and calls; `isCallTree` is not looked at. */
export function* trimGraph(source: GraphSource, options: GraphOptions): Work<TrimmedGraph> {
  const { infos } = source;
  const sums = yield* within(0, 0.3, source.sums());
  const info = new Int32Array(infos.length);
  for (let row = 0; row < info.length; row++) info[row] = row;
  /** In the stretch `from` … `to` of all the work. */
  function* edgesOf(kept: readonly number[] | null, from: number, to: number): Work<Edges> {
    if (!options.needsEdges) return noEdges;
    return yield* within(from, to, source.edges(kept && mask(infos.length, kept)));
  }
  let graph: Graph = {
    ...sums,
    infos,
    info,
    functionOf: (node) => infos.functionKey(node),
    order: listedNodes(sums, infos.length, options.dropNegative),
    edges: noEdges,
    tags: source.tags(),
  };
  const { nodeCutoff, edgeCutoff } = cutoffs(graph, options);
  const heavy = heavyNodes(graph, nodeCutoff);
  const droppedNodes = graph.order.length - heavy.length;
  /** Nodes between which calls are counted; null = all, listed or not. */
  let kept: readonly number[] | null = null;
  if (droppedNodes > 0) kept = heavy;
  const nodesBefore = heavy.length;
  graph = { ...graph, order: heavy };
  if (options.isVisual) graph = { ...graph, edges: yield* edgesOf(kept, 0.3, 0.65) };
  graph = { ...graph, order: sortNodes(graph, heavy, options.order) };
  if (options.nodeCount > 0) {
    const trimmed = withoutLightTags(graph, nodeCutoff);
    if (options.isVisual) dropLightEdges(graph, edgeCutoff);
    const top = topNodes(trimmed, options);
    if (top.length < graph.order.length) {
      kept = top;
      if (options.isVisual) graph = { ...graph, edges: yield* edgesOf(kept, 0.65, 1) };
      graph = { ...graph, order: sortNodes(graph, top, options.order) };
    }
  }
  if (!options.isVisual) graph = { ...graph, edges: yield* edgesOf(kept, 0.3, 1) };
  return finish(graph, { nodesBefore, droppedNodes, nodeCutoff, edgeCutoff, isVisual: options.isVisual });
}

function trimTree(
  tree: CallTreeGraph,
  { infos }: LocationNodes,
  tags: TagCollector | null,
  options: GraphOptions,
): TrimmedGraph {
  const { parent, info } = tree;
  let graph: Graph = {
    ...tree,
    infos,
    // One function called from two places is two functions of a tree.
    functionOf: (node) => `${parent[node]} ${infos.functionKey(info[node]!)}`,
    order: listedNodes(tree, info.length, options.dropNegative),
    tags: tags?.finish() ?? null,
  };
  const { nodeCutoff, edgeCutoff } = cutoffs(graph, options);
  const heavy = heavyNodes(graph, nodeCutoff);
  const droppedNodes = graph.order.length - heavy.length;
  const cutTo = (kept: readonly number[]) => {
    const without = takeOut(graph, kept);
    return { ...without, order: sortNodes(without, without.order, options.order) };
  };
  graph = cutTo(heavy);
  if (options.nodeCount > 0) {
    const trimmed = withoutLightTags(graph, nodeCutoff);
    dropLightEdges(graph, edgeCutoff);
    const top = topNodes(trimmed, options);
    if (top.length < graph.order.length) graph = cutTo(top);
  }
  const stages = {
    nodesBefore: heavy.length,
    droppedNodes,
    nodeCutoff,
    edgeCutoff,
    isVisual: options.isVisual,
  };
  return finish(graph, stages);
}

function finish(
  graph: Graph,
  stages: {
    nodesBefore: number;
    droppedNodes: number;
    nodeCutoff: number;
    edgeCutoff: number;
    isVisual: boolean;
  },
): TrimmedGraph {
  const droppedEdges = dropLightEdges(graph, stages.edgeCutoff);
  if (stages.isVisual) dropRedundantEdges(graph);
  let shownTotal = 0;
  for (const node of graph.order) shownTotal += flatValue(graph, node);
  return {
    graph: withoutLightTags(graph, stages.nodeCutoff),
    nodesBefore: stages.nodesBefore,
    droppedNodes: stages.droppedNodes,
    droppedEdges,
    shownTotal,
  };
}

/** 1 per node that is inlined anywhere. */
function inlinedNodes({ infos, offsets, nodes }: LocationNodes): Uint8Array {
  const marks = new Uint8Array(infos.length);
  for (let location = 0; location + 1 < offsets.length; location++) {
    for (let line = offsets[location]!; line < offsets[location + 1]! - 1; line++) marks[nodes[line]!] = 1;
  }
  return marks;
}

/** Nodes that are not 0, nor negative where those are unwanted. */
function listedNodes(
  { flat, cum }: Pick<Graph, 'flat' | 'cum'>,
  length: number,
  dropNegative: boolean,
): readonly number[] {
  const listed: number[] = [];
  for (let node = 0; node < length; node++) {
    if (flat[node] === 0 && cum[node] === 0) continue;
    if (dropNegative && (flat[node]! < 0 || (flat[node] === 0 && cum[node]! < 0))) continue;
    listed.push(node);
  }
  return listed;
}

function cutoffs({ flat, order }: Graph, { nodeFraction, edgeFraction, fractionsOf }: GraphOptions) {
  if (fractionsOf !== undefined) {
    return { nodeCutoff: fractionsOf * nodeFraction, edgeCutoff: fractionsOf * edgeFraction };
  }
  let sum = 0;
  for (const node of order) sum += flat[node]!;
  return {
    nodeCutoff: Math.abs(Math.trunc(sum * nodeFraction)),
    edgeCutoff: Math.abs(Math.trunc(sum * edgeFraction)),
  };
}

function heavyNodes({ cum, order }: Graph, cutoff: number): readonly number[] {
  return order.filter((node) => Math.abs(cum[node]!) >= cutoff);
}

/** The first nodes in their order; in pictures, labels take places too. */
function topNodes({ order, tags }: Graph, { nodeCount, isVisual }: GraphOptions): readonly number[] {
  let most = nodeCount;
  if (isVisual && tags !== null) {
    const counts = (list: readonly Tag[]) => list.reduce((sum, { flat }) => sum + (flat === 0 ? 0 : 1), 0);
    let taken = 0;
    for (const [i, node] of order.entries()) {
      let nodelets = counts(tags.texts(node));
      for (const list of tags.numbers(node).values()) nodelets += counts(list);
      taken += Math.min(nodelets, maxNodelets) + 1;
      if (taken >= nodeCount) {
        most = i + 1;
        break;
      }
    }
  }
  return order.slice(0, most);
}

function mask(length: number, kept: readonly number[]): Uint8Array {
  const marks = new Uint8Array(length);
  for (const node of kept) marks[node] = 1;
  return marks;
}

function withoutLightTags(graph: Graph, cutoff: number): Graph {
  return graph.tags === null ? graph : { ...graph, tags: trimTags(graph.tags, cutoff) };
}

/** Takes calls out that enter listed nodes and weigh less. @returns how many. */
function dropLightEdges({ edges, order, info }: Graph, cutoff: number): number {
  const isListed = mask(info.length, order);
  let dropped = 0;
  for (let edge = 0; edge < edges.length; edge++) {
    if (edges.isShown[edge] === 0 || isListed[edges.target[edge]!] === 0) continue;
    if (Math.abs(edges.weight[edge]!) >= cutoff) continue;
    edges.isShown[edge] = 0;
    dropped++;
  }
  return dropped;
}

/** Takes nodes out of a tree, hanging what they call to what called them. */
function takeOut(graph: Graph, kept: readonly number[]): Graph {
  const { edges, info } = graph;
  const isKept = mask(info.length, kept);
  const isListed = mask(info.length, graph.order);
  /** Per node the shown call that enters it; -1 = none. */
  const entering = new Int32Array(info.length).fill(-1);
  for (let edge = 0; edge < edges.length; edge++) {
    if (edges.isShown[edge] === 1) entering[edges.target[edge]!] = edge;
  }
  const source = edges.source.slice();
  const isShown = edges.isShown.slice();
  const isResidual = edges.isResidual.slice();
  const isInline = edges.isInline.slice();
  // Callers have smaller rows than what they call, so a call's own source is settled before it is asked for.
  for (let node = 0; node < info.length; node++) {
    const edge = entering[node]!;
    if (edge < 0) continue;
    const caller = source[edge]!;
    if (isKept[caller] === 1 || isListed[caller] === 0) continue;
    const above = entering[caller]!;
    if (above < 0 || isShown[above] === 0) {
      isShown[edge] = 0;
      continue;
    }
    source[edge] = source[above]!;
    isResidual[edge] = 1;
    isInline[edge]! &= isInline[above]!;
  }
  for (let node = 0; node < info.length; node++) {
    if (isListed[node] === 1 && isKept[node] === 0 && entering[node]! >= 0) isShown[entering[node]!] = 0;
  }
  return { ...graph, order: kept, edges: { ...edges, source, isShown, isResidual, isInline } };
}

/**
 * Takes residual calls out whose callee can be reached from their caller otherwise: the lightest first, and
 * none that weighs more than a direct call into the same node.
 */
function dropRedundantEdges(graph: Graph): void {
  const { edges } = graph;
  const { incoming } = adjacency(graph);
  for (const node of [...graph.order].reverse()) {
    const calls = incoming(node).filter((edge) => edges.isShown[edge] === 1);
    for (const edge of [...calls].reverse()) {
      if (edges.isResidual[edge] === 0) break;
      if (isRedundant(edges, incoming, edge)) edges.isShown[edge] = 0;
    }
  }
}

function isRedundant(edges: Edges, incoming: (node: number) => readonly number[], edge: number): boolean {
  const wanted = edges.source[edge]!;
  const seen = new Set([edges.target[edge]!]);
  for (const node of seen) {
    for (const call of incoming(node)) {
      const caller = edges.source[call]!;
      if (call === edge || edges.isShown[call] === 0 || seen.has(caller)) continue;
      if (caller === wanted) return true;
      seen.add(caller);
    }
  }
  return false;
}
