import { FlamebenchError } from '../../proto/errors';
import type { Profile, ValueType } from '../model/profile';

/** One side of what is compared: a profile, and which of its sample types is counted. */
export interface TreeSide {
  readonly profile: Profile;
  readonly sampleIndex: number;
}

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

/**
 * The columns of several sides, and the unit they have in common; '' of none.
 * @throws FlamebenchError 'bad-argument' where a sample type does not exist, or the sides' units differ.
 */
export function alikeColumns(sides: readonly TreeSide[]): {
  readonly values: readonly Float64Array[];
  readonly unit: string;
} {
  const columns = sides.map(({ profile, sampleIndex }) => sampleColumn(profile, sampleIndex));
  const unit = columns[0]?.type.unit ?? '';
  for (const { type } of columns) {
    if (type.unit !== unit) {
      throw new FlamebenchError('bad-argument', `sample type ${type.type}`, {
        reason: `one side counts ${unit || 'without a unit'}, the other ${type.unit || 'without a unit'}`,
      });
    }
  }
  return { values: columns.map(({ values }) => values), unit };
}
