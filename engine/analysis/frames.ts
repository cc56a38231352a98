import type { Profile } from '../model/profile';
import { byRows, type Work, within } from '../work/work';
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

export interface JoinedFrames {
  readonly frames: FrameTable;
  /** One per profile. */
  readonly ofLocation: readonly LocationFrames[];
}

/** Locations that are looked up in one part: most have a name that nobody has read yet. */
const locationsInPart = 1 << 11;

/** The name of row 0, which stands for the whole profile. */
const rootName = 'root';

/**
 * Frames of several profiles in one table, so that equal functions of all of them share a row.
 *
 * Functions are equal when their names are: pprof's `functions` granularity, in which neither file nor
 * line nor system name tells two apart. Code without a function is named after its binary and is equal
 * within the binary's whole path.
 */
export function* joinFrames(profiles: readonly Profile[]): Work<JoinedFrames> {
  const table = new FrameCollector();
  const ofLocation: LocationFrames[] = [];
  const share = 1 / profiles.length;
  for (const [i, profile] of profiles.entries()) {
    ofLocation.push(yield* within(i * share, (i + 1) * share, locationFrames(profile, table)));
  }
  return { frames: table, ofLocation };
}

/** Frame rows by identity; row 0 is the root's and equal to no function, whatever that is called. */
class FrameCollector implements FrameTable {
  readonly name: string[] = [rootName];
  private readonly functions = new Map<string, number>();
  private readonly binaries = new Map<string, number>();
  /** Per row: source file and binary as the profile has them. Asked for only once somebody wants to know. */
  private readonly origins: (() => { file: string; binary: string })[] = [unknownOrigin];
  private readonly withoutFile = new Set<number>();
  private places: { readonly file: readonly string[]; readonly package: readonly string[] } | null = null;

  get length(): number {
    return this.name.length;
  }

  get file(): readonly string[] {
    return this.located().file;
  }

  get package(): readonly string[] {
    return this.located().package;
  }

  /** @param hasFile whether the origin names a file; the first that does describes the function. */
  ofFunction(rawName: string, hasFile: boolean, origin: () => { file: string; binary: string }): number {
    const known = this.functions.get(rawName);
    if (known === undefined) {
      const name = printable(rawName);
      // Nothing could be seen of it, nor pointed at.
      const row = this.add(name.trim() === '' ? '<blank>' : name, origin);
      this.functions.set(rawName, row);
      if (!hasFile) this.withoutFile.add(row);
      return row;
    }
    if (hasFile && this.withoutFile.delete(known)) this.origins[known] = origin;
    return known;
  }

  ofBinary(path: string): number {
    const known = this.binaries.get(path);
    if (known !== undefined) return known;
    const name = path === '' ? '<unknown>' : `[${printable(baseName(path) || path)}]`;
    const row = this.add(name, () => ({ file: '', binary: path }));
    this.binaries.set(path, row);
    return row;
  }

  private add(name: string, origin: () => { file: string; binary: string }): number {
    this.origins.push(origin);
    return this.name.push(name) - 1;
  }

  private located() {
    if (this.places === null) {
      const origins = this.origins.map((origin) => origin());
      const file = origins.map((origin) => printable(origin.file));
      this.places = {
        file,
        package: file.map((path, row) =>
          row === 0 ? '' : packageOf(this.name[row]!, path, printable(origins[row]!.binary)),
        ),
      };
      // The origins hold the profiles, whose bytes a table must not keep alive.
      this.origins.length = 0;
    }
    return this.places;
  }
}

const unknownOrigin = () => ({ file: '', binary: '' });

function* locationFrames(profile: Profile, table: FrameCollector): Work<LocationFrames> {
  const { locations, functions, mappings, strings } = profile;
  const { lineOffsets, lines } = locations;
  const offsets = new Int32Array(locations.length + 1);
  const single = new Int32Array(locations.length);
  const frames = new Int32Array(lines.length + locations.length);
  /** Frame row of each function row; 0 = not asked yet. */
  const ofFunction = new Int32Array(functions.length);
  let length = 0;
  let mostLines = 1;

  const join = (location: number) => {
    const mapping = locations.mapping[location]!;
    const from = lineOffsets[location]!;
    const to = lineOffsets[location + 1]!;
    for (let line = from; line < Math.max(to, from + 1); line++) {
      const fn = line < to ? lines.function[line]! : -1;
      let frame = fn >= 0 ? ofFunction[fn]! : 0;
      if (frame === 0) {
        const binary = () => (mapping >= 0 ? strings.get(mappings.filename[mapping]!) : '');
        const name =
          fn >= 0 ? strings.get(functions.name[fn]!) || strings.get(functions.systemName[fn]!) : '';
        if (name === '') {
          frame = table.ofBinary(binary());
        } else {
          const file = functions.filename[fn]!;
          frame = table.ofFunction(name, file !== 0, () => ({ file: strings.get(file), binary: binary() }));
          ofFunction[fn] = frame;
        }
      }
      frames[length++] = frame;
    }
    offsets[location + 1] = length;
    mostLines = Math.max(mostLines, length - offsets[location]!);
    single[location] = length - offsets[location]! === 1 ? frames[length - 1]! : -1;
  };
  const part = (from: number, to: number) => {
    for (let location = from; location < to; location++) join(location);
  };
  yield* byRows(locations.length, part, locationsInPart);
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
