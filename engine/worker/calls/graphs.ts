import { callGraph } from '../../callgraph/call-graph';
import { graphDot } from '../../callgraph/graph-dot';
import { buffersOf } from '../flame-data';
import type { GraphCalls } from '../protocol';
import type { Shelf } from '../shelf';
import type { CallsOf } from '../task';

/** Call graphs of trees. */
export function graphCalls(shelf: Shelf): CallsOf<keyof GraphCalls> {
  return {
    async graph({ treeId, choice }, task) {
      // A newer question, from a slider that still moves, calls this one off.
      await task.step();
      const graph = await task.run(callGraph(shelf.tree(treeId), choice));
      const { frame, flat, cum, source, target, weight, isResidual } = graph;
      return {
        value: graph,
        transfer: buffersOf([frame, ...flat, ...cum, source, target, ...weight, isResidual]),
      };
    },

    async graphDot({ treeId, choice, title, sampleType }, task) {
      const dot = await task.run(graphDot(shelf.tree(treeId), choice, { title, sampleType }));
      return { value: dot, transfer: [] };
    },
  };
}
