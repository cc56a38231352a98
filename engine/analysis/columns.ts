import { FlamebenchError } from '../../proto/errors';
import type { Profile, ValueType } from '../model/profile';

/**
 * One column of sample values and its meaning.
 * @throws FlamebenchError 'bad-argument' where the profile has no such sample type.
 */
export function sampleColumn(
  profile: Profile,
  sampleIndex: number,
): { readonly values: Float64Array; readonly type: ValueType } {
  const values = profile.samples.values[sampleIndex];
  const type = profile.sampleTypes[sampleIndex];
  if (values === undefined || type === undefined) {
    throw new FlamebenchError('bad-argument', 'sample type', {
      reason: `there is no sample type ${sampleIndex} among ${profile.sampleTypes.length}`,
    });
  }
  return { values, type };
}
