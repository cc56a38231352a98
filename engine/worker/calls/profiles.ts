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

/** What of reading a file inflating it takes. */
const inflating = 0.4;

/** Opening, filtering and closing profiles. */
export function profileCalls(shelf: Shelf, { inflate }: CallPorts): CallsOf<keyof ProfileCalls> {
  const keep = (name: string, profile: Profile, isPart = false) => ({
    value: infoOf(shelf.keepProfile({ name, profile, isPart }), name, profile),
    transfer: [],
  });
  return {
    async open({ name, bytes, base }, task) {
      /** Reads one file, in the call's stretch `from`…`to`. */
      const read = (file: Uint8Array, from: number, to: number) => {
        let at = from;
        const stepwise: Inflate = async (gzip, maxBytes) => {
          const raw = await inflate(gzip, maxBytes);
          at = from + inflating * (to - from);
          task.progress(at);
          await task.step();
          return raw;
        };
        return readProfile(file, name, stepwise, (work) => task.run(work, at, to));
      };
      let profile = await read(bytes, 0, base === null ? 1 : 0.5);
      if (base !== null) {
        await task.step();
        profile = subtractAllocations(profile, await read(base, 0.5, 1));
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
      const { value, transfer } = keep(name, derived, derived !== profile);
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
