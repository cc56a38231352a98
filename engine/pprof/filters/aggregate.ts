import type { LocationTable, Profile } from '../../model/profile';
import type { ReportOptions } from '../options';
import { filterLines } from './select';

/** What of a location tells two apart, per granularity. */
const granularities: Readonly<
  Record<string, { name: boolean; file: boolean; line: boolean; address: boolean }>
> = {
  '': { name: true, file: false, line: false, address: false },
  functions: { name: true, file: false, line: false, address: false },
  filefunctions: { name: true, file: true, line: false, address: false },
  files: { name: false, file: true, line: false, address: false },
  lines: { name: true, file: true, line: true, address: false },
  addresses: { name: true, file: true, line: true, address: true },
};

/** The profile without what its granularity does not tell apart: names, files, lines, columns, addresses. */
export function aggregate(
  profile: Profile,
  { granularity, noinlines, showcolumns }: Pick<ReportOptions, 'granularity' | 'noinlines' | 'showcolumns'>,
): Profile {
  if (granularity === 'addresses' && !noinlines) return profile;
  const { name, file, line, address } = granularities[granularity]!;
  const { functions } = profile;
  const none = () => new Int32Array(functions.length);
  let locations: LocationTable = profile.locations;
  if (noinlines) {
    const { lineOffsets } = locations;
    locations = filterLines(locations, (location, row) => row === lineOffsets[location + 1]! - 1);
  }
  const { lines } = locations;
  return {
    ...profile,
    functions: {
      ...functions,
      name: name ? functions.name : none(),
      systemName: name ? functions.systemName : none(),
      filename: file ? functions.filename : none(),
    },
    locations: {
      ...locations,
      address: address ? locations.address : new BigUint64Array(locations.length),
      lines: {
        ...lines,
        line: line ? lines.line : new Float64Array(lines.length),
        column: line && showcolumns ? lines.column : new Float64Array(lines.length),
      },
    },
  };
}
