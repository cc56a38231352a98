import { FlamebenchError } from '../../../proto/errors';
import { readProfile } from '../../formats';
import type { Inflate } from '../../formats/types';
import { defaultSampleIndex, type Profile } from '../../model/profile';
import { subtractAllocations } from '../../model/subtract';
import { applyQuery } from '../../query/query';
import { profileFacts } from '../../stats/warnings';
import type { ProfileCalls, ProfileInfo } from '../protocol';
import type { Shelf } from '../shelf';
import type { CallPorts, CallsOf } from '../task';

/** Opening, filtering and closing profiles. */
export function profileCalls(shelf: Shelf, { inflate }: CallPorts): CallsOf<keyof ProfileCalls> {
  const keep = (name: string, profile: Profile) => ({
    value: infoOf(shelf.keepProfile({ name, profile }), name, profile),
    transfer: [],
  });
  return {
    async open({ name, bytes, base }, task) {
      const stepwise: Inflate = async (gzip, maxBytes) => {
        const raw = await inflate(gzip, maxBytes);
        task.progress(base === null ? 0.4 : 0.2);
        await task.step();
        return raw;
      };
      let profile = await readProfile(bytes, name, stepwise);
      if (base !== null) {
        task.progress(0.5);
        await task.step();
        profile = subtractAllocations(profile, await readProfile(base, name, stepwise));
      }
      await task.step();
      // There would be nothing to draw, and nothing to choose.
      if (profile.sampleTypes.length === 0) {
        throw new FlamebenchError('bad-argument', name, { reason: 'the profile has no sample types' });
      }
      return keep(name, profile);
    },

    async derive({ profileId, query }, task) {
      const { name, profile } = shelf.profile(profileId);
      const { profile: derived, unmatched } = await task.run(applyQuery(profile, query));
      const { value, transfer } = keep(name, derived);
      return { value: { ...value, unmatched }, transfer };
    },

    close({ profileId }) {
      shelf.closeProfile(profileId);
      return { value: null, transfer: [] };
    },
  };
}

export function infoOf(profileId: number, name: string, profile: Profile): ProfileInfo {
  return {
    profileId,
    name,
    sampleTypes: profile.sampleTypes,
    defaultSampleIndex: defaultSampleIndex(profile),
    samples: profile.samples.length,
    timeMs: Number(profile.timeNanos / 1_000_000n),
    durationMs: Number(profile.durationNanos) / 1e6,
    comments: profile.comments,
    ...profileFacts(profile),
  };
}
