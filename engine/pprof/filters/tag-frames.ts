import { Int32List } from '../../model/lists';
import type { Profile } from '../../model/profile';
import { scaledLabel } from '../../units/measure';
import { byRows, samplesInPart, type Work } from '../../work/work';
import { labelsOf } from '../labels';
import { MoreStrings } from '../more-strings';
import type { Filtered } from './names';

/**
 * tagroot and tagleaf: the values of a label as a frame above or below each sample. The first key of
 * tagroot is nearest the root, the last one of tagleaf is the leaf. The frame's name are the values, its
 * file is the key; samples without the label get a frame without name.
 *
 * @param unit unit in which numbers are given.
 */
export function* addTagFrames(
  profile: Profile,
  tagroot: string,
  tagleaf: string,
  unit: string,
): Work<Filtered> {
  const rootKeys = tagroot.split(',').filter((key) => key !== '');
  const leafKeys = tagleaf.split(',').filter((key) => key !== '');
  if (rootKeys.length + leafKeys.length === 0)
    return { profile, unmatched: unmatchedOf(tagroot, tagleaf, false, false) };
  const { samples } = profile;
  const frames = new AddedFrames(profile);
  const stacks = new Int32List();
  const stackOffsets = new Int32Array(samples.length + 1);
  let rootMatched = false;
  let leafMatched = false;
  const add = (first: number, end: number) => {
    for (let row = first; row < end; row++) {
      const { texts, numbers, units } = labelsOf(profile, row);
      const push = (key: string): boolean => {
        const values = [...(texts.get(key) ?? [])];
        const given = units.get(key) ?? [];
        const withUnits = given.some((each) => each !== '');
        for (const [i, value] of (numbers.get(key) ?? []).entries()) {
          values.push(withUnits ? scaledLabel(value, given[i]!, unit) : scaledLabel(value, '', ''));
        }
        stacks.push(frames.row(values.join(','), key));
        return values.length > 0;
      };
      for (let i = leafKeys.length - 1; i >= 0; i--) if (push(leafKeys[i]!)) leafMatched = true;
      for (let i = samples.stackOffsets[row]!; i < samples.stackOffsets[row + 1]!; i++)
        stacks.push(samples.stacks[i]!);
      for (let i = rootKeys.length - 1; i >= 0; i--) if (push(rootKeys[i]!)) rootMatched = true;
      stackOffsets[row + 1] = stacks.length;
    }
  };
  yield* byRows(samples.length, add, samplesInPart);
  return {
    profile: { ...frames.profile(), samples: { ...samples, stackOffsets, stacks: stacks.freeze() } },
    unmatched: unmatchedOf(tagroot, tagleaf, rootMatched, leafMatched),
  };
}

function unmatchedOf(tagroot: string, tagleaf: string, rootMatched: boolean, leafMatched: boolean): string[] {
  const unmatched: string[] = [];
  if (tagroot !== '' && !rootMatched) unmatched.push('tagroot');
  if (tagleaf !== '' && !leafMatched) unmatched.push('tagleaf');
  return unmatched;
}

/** Locations, functions and strings behind those of a profile. */
class AddedFrames {
  private readonly rows = new Map<string, number>();
  private readonly strings: MoreStrings;
  private readonly names: number[] = [];
  private readonly files: number[] = [];

  constructor(private readonly before: Profile) {
    this.strings = new MoreStrings(before.strings);
  }

  row(name: string, file: string): number {
    const key = `${name.length} ${name}${file}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = this.before.locations.length + this.names.length;
      this.names.push(this.strings.add(name));
      this.files.push(this.strings.add(file));
      this.rows.set(key, row);
    }
    return row;
  }

  profile(): Profile {
    const { locations, functions } = this.before;
    const { lines } = locations;
    const count = this.names.length;
    const zeros = new Array<number>(count).fill(0);
    const zeros64 = new Array<bigint>(count).fill(0n);
    const each = Array.from({ length: count }, (_, i) => i);
    const lastOffset = locations.lineOffsets[locations.length]!;
    return {
      ...this.before,
      strings: this.strings,
      functions: {
        length: functions.length + count,
        id: longs(functions.id, after(functions.id, count)),
        name: ints(functions.name, this.names),
        systemName: ints(functions.systemName, zeros),
        filename: ints(functions.filename, this.files),
        startLine: floats(functions.startLine, zeros),
      },
      locations: {
        length: locations.length + count,
        id: longs(locations.id, after(locations.id, count)),
        mapping: ints(
          locations.mapping,
          zeros.map(() => -1),
        ),
        address: longs(locations.address, zeros64),
        lineOffsets: ints(
          locations.lineOffsets,
          each.map((i) => lastOffset + i + 1),
        ),
        isFolded: bytes(locations.isFolded, zeros),
        lines: {
          length: lines.length + count,
          function: ints(
            lines.function,
            each.map((i) => functions.length + i),
          ),
          line: floats(lines.line, zeros),
          column: floats(lines.column, zeros),
        },
      },
    };
  }
}

/** Ids that follow the largest of the given ones. */
function after(ids: BigUint64Array, count: number): bigint[] {
  let largest = 0n;
  for (const id of ids) if (id > largest) largest = id;
  return Array.from({ length: count }, (_, i) => largest + BigInt(i + 1));
}

function ints(column: Int32Array, more: readonly number[]): Int32Array {
  const longer = new Int32Array(column.length + more.length);
  longer.set(column);
  longer.set(more, column.length);
  return longer;
}

function floats(column: Float64Array, more: readonly number[]): Float64Array {
  const longer = new Float64Array(column.length + more.length);
  longer.set(column);
  longer.set(more, column.length);
  return longer;
}

function bytes(column: Uint8Array, more: readonly number[]): Uint8Array {
  const longer = new Uint8Array(column.length + more.length);
  longer.set(column);
  longer.set(more, column.length);
  return longer;
}

function longs(column: BigUint64Array, more: readonly bigint[]): BigUint64Array {
  const longer = new BigUint64Array(column.length + more.length);
  longer.set(column);
  longer.set(more, column.length);
  return longer;
}
