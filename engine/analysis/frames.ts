import type { Profile } from '../model/profile';
import { baseName, packageOf } from './package';
import type { FrameTable } from './types';

/** The frames that each location of one profile stands for. */
export interface LocationFrames {
  /** Locations + 1 offsets into `frames`; every location has at least one. */
  readonly offsets: Int32Array;
  /** Frame rows, innermost inlined function first. */
  readonly frames: Int32Array;
  /** Per location: its frame where there is just one, else -1. Spares hot loops the offsets. */
  readonly single: Int32Array;
  /** Frames of the location that has most; at least 1. */
  readonly mostLines: number;
}

/** The name of row 0, which stands for the whole profile. */
export const rootName = 'root';

/**
 * Frames of several profiles in one table, so that equal functions of all of them share a row.
 *
 * Functions are equal when their names are: pprof's `functions` granularity, in which neither file nor
 * line nor system name tells two apart. Code without a function is named after its binary and is equal
 * within the binary's whole path.
 */
export function joinFrames(profiles: readonly Profile[]): {
  readonly frames: FrameTable;
  /** One per profile. */
  readonly ofLocation: readonly LocationFrames[];
} {
  const table = new FrameCollector();
  const ofLocation = profiles.map((profile) => locationFrames(profile, table));
  return { frames: table, ofLocation };
}

/** Frame rows by identity; row 0 is the root's and equal to no function, whatever that is called. */
class FrameCollector implements FrameTable {
  readonly name: string[] = [rootName];
  readonly file: string[] = [''];
  readonly package: string[] = [''];
  private readonly functions = new Map<string, number>();
  private readonly binaries = new Map<string, number>();

  get length(): number {
    return this.name.length;
  }

  ofFunction(rawName: string, rawFile: string, binary: string): number {
    const known = this.functions.get(rawName);
    if (known !== undefined) {
      if (this.file[known] === '' && rawFile !== '') this.describe(known, rawFile, binary);
      return known;
    }
    const row = this.add(printable(rawName));
    this.functions.set(rawName, row);
    this.describe(row, rawFile, binary);
    return row;
  }

  ofBinary(path: string): number {
    const known = this.binaries.get(path);
    if (known !== undefined) return known;
    const row = this.add(path === '' ? '<unknown>' : `[${printable(baseName(path) || path)}]`);
    this.binaries.set(path, row);
    this.describe(row, '', path);
    return row;
  }

  private add(name: string): number {
    this.file.push('');
    this.package.push('');
    return this.name.push(name) - 1;
  }

  private describe(row: number, rawFile: string, binary: string): void {
    const file = printable(rawFile);
    this.file[row] = file;
    this.package[row] = packageOf(this.name[row]!, file, printable(binary));
  }
}

function locationFrames(profile: Profile, table: FrameCollector): LocationFrames {
  const { locations, functions, mappings, strings } = profile;
  const { lineOffsets, lines } = locations;
  const offsets = new Int32Array(locations.length + 1);
  const single = new Int32Array(locations.length);
  const frames = new Int32Array(lines.length + locations.length);
  /** Frame row of each function row; 0 = not asked yet. */
  const ofFunction = new Int32Array(functions.length);
  let length = 0;
  let mostLines = 1;

  for (let location = 0; location < locations.length; location++) {
    const mapping = locations.mapping[location]!;
    const from = lineOffsets[location]!;
    const to = lineOffsets[location + 1]!;
    for (let line = from; line < Math.max(to, from + 1); line++) {
      const fn = line < to ? lines.function[line]! : -1;
      let frame = fn >= 0 ? ofFunction[fn]! : 0;
      if (frame === 0) {
        const binary = mapping >= 0 ? strings.get(mappings.filename[mapping]!) : '';
        const name =
          fn >= 0 ? strings.get(functions.name[fn]!) || strings.get(functions.systemName[fn]!) : '';
        if (name === '') {
          frame = table.ofBinary(binary);
        } else {
          frame = table.ofFunction(name, strings.get(functions.filename[fn]!), binary);
          ofFunction[fn] = frame;
        }
      }
      frames[length++] = frame;
    }
    offsets[location + 1] = length;
    mostLines = Math.max(mostLines, length - offsets[location]!);
    single[location] = length - offsets[location]! === 1 ? frames[length - 1]! : -1;
  }
  return { offsets, frames: frames.slice(0, length), single, mostLines };
}

/**
 * Control characters, line breaks, and the marks that reverse the direction of text: what would break a
 * line-based report or make a name read as another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The text as it is shown, each unprintable character as one '?'. */
export function printable(text: string): string {
  return text.replace(unprintable, '?');
}
