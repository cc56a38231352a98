import { pruned } from '../analysis/prune';
import type { Profile } from '../model/profile';
import { type Program, withProgram } from './program';
import { type NameOptions, simplifyNames } from './simplify';
import { combineProfiles, isNonNegative, markBase, normalizeTo, scaleSamples } from './sources';

export interface LoadOptions {
  /** Profiles to subtract. */
  readonly bases?: readonly Profile[];
  /** Percentages are of the base, and its samples are kept apart, so that nothing cancels out. */
  readonly isDiffBase?: boolean;
  /** Scales the profile so that its sums equal those of the base. */
  readonly normalizes?: boolean;
  /** Keeps the frames that the profile itself asks to drop. */
  readonly keepsAllFrames?: boolean;
  /** The report only shows sums over samples, so that equal ones need not be merged. */
  readonly onlySums?: boolean;
  readonly program?: Program;
  /** Shortens C++ names; undefined = all names stay as they are. */
  readonly names?: NameOptions | undefined;
  /** Added to the profile's comments; '' = none. */
  readonly comment?: string;
}

/**
 * The profile that reports are made of: the sources merged, less the merged bases, without the frames that it
 * asks to drop.
 *
 * @param sources at least one.
 * @throws FlamebenchError 'bad-argument' where they cannot be combined.
 */
export function loadProfile(sources: readonly Profile[], options: LoadOptions = {}): Profile {
  return finishProfile(mergeSources(sources, options), options);
}

/** First half of {@link loadProfile}: the sources merged, less the bases. Addresses may be given names now. */
export function mergeSources(sources: readonly Profile[], options: LoadOptions = {}): Profile {
  const { bases = [], program = { file: '', buildId: '' } } = options;
  const mayJoin = options.onlySums === true && [...sources, ...bases].every(isNonNegative);
  const combine = (profiles: readonly Profile[]) =>
    combineProfiles(
      profiles.map((profile) => withProgram(profile, program)),
      mayJoin,
    );
  let profile = combine(sources);
  if (bases.length > 0) {
    const combined = combine(bases);
    const isDiffBase = options.isDiffBase === true;
    const base = isDiffBase ? markBase(combined) : combined;
    if (options.normalizes === true) profile = normalizeTo(profile, base);
    const negated = scaleSamples(
      base,
      base.sampleTypes.map(() => -1),
    );
    profile = combineProfiles([profile, negated], mayJoin && isDiffBase);
  }
  return profile;
}

/** Second half of {@link loadProfile}, which goes by names: these shortened, unwanted frames dropped. */
export function finishProfile(merged: Profile, options: LoadOptions = {}): Profile {
  const { comment = '' } = options;
  let profile = merged;
  if (options.names !== undefined) profile = simplifyNames(profile, options.names);
  if (options.keepsAllFrames !== true) profile = pruned(profile);
  return comment === '' ? profile : { ...profile, comments: [...profile.comments, comment] };
}
