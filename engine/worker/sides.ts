import { FlamebenchError } from '../../proto/errors';
import { inCommonUnit } from '../analysis/common-unit';
import type { TreeSide } from '../analysis/tree';
import { counterpart, findSampleType } from '../model/sample-types';
import type { KeptProfile } from './shelf';

/**
 * Row of the sample type that goes by a name in a profile, see `sampleTypeNames`.
 * @throws FlamebenchError 'bad-argument' where none does
 */
export function sampleRow({ name, profile }: KeptProfile, sampleType: string): number {
  const row = findSampleType(profile.sampleTypes, sampleType);
  if (row < 0) {
    throw new FlamebenchError('bad-argument', name, { reason: `it has no sample type ${sampleType}` });
  }
  return row;
}

/**
 * Profiles to be compared: what the first calls so, what counts the same in the others, and all in one unit.
 * @throws FlamebenchError 'bad-argument' where one has nothing like it
 */
export function sidesToCompare(profiles: readonly KeptProfile[], sampleType: string): readonly TreeSide[] {
  const [first] = profiles;
  if (first === undefined) return [];
  const wanted = sampleRow(first, sampleType);
  const sides = profiles.map((each) => {
    const row = counterpart(first.profile.sampleTypes, wanted, each.profile.sampleTypes);
    // What is named the same and counts otherwise is told by its units where the columns meet.
    return { profile: each.profile, sampleIndex: row >= 0 ? row : sampleRow(each, sampleType) };
  });
  return inCommonUnit(sides);
}
