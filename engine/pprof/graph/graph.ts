import { compareBytewise } from '../../analysis/order';
import { mean } from './mean';
import type { NodeInfos } from './nodes';
import type { NodeTags } from './tags';

/** Calls between nodes. A call that jumps over nodes that are not shown is residual. */
export interface Edges {
  readonly length: number;
  /** Node rows. Those of trees change when nodes between are taken out. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
  readonly divisor: Float64Array;
  readonly isResidual: Uint8Array;
  readonly isInline: Uint8Array;
  /** 0 once an edge was taken out. */
  readonly isShown: Uint8Array;
}

/** flat and cum of nodes, each with what it is divided by in means (0 = nothing). */
export interface NodeSums {
  readonly flat: Float64Array;
  readonly flatDivisor: Float64Array;
  readonly cum: Float64Array;
  readonly cumDivisor: Float64Array;
}

/** Samples summed up over nodes and the calls between them. */
export interface Graph extends NodeSums {
  readonly infos: NodeInfos;
  /** Row of `infos` of each node. In a graph it is the node's own row; in a call tree many share one. */
  readonly info: Int32Array;
  /** What nodes of one function have in common, by number. */
  readonly functionOf: (node: number) => string;
  /** Shown nodes in their order. */
  readonly order: readonly number[];
  readonly edges: Edges;
  /** null where the report does not show any. */
  readonly tags: NodeTags | null;
}

export function flatValue(graph: NodeSums, node: number): number {
  return mean(graph.flat[node]!, graph.flatDivisor[node]!);
}

export function cumValue(graph: NodeSums, node: number): number {
  return mean(graph.cum[node]!, graph.cumDivisor[node]!);
}

export function weightValue(edges: Edges, edge: number): number {
  return mean(edges.weight[edge]!, edges.divisor[edge]!);
}

/** Shown edges by the nodes they leave and enter, each heaviest first, then by the names of their ends. */
export interface Adjacency {
  readonly incoming: (node: number) => readonly number[];
  readonly outgoing: (node: number) => readonly number[];
}

export function adjacency({ edges, infos, info }: Pick<Graph, 'edges' | 'infos' | 'info'>): Adjacency {
  const incoming = new Map<number, number[]>();
  const outgoing = new Map<number, number[]>();
  const put = (lists: Map<number, number[]>, node: number, edge: number) => {
    const list = lists.get(node);
    if (list === undefined) lists.set(node, [edge]);
    else list.push(edge);
  };
  for (let edge = 0; edge < edges.length; edge++) {
    if (edges.isShown[edge] === 0) continue;
    put(incoming, edges.target[edge]!, edge);
    put(outgoing, edges.source[edge]!, edge);
  }
  const sorted = new Set<number[]>();
  const none: number[] = [];
  const get = (lists: Map<number, number[]>, node: number) => {
    const list = lists.get(node) ?? none;
    if (list.length > 1 && !sorted.has(list)) {
      sorted.add(list);
      list.sort((a, b) => compareEdges({ edges, infos, info }, a, b));
    }
    return list;
  };
  return { incoming: (node) => get(incoming, node), outgoing: (node) => get(outgoing, node) };
}

/** Heavier first; weights of equal size and other sign are equal. */
export function compareEdges(
  { edges, infos, info }: Pick<Graph, 'edges' | 'infos' | 'info'>,
  a: number,
  b: number,
): number {
  const x = edges.weight[a]!;
  const y = edges.weight[b]!;
  if (x !== y) return Math.abs(y) - Math.abs(x);
  const name = (node: number) => infos.printable(info[node]!);
  return (
    compareBytewise(name(edges.source[a]!), name(edges.source[b]!)) ||
    compareBytewise(name(edges.target[a]!), name(edges.target[b]!))
  );
}
