import { FlamebenchError } from '../../../proto/errors';
import type { TreeSide } from '../../analysis/tree';
import { applyQuery } from '../../query/query';
import { compareRounds } from '../../stats/compare-rounds';
import { poolProfiles } from '../../stats/pool';
import type { Judged } from '../../stats/types';
import { buffersOf } from '../flame-data';
import type { RoundCalls } from '../protocol';
import type { Shelf } from '../shelf';
import type { CallsOf } from '../task';
import { infoOf } from './profiles';

/** Several captures of each side, and what they tell of noise. */
export function roundCalls(shelf: Shelf): CallsOf<keyof RoundCalls> {
  return {
    pool({ profileIds, name }) {
      if (profileIds.length === 0)
        throw new FlamebenchError('bad-argument', name, { reason: 'it has no rounds' });
      const profile = poolProfiles(profileIds.map((id) => shelf.profile(id).profile));
      return { value: infoOf(shelf.keepProfile({ name, profile }), name, profile), transfer: [] };
    },

    async significance({ treeId, before, after, sampleType, query, ...how }, task) {
      const side = (ids: readonly number[]) =>
        ids.map((id): TreeSide => {
          const { name, profile } = shelf.profile(id);
          const sampleIndex = profile.sampleTypes.findIndex(({ type }) => type === sampleType);
          if (sampleIndex < 0) {
            throw new FlamebenchError('bad-argument', name, {
              reason: `it has no sample type ${sampleType}`,
            });
          }
          return { profile: applyQuery(profile, query).profile, sampleIndex };
        });
      const sides = { before: side(before), after: side(after) };
      const value = await compareRounds({ tree: shelf.tree(treeId), ...sides, ...how }, async (done) => {
        task.progress(done);
        await task.step();
      });
      const families = [value.frames.flat, value.frames.cum, value.nodes.self, value.nodes.total];
      return { value, transfer: buffersOf(families.flatMap(columnsOf)) };
    },
  };
}

function columnsOf({ length: _, ...columns }: Judged) {
  return Object.values(columns);
}
