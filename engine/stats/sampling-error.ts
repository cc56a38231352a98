import { sampleColumn } from '../analysis/columns';
import type { Profile, ValueType } from '../model/profile';

/**
 * The variance that sampling gives each sample's value: how far another profile of the very same work would
 * lie from this one by chance. Samples arrive by a Poisson process, so a value that n samples of weight w add
 * up to, n·w, has the variance n·w² = value²/n.
 *
 * Signed as the value is: where a profile is the difference of two counts since the start (a heap profile less
 * its base), the samples of the base are among those of the end, so their variances are taken away like their
 * values. Sums over stacks are then the variances of sums, and may be rounded below 0, which means 0.
 *
 * @returns a column beside the profile's own, in the square of the unit
 * @throws FlamebenchError 'bad-argument' where the profile has no such sample type.
 */
export function samplingVariance(profile: Profile, sampleIndex: number): Float64Array {
  const { values, type } = sampleColumn(profile, sampleIndex);
  const objects = heapObjects(profile, type);
  if (objects !== null) return heapVariance(objects, values, Number(profile.period));
  const counts = countColumn(profile, sampleIndex);
  if (counts !== null) {
    const fallback = weightOf(profile, type, values);
    return values.map((value, row) => {
      const n = Math.abs(counts[row]!);
      return n === 0 ? value * fallback : (value * Math.abs(value)) / n;
    });
  }
  const weight = weightOf(profile, type, values);
  return values.map((value) => value * weight);
}

/** The column that says how many samples a value is made of; null where none does, or the value itself does. */
function countColumn({ sampleTypes, samples }: Profile, sampleIndex: number): Float64Array | null {
  const found = sampleTypes.findIndex(
    ({ type, unit }) => unit === 'count' && /^(samples?|alloc_samples|contentions)$/.test(type),
  );
  return found < 0 || found === sampleIndex ? null : samples.values[found]!;
}

/** What one sample adds to a value. */
function weightOf(profile: Profile, type: ValueType, values: Float64Array): number {
  const { periodType } = profile;
  if (type.unit === 'count') return 1;
  const ofPeriod = periodType !== null && periodType.unit === type.unit && profile.period > 0n;
  if (ofPeriod) return Number(profile.period);
  // A stack that was seen was seen once at least, so the smallest value is about one sample's.
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of values) if (value !== 0) smallest = Math.min(smallest, Math.abs(value));
  return Number.isFinite(smallest) ? smallest : 1;
}

/** The count of objects beside a heap profile's column, where both are estimates from bytes sampled at a rate. */
function heapObjects({ sampleTypes, samples, periodType, period }: Profile, type: ValueType) {
  const [, kind, what] = /^(alloc|inuse)_(space|objects)$/.exec(type.type) ?? [];
  if (what === undefined || periodType?.unit !== 'bytes' || period <= 0n) return null;
  const column = (name: string) => samples.values[sampleTypes.findIndex((t) => t.type === `${kind}_${name}`)];
  const [objects, space] = [column('objects'), column('space')];
  return objects === undefined || space === undefined ? null : { objects, space };
}

/**
 * A heap profiler that samples one in `rate` bytes sees an object of size s with the chance p = 1 − e^(−s/rate)
 * and counts it 1/p times. N objects that were so estimated have the variance N·(1 − p)/p, their bytes s² times
 * that: small objects are mostly guessed, large ones are all seen.
 */
function heapVariance(
  { objects, space }: { objects: Float64Array; space: Float64Array },
  values: Float64Array,
  rate: number,
): Float64Array {
  return values.map((value, row) => {
    const n = objects[row]!;
    if (n === 0) return value * rate;
    const size = Math.abs(space[row]! / n);
    const p = -Math.expm1(-size / rate);
    if (p === 0) return 0;
    const each = value / n;
    return (n * each * each * (1 - p)) / p;
  });
}
