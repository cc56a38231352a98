import { FlamebenchError } from '../../../proto/errors';
import type { TreeSide } from '../../analysis/tree';
import { applyQuery } from '../../query/query';
import { compareRounds } from '../../stats/compare-rounds';
import { poolInParts } from '../../stats/pool';
import type { Judged } from '../../stats/types';
import { buffersOf } from '../flame-data';
import type { RoundCalls } from '../protocol';
import type { Shelf } from '../shelf';
import { sidesToCompare } from '../sides';
import type { CallsOf } from '../task';
import { infoOf } from './profiles';

/** What of a judgement's progress filtering the captures takes. */
const filtering = 0.1;

/** Several captures of each side, and what they tell of noise. */
export function roundCalls(shelf: Shelf): CallsOf<keyof RoundCalls> {
  return {
    async pool({ profileIds, name }, task) {
      if (profileIds.length === 0)
        throw new FlamebenchError('bad-argument', name, { reason: 'it has no rounds' });
      const profile = await task.run(poolInParts(profileIds.map((id) => shelf.profile(id).profile)));
      return { value: infoOf(shelf.keepProfile({ name, profile }), name, profile), transfer: [] };
    },

    async significance({ treeId, before, after, sampleType, query, ...how }, task) {
      const tree = shelf.tree(treeId);
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
      const comparison = {
        tree,
        before: captures.slice(0, before.length),
        after: captures.slice(before.length),
        ...how,
      };
      const value = await task.run(compareRounds(comparison), filtering);
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
  };
}

function columnsOf({ length: _, ...columns }: Judged) {
  return Object.values(columns);
}
