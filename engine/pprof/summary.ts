import type { Profile } from '../model/profile';
import type { ReportPlace } from './context';
import { profileLegend } from './legend';
import type { ReportOptions } from './options';
import { chooseSamples, totalOf } from './sample-values';

/**
 * What is known of a profile before any report: binary, comments, type, time, duration and total.
 * @throws FlamebenchError 'bad-argument' where it has no such sample type
 */
export function profileSummary(
  profile: Profile,
  options: ReportOptions,
  place: ReportPlace,
): { readonly lines: readonly string[]; readonly total: number } {
  const choice = chooseSamples(profile, options.sample_index, options.mean);
  const total = totalOf(profile, choice);
  const lines = profileLegend({
    profile,
    options,
    choice,
    total,
    labelUnits: new Map(),
    symbol: null,
    outputUnit: options.unit,
    place,
  });
  return { lines, total };
}
