import { FlamebenchError } from '../../../proto/errors';
import { growCallTree, type TreeSide } from '../../analysis/tree';
import { applyQuery } from '../../query/query';
import { compareNodes, compareRounds } from '../../stats/compare-rounds';
import { compareTable } from '../../stats/compare-table';
import { poolInParts } from '../../stats/pool';
import type { RoundsOf } from '../../stats/rounds';
import { judgedTable } from '../../stats/table-rows';
import type { Judged } from '../../stats/types';
import { buffersOf } from '../flame-data';
import type { JudgedTree, RoundCalls } from '../protocol';
import type { Shelf } from '../shelf';
import { sidesToCompare } from '../sides';
import type { CallsOf, Task } from '../task';
import { infoOf } from './profiles';

/** What of a judgement's progress filtering the captures takes, and growing a tree in another shape. */
const filtering = 0.1;
const growing = 0.3;

/** Several captures of each side, and what they tell of noise. */
export function roundCalls(shelf: Shelf): CallsOf<keyof RoundCalls> {
  /** The captures of a comparison, filtered as what is compared. */
  const roundsOf = async (asked: JudgedTree, task: Task): Promise<RoundsOf> => {
    const { before, after, sampleType, query, normalisation, requests, paired } = asked;
    const ids = [...before, ...after];
    const whole = sidesToCompare(
      ids.map((id) => shelf.profile(id)),
      sampleType,
    );
    const captures: TreeSide[] = [];
    for (const [i, { profile, sampleIndex }] of whole.entries()) {
      const [from, to] = [(filtering * i) / ids.length, (filtering * (i + 1)) / ids.length];
      const filtered = await task.run(applyQuery(profile, query), from, to);
      captures.push({ profile: filtered.profile, sampleIndex });
    }
    return {
      before: captures.slice(0, before.length),
      after: captures.slice(before.length),
      ...{ normalisation, requests, paired },
    };
  };
  return {
    async pool({ profileIds, name }, task) {
      if (profileIds.length === 0)
        throw new FlamebenchError('bad-argument', name, { reason: 'it has no rounds' });
      const profile = await task.run(poolInParts(profileIds.map((id) => shelf.profile(id).profile)));
      return { value: infoOf(shelf.keepProfile({ name, profile }), name, profile), transfer: [] };
    },

    async significance(asked, task) {
      const rounds = await roundsOf(asked, task);
      const value = await task.run(compareRounds({ tree: shelf.tree(asked.treeId), ...rounds }), filtering);
      const families = [
        value.whole,
        value.frames.flat,
        value.frames.cum,
        ...(value.shares === null ? [] : [value.shares.flat, value.shares.cum]),
        value.nodes.self,
        value.nodes.total,
      ];
      return { value, transfer: buffersOf(families.flatMap(columnsOf)) };
    },

    async rowsChanged({ rows, ...asked }, task) {
      const { frames } = shelf.tree(asked.treeId);
      const rounds = await roundsOf(asked, task);
      const value = await task.run(compareTable(frames, judgedTable(rows), rounds), filtering);
      return { value, transfer: buffersOf([value.flat, value.cum]) };
    },

    async nodesChanged({ shape, ...asked }, task) {
      const { tree, sides } = shelf.grownTree(asked.treeId);
      const rounds = await roundsOf(asked, task);
      const grown = await task.run(growCallTree(sides, shape), filtering, growing);
      const judged = await task.run(compareNodes({ ...grown, frames: tree.frames }, shape, rounds), growing);
      const value = { self: judged.self.changed, total: judged.total.changed };
      return { value, transfer: buffersOf([value.self, value.total]) };
    },
  };
}

function columnsOf({ length: _, ...columns }: Judged) {
  return Object.values(columns);
}
