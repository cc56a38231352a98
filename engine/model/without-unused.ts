import type { Work } from '../work/work';
import { joinInParts } from './join';
import type { Profile } from './profile';

/**
 * The profile with only what its samples refer to, and its first binary, which is the program: functions, files, labels
 * and all other words that a filter took out of every stack are gone. Rows and ids are new; samples are as they were.
 */
export function* withoutUnused(profile: Profile): Work<Profile> {
  return { ...(yield* joinInParts([profile])), inTimeOrder: profile.inTimeOrder };
}
