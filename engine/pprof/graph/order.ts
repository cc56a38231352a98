import { compareBytewise } from '../../analysis/order';
import type { Edges, Graph } from './graph';
import type { NodeInfos } from './nodes';

/** What nodes are ordered by: own value, value with callees, or how much a picture would lose without them. */
export type NodeOrder = 'flat' | 'cum' | 'entropy';

type Ordered = Pick<Graph, 'infos' | 'info' | 'flat' | 'cum' | 'edges'>;

/** The nodes in their order, each by size without sign, then name; equal ones as they stood. */
export function sortNodes(graph: Ordered, order: readonly number[], by: NodeOrder): number[] {
  const { infos, info, flat, cum } = graph;
  const names = (a: number, b: number) => infos.compareNames(info[a]!, info[b]!);
  const size = (column: ArrayLike<number>, a: number, b: number) =>
    Math.abs(column[b]!) - Math.abs(column[a]!);
  const details = (a: number, b: number) => compareDetails(infos, info[a]!, info[b]!);
  if (by === 'flat') {
    return [...order].sort((a, b) => size(flat, a, b) || names(a, b) || size(cum, a, b) || details(a, b));
  }
  const score = by === 'cum' ? cum : entropyScores(graph, order);
  return [...order].sort((a, b) => size(score, a, b) || names(a, b) || size(flat, a, b) || details(a, b));
}

/** Tells nodes of one printed name apart. */
function compareDetails(infos: NodeInfos, a: number, b: number): number {
  if (a === b) return 0;
  const text = (row: number) =>
    `${infos.name[row]}  ${infos.address[row]} ${infos.file[row]} ${infos.startLine[row]} ${infos.line[row]} ${infos.column[row]} ${infos.binary[row]}`;
  return compareBytewise(text(a), text(b));
}

/**
 * cum, weighed by the entropy of the calls in and out, plus flat: nodes that only pass everything on from
 * one caller to one callee say little and score little.
 */
function entropyScores({ flat, cum, edges }: Ordered, order: readonly number[]): Float64Array {
  const incoming = callEntropy(edges, edges.target, flat.length, null);
  const outgoing = callEntropy(edges, edges.source, flat.length, flat);
  const scores = new Float64Array(flat.length);
  for (const node of order) {
    const weighed = (incoming[node]! + outgoing[node]!) * cum[node]!;
    // Calls of weight 0 make the entropy undefined, which pprof's integers turn into their smallest value.
    if (Number.isNaN(weighed)) scores[node] = flat[node] === 0 ? -Infinity : 2 ** 63 - Math.abs(flat[node]!);
    else scores[node] = Math.trunc(weighed) + flat[node]!;
  }
  return scores;
}

/**
 * Per node: the entropy, in bits, of the weights of its calls on one side and of `self`, its own value, where
 * that counts as one of them; 1 without calls. Negative weights are no part of the sum but have a share.
 */
function callEntropy(edges: Edges, end: Int32Array, nodes: number, self: Float64Array | null): Float64Array {
  const sum = new Float64Array(nodes);
  if (self !== null) sum.set(self);
  const calls = new Int32Array(nodes);
  for (let edge = 0; edge < edges.length; edge++) {
    if (edges.isShown[edge] === 0) continue;
    calls[end[edge]!]!++;
    if (edges.weight[edge]! > 0) sum[end[edge]!]! += edges.weight[edge]!;
  }
  const entropy = new Float64Array(nodes);
  for (let edge = 0; edge < edges.length; edge++) {
    const node = end[edge]!;
    if (edges.isShown[edge] === 1 && sum[node] !== 0) entropy[node]! += bits(edges.weight[edge]!, sum[node]!);
  }
  for (let node = 0; node < nodes; node++) {
    if (calls[node] === 0) entropy[node] = 1;
    else if (self !== null && self[node]! > 0 && sum[node] !== 0)
      entropy[node]! += bits(self[node]!, sum[node]!);
  }
  return entropy;
}

function bits(weight: number, sum: number): number {
  const share = Math.abs(weight) / sum;
  return -share * Math.log2(share);
}
