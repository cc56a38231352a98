import { FlamebenchError } from '../../proto/errors';
import type { LabelTable, LineTable, LocationTable, Profile, SampleTable, StringTable } from './profile';

/** Sample types that count since the process started: allocations, and waits for locks. */
const sinceStart = /^(alloc_|contentions$|delay$)/;

/**
 * What was allocated, or waited for, between two profiles of one process: a profile whose samples are those of
 * `profile`, then those of `base`, negated. Where a stack is in both, analyses add its samples up.
 *
 * Only the types of {@link sinceStart} are counts of which a difference is what happened in between. The
 * others ('inuse_…') say how things stood at one moment: there `profile` keeps its values and `base` adds
 * nothing.
 *
 * @param name what the profile is called in failures.
 * @throws FlamebenchError 'malformed-profile' when `base` lacks a sample type of `profile`, or counts it in
 *   another unit.
 */
export function subtractAllocations(profile: Profile, base: Profile, name = 'heap profile'): Profile {
  const columnOf = profile.sampleTypes.map((wanted) => {
    const found = base.sampleTypes.findIndex((t) => t.type === wanted.type && t.unit === wanted.unit);
    if (found < 0) {
      const reason = `its base has no sample type ${wanted.type} in ${wanted.unit}`;
      throw new FlamebenchError('malformed-profile', name, { reason });
    }
    return found;
  });
  // String row 0 is '' and means 'none' in both, so it must not be moved.
  const moveString = (index: number) => (index === 0 ? 0 : index + profile.strings.length);
  const moveFunction = (row: number) => (row < 0 ? row : row + profile.functions.length);
  const moveMapping = (row: number) => (row < 0 ? row : row + profile.mappings.length);
  const values = profile.sampleTypes.map((type, i) => {
    const column = new Float64Array(profile.samples.length + base.samples.length);
    column.set(profile.samples.values[i]!);
    if (sinceStart.test(type.type)) {
      const taken = base.samples.values[columnOf[i]!]!;
      // 0 − x, since −x makes −0 of 0.
      for (let row = 0; row < taken.length; row++) column[profile.samples.length + row] = 0 - taken[row]!;
    }
    return column;
  });
  return {
    ...profile,
    samples: joinSamples(profile, base, values, moveString),
    locations: joinLocations(profile.locations, base.locations, moveMapping, moveFunction),
    functions: {
      length: profile.functions.length + base.functions.length,
      id: joinIds(profile.functions.id, base.functions.id),
      name: join32(profile.functions.name, base.functions.name, moveString),
      systemName: join32(profile.functions.systemName, base.functions.systemName, moveString),
      filename: join32(profile.functions.filename, base.functions.filename, moveString),
      startLine: joinFloats(profile.functions.startLine, base.functions.startLine),
    },
    mappings: {
      length: profile.mappings.length + base.mappings.length,
      id: joinIds(profile.mappings.id, base.mappings.id),
      start: join64(profile.mappings.start, base.mappings.start),
      limit: join64(profile.mappings.limit, base.mappings.limit),
      offset: join64(profile.mappings.offset, base.mappings.offset),
      filename: join32(profile.mappings.filename, base.mappings.filename, moveString),
      buildId: join32(profile.mappings.buildId, base.mappings.buildId, moveString),
      has: joinBytes(profile.mappings.has, base.mappings.has),
    },
    strings: new JoinedStrings(profile.strings, base.strings),
  };
}

/** Two string tables, one behind the other. */
class JoinedStrings implements StringTable {
  readonly length: number;

  constructor(
    private readonly first: StringTable,
    private readonly second: StringTable,
  ) {
    this.length = first.length + second.length;
  }

  get(index: number): string {
    const inSecond = index - this.first.length;
    return inSecond < 0 ? this.first.get(index) : this.second.get(inSecond);
  }

  utf8(index: number): Uint8Array {
    const inSecond = index - this.first.length;
    return inSecond < 0 ? this.first.utf8(index) : this.second.utf8(inSecond);
  }
}

type Move = (row: number) => number;

function joinSamples(
  profile: Profile,
  base: Profile,
  values: readonly Float64Array[],
  moveString: Move,
): SampleTable {
  const a = profile.samples;
  const b = base.samples;
  const moveLocation = (row: number) => row + profile.locations.length;
  return {
    length: a.length + b.length,
    stackOffsets: joinOffsets(a.stackOffsets, b.stackOffsets),
    stacks: join32(a.stacks, b.stacks, moveLocation),
    values,
    labelOffsets: joinOffsets(a.labelOffsets, b.labelOffsets),
    labels: joinLabels(a.labels, b.labels, moveString),
  };
}

function joinLabels(a: LabelTable, b: LabelTable, moveString: Move): LabelTable {
  const num = new BigInt64Array(a.length + b.length);
  num.set(a.num);
  num.set(b.num, a.length);
  return {
    length: a.length + b.length,
    key: join32(a.key, b.key, moveString),
    str: join32(a.str, b.str, moveString),
    num,
    numUnit: join32(a.numUnit, b.numUnit, moveString),
  };
}

function joinLocations(
  a: LocationTable,
  b: LocationTable,
  moveMapping: Move,
  moveFunction: Move,
): LocationTable {
  return {
    length: a.length + b.length,
    id: joinIds(a.id, b.id),
    mapping: join32(a.mapping, b.mapping, moveMapping),
    address: join64(a.address, b.address),
    lineOffsets: joinOffsets(a.lineOffsets, b.lineOffsets),
    lines: joinLines(a.lines, b.lines, moveFunction),
    isFolded: joinBytes(a.isFolded, b.isFolded),
  };
}

function joinLines(a: LineTable, b: LineTable, moveFunction: Move): LineTable {
  return {
    length: a.length + b.length,
    function: join32(a.function, b.function, moveFunction),
    line: joinFloats(a.line, b.line),
    column: joinFloats(a.column, b.column),
  };
}

function join32(a: Int32Array, b: Int32Array, move: Move): Int32Array {
  const joined = new Int32Array(a.length + b.length);
  joined.set(a);
  for (let i = 0; i < b.length; i++) joined[a.length + i] = move(b[i]!);
  return joined;
}

/** Offsets of the second table continue where the first one's end. */
function joinOffsets(a: Int32Array, b: Int32Array): Int32Array {
  const joined = new Int32Array(a.length + b.length - 1);
  joined.set(a);
  const last = a[a.length - 1]!;
  for (let i = 1; i < b.length; i++) joined[a.length - 1 + i] = last + b[i]!;
  return joined;
}

function join64(a: BigUint64Array, b: BigUint64Array): BigUint64Array {
  const joined = new BigUint64Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Ids are anew 1, 2, 3, …: those of two profiles may well be the same. */
function joinIds(a: BigUint64Array, b: BigUint64Array): BigUint64Array {
  const ids = new BigUint64Array(a.length + b.length);
  for (let i = 0; i < ids.length; i++) ids[i] = BigInt(i + 1);
  return ids;
}

function joinFloats(a: Float64Array, b: Float64Array): Float64Array {
  const joined = new Float64Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
