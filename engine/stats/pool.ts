import { accumulates } from '../model/accumulates';
import { mergeInParts } from '../model/merge';
import type { Profile } from '../model/profile';
import { atOnce, type Work } from '../work/work';

/**
 * The captures of several rounds as one profile. What accumulates is added up; what stood at the moment of each
 * capture is averaged, since ten looks at one megabyte are not ten megabytes.
 *
 * @throws FlamebenchError 'bad-argument' where the profiles count other things or in other units.
 */
export function poolProfiles(profiles: readonly Profile[]): Profile {
  return atOnce(poolInParts(profiles));
}

/** {@link poolProfiles} in parts. */
export function* poolInParts(profiles: readonly Profile[]): Work<Profile> {
  if (profiles.length === 1) return profiles[0]!;
  const merged = yield* mergeInParts(profiles);
  const values = merged.samples.values.map((column, index) =>
    accumulates(merged.sampleTypes[index]!.type) ? column : column.map((sum) => sum / profiles.length),
  );
  return { ...merged, samples: { ...merged.samples, values } };
}
