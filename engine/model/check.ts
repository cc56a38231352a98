import { FlamebenchError } from '../../proto/errors';
import type { Profile } from './profile';

/**
 * Checks every rule that the columnar profile promises, as pprof's CheckValid does for its own: after a
 * transformation, and in tests after reading. Readers check the same while they read.
 *
 * @throws FlamebenchError 'malformed-profile' with the first rule that is broken, and where.
 */
export function checkValid(profile: Profile, name: string): void {
  const fail = (reason: string): never => {
    throw new FlamebenchError('malformed-profile', name, { reason });
  };
  const { samples, locations, functions, mappings, strings } = profile;

  const indices = (what: string, column: Int32Array, length: number, from: number, to: number) => {
    if (column.length !== length) fail(`${what}: ${column.length} entries for ${length} rows`);
    for (let i = 0; i < length; i++) {
      if (column[i]! < from || column[i]! >= to) fail(`${what} ${i}: row ${column[i]} does not exist`);
    }
  };
  const offsets = (what: string, column: Int32Array, rows: number, end: number) => {
    if (column.length !== rows + 1) fail(`${what}: ${column.length} offsets for ${rows} rows`);
    if (column[0] !== 0 || column[rows] !== end) fail(`${what}: offsets do not span the column`);
    for (let i = 0; i < rows; i++) {
      if (column[i]! > column[i + 1]!) fail(`${what} ${i}: ends before it starts`);
    }
  };
  const rows = (what: string, length: number, ...columns: { readonly length: number }[]) => {
    for (const column of columns) {
      if (column.length !== length) fail(`${what}: ${column.length} entries for ${length} rows`);
    }
  };
  const ids = (what: string, column: BigUint64Array, length: number) => {
    rows(what, length, column);
    const seen = new Set<bigint>();
    for (let i = 0; i < length; i++) {
      if (column[i] === 0n) fail(`${what} ${i}: its id is 0`);
      if (seen.has(column[i]!)) fail(`${what} ${i}: its id ${column[i]} is taken by another ${what}`);
      seen.add(column[i]!);
    }
  };
  const wholes = (what: string, column: Float64Array, length: number) => {
    rows(what, length, column);
    for (let i = 0; i < length; i++) {
      if (!Number.isSafeInteger(column[i]))
        fail(`${what} ${i}: ${column[i]} is not a whole number below 2^53`);
    }
  };
  const texts = (what: string, length: number, ...columns: Int32Array[]) => {
    for (const column of columns) indices(what, column, length, 0, strings.length);
  };

  if (strings.length === 0 || strings.utf8(0).length > 0) fail('the first string is not the empty one');
  if (samples.length > 0 && profile.sampleTypes.length === 0) {
    fail('the profile does not say what its samples count');
  }
  rows('values', profile.sampleTypes.length, samples.values);
  for (const column of samples.values) wholes('sample', column, samples.length);
  offsets('stack', samples.stackOffsets, samples.length, samples.stacks.length);
  indices('stack', samples.stacks, samples.stacks.length, 0, locations.length);
  offsets('labels', samples.labelOffsets, samples.length, samples.labels.length);
  const { labels } = samples;
  texts('label', labels.length, labels.key, labels.str, labels.numUnit);
  rows('label', labels.length, labels.num);

  ids('location', locations.id, locations.length);
  indices('location', locations.mapping, locations.length, -1, mappings.length);
  rows('location', locations.length, locations.address, locations.isFolded);
  offsets('lines', locations.lineOffsets, locations.length, locations.lines.length);
  const { lines } = locations;
  indices('line', lines.function, lines.length, -1, functions.length);
  wholes('line', lines.line, lines.length);
  wholes('line', lines.column, lines.length);

  ids('function', functions.id, functions.length);
  texts('function', functions.length, functions.name, functions.systemName, functions.filename);
  wholes('function', functions.startLine, functions.length);

  ids('mapping', mappings.id, mappings.length);
  texts('mapping', mappings.length, mappings.filename, mappings.buildId);
  rows('mapping', mappings.length, mappings.start, mappings.limit, mappings.offset, mappings.has);
}
