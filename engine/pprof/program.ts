import type { Profile } from '../model/profile';
import { MoreStrings } from './more-strings';

/** What is known of the program from elsewhere; '' = nothing. */
export interface Program {
  readonly file: string;
  readonly buildId: string;
}

/**
 * The profile with its first mapping, the program's own, named as it is known to be. The file replaces the
 * profile's; the build id only fills in for a missing one. Profiles without mappings get one for all locations.
 */
export function withProgram(profile: Profile, { file, buildId }: Program): Profile {
  const { mappings } = profile.mappings.length > 0 ? profile : { mappings: emptyMapping };
  const strings = new MoreStrings(profile.strings);
  const filename = mappings.filename.slice();
  const buildIds = mappings.buildId.slice();
  if (file !== '') filename[0] = strings.add(file);
  if (buildId !== '' && buildIds[0] === 0) buildIds[0] = strings.add(buildId);
  const named = { ...profile, strings, mappings: { ...mappings, filename, buildId: buildIds } };
  if (profile.mappings.length > 0) return file === '' && buildId === '' ? profile : named;
  const { locations } = profile;
  return { ...named, locations: { ...locations, mapping: new Int32Array(locations.length) } };
}

const emptyMapping: Profile['mappings'] = {
  length: 1,
  id: BigUint64Array.of(1n),
  start: BigUint64Array.of(0n),
  limit: BigUint64Array.of(0n),
  offset: BigUint64Array.of(0n),
  filename: Int32Array.of(0),
  buildId: Int32Array.of(0),
  has: Uint8Array.of(0),
};
