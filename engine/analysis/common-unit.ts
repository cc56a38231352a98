import type { Profile } from '../model/profile';
import { unitRatio } from '../units/measure';
import { sampleColumn, type TreeSide } from './columns';

/**
 * The sides with what they count in one unit, the finest of theirs, as pprof compares them: milliseconds and
 * nanoseconds as nanoseconds. Sides that are in it already, and all where nothing leads from one unit to the other, are
 * those that were given.
 *
 * @throws FlamebenchError 'bad-argument' where a sample type does not exist
 */
export function inCommonUnit<S extends readonly TreeSide[]>(sides: S): { readonly [K in keyof S]: TreeSide } {
  const units = sides.map(({ profile, sampleIndex }) => sampleColumn(profile, sampleIndex).type.unit);
  const finest = units.reduce((a, b) => ((unitRatio(b, a) ?? 1) < 1 ? b : a), units[0] ?? '');
  const ratios = units.map((unit) => unitRatio(unit, finest));
  const known = ratios.every((ratio) => ratio !== null);
  const told = sides.map((side, i) =>
    known && units[i] !== finest ? inUnit(side, finest, ratios[i]!) : side,
  );
  return told as { readonly [K in keyof S]: TreeSide };
}

/** One column is multiplied, and with it the period where that is in its unit; all else is shared. */
function inUnit({ profile, sampleIndex }: TreeSide, unit: string, ratio: number): TreeSide {
  const { samples, periodType } = profile;
  const type = profile.sampleTypes[sampleIndex]!;
  const ofPeriod = periodType !== null && periodType.unit === type.unit;
  const converted: Profile = {
    ...profile,
    sampleTypes: profile.sampleTypes.map((each, i) => (i === sampleIndex ? { type: each.type, unit } : each)),
    samples: {
      ...samples,
      values: samples.values.map((column, i) =>
        i === sampleIndex ? column.map((value) => value * ratio) : column,
      ),
    },
    ...(ofPeriod
      ? {
          periodType: { type: periodType.type, unit },
          period: BigInt(Math.round(Number(profile.period) * ratio)),
        }
      : {}),
  };
  return { profile: converted, sampleIndex };
}
