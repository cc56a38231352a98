/** The families of units that profiles count in, finest unit first, and their aliases as writers spell them. */

export interface Unit {
  /** As it stands behind a number. */
  readonly label: string;
  /** Lower case; a plural 's' is taken off before these are asked. */
  readonly aliases: readonly string[];
  /** In units of the family's base: bytes, nanoseconds, GCU. */
  readonly factor: number;
}

const family = (...units: [label: string, factor: number, ...aliases: string[]][]): readonly Unit[] =>
  units.map(([label, factor, ...aliases]) => ({ label, factor, aliases }));

/**
 * pprof's families (its measurement package): bytes by 1024, times without minutes, and Google's compute
 * units. Everything else, counts included, is shown unscaled.
 */
export const families: readonly (readonly Unit[])[] = [
  family(
    ['B', 1, 'b', 'byte'],
    ['kB', 2 ** 10, 'kb', 'kbyte', 'kilobyte'],
    ['MB', 2 ** 20, 'mb', 'mbyte', 'megabyte'],
    ['GB', 2 ** 30, 'gb', 'gbyte', 'gigabyte'],
    ['TB', 2 ** 40, 'tb', 'tbyte', 'terabyte'],
    ['PB', 2 ** 50, 'pb', 'pbyte', 'petabyte'],
  ),
  family(
    ['ns', 1, 'ns', 'nanosecond'],
    ['us', 1e3, 'us', 'μs', 'µs', 'microsecond'],
    ['ms', 1e6, 'ms', 'millisecond'],
    ['s', 1e9, 's', 'sec', 'second'],
    ['hrs', 3600e9, 'hr', 'hour'],
  ),
  family(
    ['n*GCU', 1e-9, 'nanogcu'],
    ['u*GCU', 1e-6, 'microgcu'],
    ['m*GCU', 1e-3, 'milligcu'],
    ['GCU', 1, 'gcu'],
    ['k*GCU', 1e3, 'kilogcu'],
    ['M*GCU', 1e6, 'megagcu'],
    ['G*GCU', 1e9, 'gigagcu'],
    ['T*GCU', 1e12, 'teragcu'],
    ['P*GCU', 1e15, 'petagcu'],
  ),
];

/** Units that say nothing and are not written behind a number. */
const silent = new Set(['', 'count', 'sample', 'samples', 'unit', 'minimum', 'auto']);

/** A unit by any of its spellings, with the family it belongs to; null where it is in none. */
export function findUnit(name: string): { readonly unit: Unit; readonly family: readonly Unit[] } | null {
  // What a unit is to be written in (see writtenIn) does not change which it is.
  let alias = name.replace(/>.*/s, '').toLowerCase();
  if (alias.length > 2 && alias.endsWith('s')) alias = alias.slice(0, -1);
  for (const units of families) {
    const unit = units.find((candidate) => candidate.aliases.includes(alias));
    if (unit !== undefined) return { unit, family: units };
  }
  return null;
}

/** What is written behind a number of a unit that belongs to no family. */
export function plainLabel(unit: string): string {
  return silent.has(unit) ? '' : unit;
}
