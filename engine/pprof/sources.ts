import { FlamebenchError } from '../../proto/errors';
import { joinProfiles } from '../model/join';
import { mergeProfiles } from '../model/merge';
import type { Profile, ValueType } from '../model/profile';
import { scale } from '../units/measure';
import { findUnit } from '../units/scales';
import { SampleSelection } from './filters/select';
import { baseLabel } from './labels';
import { MoreStrings } from './more-strings';

/**
 * Profiles as one: reduced to the sample types that all have, in the finest unit of each, and merged.
 *
 * @param onlySums equal samples may stay apart where no sum tells: where values of equal samples do not cancel
 *   each other out.
 * @throws FlamebenchError 'bad-argument' where they have no sample type in common.
 */
export function combineProfiles(profiles: readonly Profile[], onlySums: boolean): Profile {
  if (profiles.length === 1) return profiles[0]!;
  const alike = inCommonUnits(withCommonTypes(profiles));
  return onlySums ? joinProfiles(alike) : mergeProfiles(alike);
}

/** Whether no value is below 0, so that no sum of values is smaller than one of them. */
export function isNonNegative(profile: Profile): boolean {
  return profile.samples.values.every((column) => {
    for (let row = 0; row < column.length; row++) if (column[row]! < 0) return false;
    return true;
  });
}

function withCommonTypes(profiles: readonly Profile[]): readonly Profile[] {
  const names = profiles[0]!.sampleTypes
    .map(({ type }) => type)
    .filter((name) => profiles.every(({ sampleTypes }) => sampleTypes.some(({ type }) => type === name)));
  if (names.length === 0) throw unlike('they have no sample type in common');
  return profiles.map((profile) => {
    const rows = names.map((name) => profile.sampleTypes.findIndex(({ type }) => type === name));
    if (rows.length === profile.sampleTypes.length && rows.every((row, i) => row === i)) return profile;
    const { samples, defaultSampleType } = profile;
    return {
      ...profile,
      sampleTypes: rows.map((row) => profile.sampleTypes[row]!),
      samples: { ...samples, values: rows.map((row) => samples.values[row]!) },
      defaultSampleType: names.includes(defaultSampleType) ? defaultSampleType : names[0]!,
    };
  });
}

function inCommonUnits(profiles: readonly Profile[]): readonly Profile[] {
  const periodType = finest(profiles.flatMap(({ periodType: type }) => (type === null ? [] : [type])));
  const types = profiles[0]!.sampleTypes.map((_, i) => finest(profiles.map((p) => p.sampleTypes[i]!))!);
  return profiles.map((profile) => {
    const ratios = profile.sampleTypes.map(({ unit }, i) => scale(1, unit, types[i]!.unit).value);
    const sampleTypes = profile.sampleTypes.map(({ type }, i) => ({ type, unit: types[i]!.unit }));
    const scaled = { ...scaleSamples(profile, ratios), sampleTypes };
    const own = profile.periodType;
    if (own === null || periodType === null || own.unit === periodType.unit) return scaled;
    const period = BigInt(Math.trunc(scale(Number(profile.period), own.unit, periodType.unit).value));
    return { ...scaled, period, periodType: { type: own.type, unit: periodType.unit } };
  });
}

/** The one with the finest unit; null of none. */
function finest(types: readonly ValueType[]): ValueType | null {
  let found: ValueType | null = null;
  for (const type of types) {
    if (found === null) {
      found = type;
      continue;
    }
    if (!isAlike(found, type)) {
      throw unlike(`${found.type} in ${found.unit} and ${type.type} in ${type.unit} cannot be added up`);
    }
    if (scale(1, type.unit, found.unit).value < 1) found = type;
  }
  return found;
}

/** Of one name, but for a plural, in units of one family. */
function isAlike(a: ValueType, b: ValueType): boolean {
  if (a.type.replace(/s$/, '') !== b.type.replace(/s$/, '')) return false;
  if (a.unit === b.unit) return true;
  const family = findUnit(a.unit)?.family;
  return family !== undefined && family === findUnit(b.unit)?.family;
}

function unlike(reason: string): FlamebenchError {
  return new FlamebenchError('bad-argument', 'profiles to combine', { reason });
}

/**
 * The profile with each sample type's values multiplied and rounded, halves away from 0. A sample stays where
 * a value that was multiplied by other than 1 is not 0; where all ratios are 1, all stay.
 */
export function scaleSamples(profile: Profile, ratios: readonly number[]): Profile {
  if (ratios.every((ratio) => ratio === 1)) return profile;
  const { samples } = profile;
  const values = samples.values.map((column, i) => {
    const ratio = ratios[i]!;
    return ratio === 1 ? column : column.map((value) => roundAway(value * ratio));
  });
  const scaled = values.filter((_, i) => ratios[i] !== 1);
  let kept = 0;
  for (let row = 0; row < samples.length; row++) if (scaled.some((column) => column[row] !== 0)) kept++;
  if (kept === samples.length) return { ...profile, samples: { ...samples, values } };
  const selection = new SampleSelection({ ...samples, values });
  for (let row = 0; row < samples.length; row++) {
    if (scaled.some((column) => column[row] !== 0)) {
      selection.keepRange(row, samples.stackOffsets[row]!, samples.stackOffsets[row + 1]!);
    }
  }
  return { ...profile, samples: selection.finish() };
}

function roundAway(value: number): number {
  const rounded = Math.round(Math.abs(value));
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** The profile scaled so that each sample type sums up to what it does in the base. */
export function normalizeTo(profile: Profile, base: Profile): Profile {
  const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0);
  const ratios = profile.samples.values.map((column, i) => {
    const own = sum(column);
    const wanted = base.samples.values[i];
    if (wanted === undefined) throw unlike('the base has other sample types');
    return own === 0 ? 0 : sum(wanted) / own;
  });
  return scaleSamples(profile, ratios);
}

/** The profile with every sample labelled as one of a comparison's base. */
export function markBase(profile: Profile): Profile {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  const length = labels.length + samples.length;
  const key = new Int32Array(length);
  const str = new Int32Array(length);
  const num = new BigInt64Array(length);
  const numUnit = new Int32Array(length);
  const offsets = new Int32Array(samples.length + 1);
  const marked = new MoreStrings(strings);
  const [markKey, markText] = [marked.add(baseLabel.key), marked.add(baseLabel.value)];
  let at = 0;
  for (let row = 0; row < samples.length; row++) {
    for (let label = labelOffsets[row]!; label < labelOffsets[row + 1]!; label++) {
      if (labels.str[label] !== 0 && strings.get(labels.key[label]!) === baseLabel.key) continue;
      key[at] = labels.key[label]!;
      str[at] = labels.str[label]!;
      num[at] = labels.num[label]!;
      numUnit[at++] = labels.numUnit[label]!;
    }
    key[at] = markKey;
    str[at++] = markText;
    offsets[row + 1] = at;
  }
  return {
    ...profile,
    strings: marked,
    samples: {
      ...samples,
      labelOffsets: offsets,
      labels: {
        length: at,
        key: key.subarray(0, at),
        str: str.subarray(0, at),
        num: num.subarray(0, at),
        numUnit: numUnit.subarray(0, at),
      },
    },
  };
}
