import { buildTree } from '../../../../engine/analysis/tree';
import { type CallGraph, callGraph } from '../../../../engine/callgraph/call-graph';
import { atOnce } from '../../../../engine/work/work';
import { profileOfText } from '../../../engine/analysis/profile-of';

/** A small graph of one profile, or of two to be compared; its nodes are in no order but by name. */
export function graphOf(...texts: string[]): {
  graph: CallGraph;
  names: string[];
  node: (name: string) => number;
} {
  const tree = buildTree(texts.map((text) => ({ profile: profileOfText(text), sampleIndex: 0 })));
  const graph = atOnce(callGraph(tree, { nodeCount: 0, nodeFraction: 0, edgeFraction: 0 }));
  const names = Array.from(graph.frame, (frame) => tree.frames.name[frame]!);
  return { graph, names, node: (name) => names.indexOf(name) };
}
