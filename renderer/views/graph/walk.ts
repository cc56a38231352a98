import type { CallGraph } from '../../../engine/callgraph/call-graph';
import type { Layout } from './layout';

/** Ways through a graph: whom a node calls, who calls it, and where most of the cost goes. */

/** What a comparison or a profile counts: the change, or the value. */
export function amount(columns: readonly Float64Array[], row: number): number {
  return columns.length > 1 ? columns[1]![row]! - columns[0]![row]! : columns[0]![row]!;
}

/** Calls into or out of a node, heaviest first. */
export function callsOf(graph: CallGraph, node: number, way: 'callers' | 'callees'): number[] {
  const own = way === 'callers' ? graph.target : graph.source;
  const calls: number[] = [];
  for (let call = 0; call < own.length; call++) if (own[call] === node) calls.push(call);
  return calls.sort((a, b) => Math.abs(amount(graph.weight, b)) - Math.abs(amount(graph.weight, a)));
}

export interface Path {
  /** From the caller of all to where the cost is spent. */
  readonly nodes: readonly number[];
  readonly calls: readonly number[];
}

/**
 * The path of the heaviest calls through a node, up to who calls it and down to what it calls; without a node,
 * through the one that weighs most. No node comes twice.
 */
export function heaviestPath(graph: CallGraph, through = -1): Path {
  const start = through >= 0 ? through : heaviestNode(graph);
  if (start < 0) return { nodes: [], calls: [] };
  const seen = new Set([start]);
  const follow = (way: 'callers' | 'callees') => {
    const end = way === 'callers' ? graph.source : graph.target;
    const calls: number[] = [];
    for (let at = start; ; ) {
      const call = callsOf(graph, at, way).find((each) => !seen.has(end[each]!));
      // Where the cost stays, a path ends: what is called weighs less than what is spent here.
      if (call === undefined || (way === 'callees' && staysHere(graph, at, call))) return calls;
      at = end[call]!;
      seen.add(at);
      calls.push(call);
    }
  };
  const up = follow('callers').reverse();
  const down = follow('callees');
  return {
    nodes: [...up.map((call) => graph.source[call]!), start, ...down.map((call) => graph.target[call]!)],
    calls: [...up, ...down],
  };
}

function staysHere(graph: CallGraph, node: number, call: number): boolean {
  return Math.abs(amount(graph.flat, node)) > Math.abs(amount(graph.weight, call));
}

function heaviestNode(graph: CallGraph): number {
  let best = -1;
  let most = 0;
  for (let node = 0; node < graph.frame.length; node++) {
    const weight = Math.abs(amount(graph.cum, node));
    if (best >= 0 && weight <= most) continue;
    best = node;
    most = weight;
  }
  return best;
}

/** The node that a key leads to from another one; the same where there is none that way. */
export function step(
  graph: CallGraph,
  layout: Layout,
  node: number,
  way: 'caller' | 'callee' | 'left' | 'right',
): number {
  if (way === 'caller' || way === 'callee') {
    const [call] = callsOf(graph, node, way === 'caller' ? 'callers' : 'callees');
    if (call === undefined) return node;
    return way === 'caller' ? graph.source[call]! : graph.target[call]!;
  }
  const from = layout.nodes[node]!;
  let best = node;
  let least = Number.POSITIVE_INFINITY;
  layout.nodes.forEach(({ x, y }, other) => {
    const across = way === 'left' ? from.x - x : x - from.x;
    // Another row counts as far.
    const distance = across + 4 * Math.abs(y - from.y);
    if (across > 0 && distance < least) {
      least = distance;
      best = other;
    }
  });
  return best;
}
