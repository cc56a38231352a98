import { unitRatio } from '../units/measure';
import type { ValueType } from './profile';

/**
 * What the sample types of a profile are called, each differently: by their types. Of several of one type the first
 * has its name alone, the others theirs with the unit, or with their place among them: 'space', 'space/bytes',
 * 'space#3'.
 */
export function sampleTypeNames(types: readonly ValueType[]): readonly string[] {
  const taken = new Set<string>();
  // A type may be named as another would be told apart: plain names go first.
  const names = types.map(({ type }) => {
    if (taken.has(type)) return undefined;
    taken.add(type);
    return type;
  });
  return names.map((name, row) => {
    if (name !== undefined) return name;
    const { type, unit } = types[row]!;
    const isOfOneUnit = types.filter((each) => each.type === type && each.unit === unit).length === 1;
    let place = types.slice(0, row + 1).filter((each) => each.type === type).length;
    let told = isOfOneUnit && unit !== '' ? `${type}/${unit}` : `${type}#${place++}`;
    while (taken.has(told)) told = `${type}#${place++}`;
    taken.add(told);
    return told;
  });
}

/** Row of the sample type of that name (see {@link sampleTypeNames}), or of that type and unit; -1 where none is. */
export function findSampleType(types: readonly ValueType[], name: string): number {
  const row = sampleTypeNames(types).indexOf(name);
  return row >= 0 ? row : types.findIndex(({ type, unit }) => `${type}/${unit}` === name);
}

/**
 * Row of what counts the same in another profile as `types[row]` does: of one type and unit, the first like the first;
 * else of one type in a unit that leads to the other, as from milliseconds to nanoseconds; -1 where none is.
 */
export function counterpart(types: readonly ValueType[], row: number, others: readonly ValueType[]): number {
  const { type, unit } = types[row]!;
  const rowsOf = (of: readonly ValueType[]) =>
    [...of.keys()].filter((each) => of[each]!.type === type && of[each]!.unit === unit);
  const alike = rowsOf(others);
  if (alike.length > 0) return alike[rowsOf(types).indexOf(row)] ?? alike[0]!;
  return others.findIndex((other) => other.type === type && unitRatio(unit, other.unit) !== null);
}
