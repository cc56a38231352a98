import { FlamebenchError } from '../../proto/errors';
import { defaultSampleIndex, type Profile } from '../model/profile';
import { mean } from './graph/mean';
import { baseSamples } from './labels';

/** What of the samples a report counts. */
export interface SampleChoice {
  readonly index: number;
  /** 'mean_' in front where values are divided by the first sample type. */
  readonly type: string;
  readonly unit: string;
  readonly isMean: boolean;
}

/**
 * @param wanted name or number of a sample type; '' = the profile's default. 'inuse_X' also finds 'X', as old
 *   heap profiles call it.
 * @throws FlamebenchError 'bad-argument' where there is no such type.
 */
export function chooseSamples(profile: Profile, wanted: string, isMean: boolean): SampleChoice {
  const { sampleTypes } = profile;
  const index = indexOf(profile, wanted);
  const found = sampleTypes[index];
  if (found === undefined) {
    const reason =
      sampleTypes.length === 0
        ? 'the profile has no sample types'
        : `it is one of ${sampleTypes.map(({ type }) => type).join(', ')}, or a number from 0 to ${sampleTypes.length - 1}, not '${wanted}'`;
    throw new FlamebenchError('bad-argument', 'sample_index', { reason });
  }
  return { index, type: isMean ? `mean_${found.type}` : found.type, unit: found.unit, isMean };
}

function indexOf(profile: Profile, wanted: string): number {
  if (wanted === '') return defaultSampleIndex(profile);
  if (/^[+-]?\d+$/.test(wanted)) return Number(wanted);
  const old = wanted.replace(/^inuse_/, '');
  return profile.sampleTypes.findIndex(({ type }) => type === wanted || type === old);
}

/** The values of the chosen type, and what means divide them by. */
export function valuesOf(
  profile: Profile,
  choice: SampleChoice,
): { readonly values: Float64Array; readonly divisors: Float64Array | null } {
  const { values } = profile.samples;
  return { values: values[choice.index]!, divisors: choice.isMean ? values[0]! : null };
}

/**
 * What percentages are of: Σ|value| over the samples, or over those of the base where a comparison has marked
 * them.
 */
export function totalOf(profile: Profile, choice: SampleChoice): number {
  const { values, divisors } = valuesOf(profile, choice);
  const isBase = baseSamples(profile);
  let total = 0;
  let divisor = 0;
  let baseTotal = 0;
  let baseDivisor = 0;
  for (let row = 0; row < values.length; row++) {
    const value = Math.abs(values[row]!);
    const by = divisors === null ? 0 : divisors[row]!;
    total += value;
    divisor += by;
    if (isBase !== null && isBase[row] === 1) {
      baseTotal += value;
      baseDivisor += by;
    }
  }
  return baseTotal > 0 ? mean(baseTotal, baseDivisor) : mean(total, divisor);
}
