import { bottomUpRows } from '../../tables/bottom-up';
import { codeSamples } from '../../tables/code-samples';
import { goroutineGroups } from '../../tables/goroutines';
import { neighboursOf } from '../../tables/neighbours';
import { type SampledTree, sampledTree } from '../../tables/sides';
import { sourceLines } from '../../tables/source-lines';
import { treeSummary } from '../../tables/summary';
import { tagTable } from '../../tables/tags';
import { traceLabels, traceNodes } from '../../tables/traces';
import type { Work } from '../../work/work';
import { buffersOf } from '../flame-data';
import type { TableCalls } from '../protocol';
import type { KeptTree, Shelf } from '../shelf';
import type { CallsOf, Task } from '../task';

/** What of a call's progress joining takes. */
const joining = 0.2;

/** What the tables beside the pictures ask of a tree and of the samples behind it. */
export function tableCalls(shelf: Shelf): CallsOf<keyof TableCalls> {
  /** Frames are joined once a tree: several tables of one tree ask in turn. */
  const joined = new WeakMap<KeptTree, SampledTree>();
  const fromSamples = async <T>(
    treeId: number,
    task: Task,
    table: (of: SampledTree) => Work<T>,
  ): Promise<T> => {
    const kept = shelf.grownTree(treeId);
    let sampled = joined.get(kept);
    if (sampled === undefined) {
      sampled = await task.run(sampledTree(kept.tree, kept.sides, kept.factors), 0, joining);
      joined.set(kept, sampled);
    }
    return task.run(table(sampled), joining);
  };
  return {
    async neighbours({ treeId, frame }, task) {
      return { value: await task.run(neighboursOf(shelf.tree(treeId), frame)), transfer: [] };
    },

    async bottomUp({ treeId, path }, task) {
      const rows = await task.run(bottomUpRows(shelf.tree(treeId), path));
      return { value: rows, transfer: buffersOf([rows.frame, rows.hasCallers, ...rows.value]) };
    },

    async tags({ treeId }, task) {
      return { value: await fromSamples(treeId, task, tagTable), transfer: [] };
    },

    async traces({ treeId }, task) {
      const nodes = await task.run(traceNodes(shelf.tree(treeId)));
      return { value: nodes, transfer: buffersOf([nodes]) };
    },

    async traceLabels({ treeId, nodes }, task) {
      return {
        value: await fromSamples(treeId, task, (of) => traceLabels(of, nodes)),
        transfer: [],
      };
    },

    async sourceLines({ treeId, file }, task) {
      const lines = await fromSamples(treeId, task, (of) => sourceLines(of, file));
      return { value: lines, transfer: buffersOf([lines.line, ...lines.flat, ...lines.cum]) };
    },

    async codeSamples({ treeId, frame }, task) {
      return {
        value: await fromSamples(treeId, task, (of) => codeSamples(of, frame)),
        transfer: [],
      };
    },

    async goroutines({ treeId }, task) {
      const types = shelf.grownTree(treeId).sides.map((s) => s.profile.sampleTypes[s.sampleIndex]!.type);
      return {
        value: await fromSamples(treeId, task, (of) => goroutineGroups(of, types)),
        transfer: [],
      };
    },

    async treeSummary({ treeId }, task) {
      return { value: await fromSamples(treeId, task, treeSummary), transfer: [] };
    },
  };
}
