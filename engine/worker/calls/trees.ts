import { FlamebenchError } from '../../../proto/errors';
import { findDifferences } from '../../analysis/diff';
import { normalisationFactors, normalise, scaled } from '../../analysis/normalise';
import { searchTree } from '../../analysis/search';
import { topOfTree } from '../../analysis/top';
import { growCallTree } from '../../analysis/tree';
import { writtenIn } from '../../units/format';
import { buffersOf, packFlame, packTree } from '../flame-data';
import type { TreeCalls } from '../protocol';
import type { KeptTree, Shelf } from '../shelf';
import { sidesToCompare } from '../sides';
import type { CallsOf, Task } from '../task';

/** What of a call's progress growing a tree takes; the rest is packing it. */
const growing = 0.85;

/** Call trees of one or two profiles, and what is asked of them. */
export function treeCalls(shelf: Shelf): CallsOf<keyof TreeCalls> {
  /** Keeps a tree and packs it for the page. Where that is called off, nobody has its handle, and it is let go. */
  const keepTree = async (kept: KeptTree, task: Task) => {
    const treeId = shelf.keepTree(kept);
    try {
      return await task.run(packFlame(treeId, kept), growing);
    } catch (thrown) {
      shelf.dropTree(treeId);
      throw thrown;
    }
  };

  return {
    async flame({ profileId, sampleIndex, unit = '' }, task) {
      const { name, profile } = shelf.profile(profileId);
      if (profile.sampleTypes[sampleIndex] === undefined) {
        throw new FlamebenchError('bad-argument', name, { reason: `it has no sample type ${sampleIndex}` });
      }
      const sides = [{ profile, sampleIndex }];
      const grown = await task.run(growCallTree(sides), 0, growing);
      const tree = { ...grown, unit: writtenIn(grown.unit, unit) };
      return keepTree({ tree, sides, factors: [1] }, task);
    },

    async shape({ treeId, shape }, task) {
      const { tree, sides, factors } = shelf.grownTree(treeId);
      const grown = await task.run(growCallTree(sides, shape), 0, growing);
      return task.run(packTree(scaled({ ...grown, unit: tree.unit }, factors)), growing);
    },

    async top({ treeId }, task) {
      const tree = shelf.tree(treeId);
      const { frame, flat, cum, total, unit } = await task.run(topOfTree(tree, tree.total.length - 1));
      return { value: { frame, flat, cum, total, unit }, transfer: buffersOf([frame, flat, cum]) };
    },

    async compare({ before, after, sampleType, normalisation, unit = '' }, task) {
      const sides = sidesToCompare(
        [before, after].map((id) => shelf.profile(id)),
        sampleType,
      );
      const tree = await task.run(growCallTree(sides), 0, growing);
      const comparable = normalise(tree, normalisation);
      const written = { ...comparable, unit: writtenIn(comparable.unit, unit) };
      const factors = normalisationFactors(tree, normalisation);
      return keepTree({ tree: written, sides, factors }, task);
    },

    async diffRows({ treeId }, task) {
      const { frames: _, length: __, ...rows } = await task.run(findDifferences(shelf.tree(treeId)));
      const columns = [rows.frame, rows.flatBefore, rows.flatAfter, rows.cumBefore, rows.cumAfter];
      return { value: rows, transfer: buffersOf(columns) };
    },

    async search({ treeId, pattern }, task) {
      const { frameMatches, matched } = await task.run(searchTree(shelf.tree(treeId), pattern));
      return { value: { frameMatches, matched }, transfer: buffersOf([frameMatches]) };
    },

    drop({ treeId }) {
      shelf.dropTree(treeId);
      return { value: null, transfer: [] };
    },
  };
}
