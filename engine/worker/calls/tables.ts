import { bottomUpRows } from '../../tables/bottom-up';
import { codeSamples } from '../../tables/code-samples';
import { goroutineGroups } from '../../tables/goroutines';
import { neighboursOf } from '../../tables/neighbours';
import { type SampledTree, sampledTree } from '../../tables/sides';
import { sourceLines } from '../../tables/source-lines';
import { treeSummary } from '../../tables/summary';
import { tagTable } from '../../tables/tags';
import { traceLabels, traceNodes } from '../../tables/traces';
import { buffersOf } from '../flame-data';
import type { TableCalls } from '../protocol';
import type { KeptTree, Shelf } from '../shelf';
import type { CallsOf } from '../task';

/** What the tables beside the pictures ask of a tree and of the samples behind it. */
export function tableCalls(shelf: Shelf): CallsOf<keyof TableCalls> {
  /** Frames are joined once a tree: several tables of one tree ask in turn. */
  const joined = new WeakMap<KeptTree, SampledTree>();
  const sampled = (treeId: number): SampledTree => {
    const kept = shelf.grownTree(treeId);
    let found = joined.get(kept);
    if (found === undefined) {
      found = sampledTree(kept.tree, kept.sides, kept.factors);
      joined.set(kept, found);
    }
    return found;
  };
  return {
    neighbours: ({ treeId, frame }) => ({ value: neighboursOf(shelf.tree(treeId), frame), transfer: [] }),

    bottomUp({ treeId, path }) {
      const rows = bottomUpRows(shelf.tree(treeId), path);
      return { value: rows, transfer: buffersOf([rows.frame, rows.hasCallers, ...rows.value]) };
    },

    tags: ({ treeId }) => ({ value: tagTable(sampled(treeId)), transfer: [] }),

    traces({ treeId }) {
      const nodes = traceNodes(shelf.tree(treeId));
      return { value: nodes, transfer: buffersOf([nodes]) };
    },

    traceLabels: ({ treeId, nodes }) => ({ value: traceLabels(sampled(treeId), nodes), transfer: [] }),

    sourceLines({ treeId, file }) {
      const lines = sourceLines(sampled(treeId), file);
      return { value: lines, transfer: buffersOf([lines.line, ...lines.flat, ...lines.cum]) };
    },

    codeSamples: ({ treeId, frame }) => ({ value: codeSamples(sampled(treeId), frame), transfer: [] }),

    goroutines({ treeId }) {
      const types = shelf.grownTree(treeId).sides.map((s) => s.profile.sampleTypes[s.sampleIndex]!.type);
      return { value: goroutineGroups(sampled(treeId), types), transfer: [] };
    },

    treeSummary: ({ treeId }) => ({ value: treeSummary(sampled(treeId)), transfer: [] }),
  };
}
