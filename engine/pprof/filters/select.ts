import { Int32List } from '../../model/lists';
import type { LabelTable, LocationTable, Profile, SampleTable } from '../../model/profile';

/** What all filters are made of: choosing samples, cutting stacks, lines and labels, all by columns. */

/** Collects the samples that stay, each with the part of its stack that stays. */
export class SampleSelection {
  private readonly rows: Int32Array;
  private readonly offsets: Int32Array;
  private readonly stacks: Int32Array;
  private length = 0;
  private stackLength = 0;

  constructor(private readonly samples: SampleTable) {
    this.rows = new Int32Array(samples.length);
    this.offsets = new Int32Array(samples.length + 1);
    this.stacks = new Int32Array(samples.stacks.length);
  }

  /** One location of the sample that {@link keep} will end. */
  push(location: number): void {
    this.stacks[this.stackLength++] = location;
  }

  /** Locations pushed for the sample so far. */
  get pushed(): number {
    return this.stackLength - this.offsets[this.length]!;
  }

  /** Keeps a sample with the locations that were pushed. */
  keep(row: number): void {
    this.rows[this.length++] = row;
    this.offsets[this.length] = this.stackLength;
  }

  /** Keeps a sample with the part [from, to) of the stacks' column. */
  keepRange(row: number, from: number, to: number): void {
    this.stacks.set(this.samples.stacks.subarray(from, to), this.stackLength);
    this.stackLength += to - from;
    this.keep(row);
  }

  finish(): SampleTable {
    const rows = this.rows.subarray(0, this.length);
    return {
      ...pickRows(this.samples, rows),
      stackOffsets: this.offsets.slice(0, this.length + 1),
      stacks: this.stacks.slice(0, this.stackLength),
    };
  }
}

/** Values and labels of the given rows. */
function pickRows(
  samples: SampleTable,
  rows: Int32Array,
): Pick<SampleTable, 'length' | 'values' | 'labelOffsets' | 'labels'> {
  if (rows.length === samples.length) return samples;
  const values = samples.values.map((column) => {
    const picked = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
    return picked;
  });
  const kept = new Int32List();
  const labelOffsets = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let label = samples.labelOffsets[row]!; label < samples.labelOffsets[row + 1]!; label++)
      kept.push(label);
    labelOffsets[i + 1] = kept.length;
  }
  return { length: rows.length, values, labelOffsets, labels: pickLabels(samples.labels, kept.freeze()) };
}

function pickLabels(labels: LabelTable, rows: Int32Array): LabelTable {
  return {
    length: rows.length,
    key: Int32Array.from(rows, (row) => labels.key[row]!),
    str: Int32Array.from(rows, (row) => labels.str[row]!),
    num: BigInt64Array.from(rows, (row) => labels.num[row]!),
    numUnit: Int32Array.from(rows, (row) => labels.numUnit[row]!),
  };
}

/** The samples without the labels that `keeps` does not want; it is asked once per label. */
export function filterLabels(samples: SampleTable, keeps: (label: number) => boolean): SampleTable {
  const kept = new Int32List();
  const labelOffsets = new Int32Array(samples.length + 1);
  for (let row = 0; row < samples.length; row++) {
    for (let label = samples.labelOffsets[row]!; label < samples.labelOffsets[row + 1]!; label++) {
      if (keeps(label)) kept.push(label);
    }
    labelOffsets[row + 1] = kept.length;
  }
  if (kept.length === samples.labels.length) return samples;
  return { ...samples, labelOffsets, labels: pickLabels(samples.labels, kept.freeze()) };
}

/** Locations with only the lines that `keeps` wants. */
export function filterLines(
  locations: LocationTable,
  keeps: (location: number, line: number) => boolean,
): LocationTable {
  const { lineOffsets, lines } = locations;
  const kept = new Int32List();
  const offsets = new Int32Array(locations.length + 1);
  for (let location = 0; location < locations.length; location++) {
    for (let line = lineOffsets[location]!; line < lineOffsets[location + 1]!; line++) {
      if (keeps(location, line)) kept.push(line);
    }
    offsets[location + 1] = kept.length;
  }
  if (kept.length === lines.length) return locations;
  const rows = kept.freeze();
  return {
    ...locations,
    lineOffsets: offsets,
    lines: {
      length: rows.length,
      function: Int32Array.from(rows, (row) => lines.function[row]!),
      line: Float64Array.from(rows, (row) => lines.line[row]!),
      column: Float64Array.from(rows, (row) => lines.column[row]!),
    },
  };
}

/** Whether strings of a profile match, each asked once. */
export class StringMatcher {
  private readonly verdicts: Int8Array;

  constructor(
    private readonly profile: Profile,
    private readonly matches: (text: string) => boolean,
  ) {
    this.verdicts = new Int8Array(profile.strings.length);
  }

  /** @param index of a string; -1 matches nothing. */
  string(index: number): boolean {
    if (index < 0) return false;
    if (this.verdicts[index] === 0)
      this.verdicts[index] = this.matches(this.profile.strings.get(index)) ? 1 : -1;
    return this.verdicts[index] === 1;
  }

  /** Whether the function of a line matches by name or file; a line without one does not. */
  line(line: number): boolean {
    const { locations, functions } = this.profile;
    const f = locations.lines.function[line]!;
    return f >= 0 && (this.string(functions.name[f]!) || this.string(functions.filename[f]!));
  }

  /** Whether the file of a location's mapping matches. */
  mapping(location: number): boolean {
    const { locations, mappings } = this.profile;
    const m = locations.mapping[location]!;
    return m >= 0 && this.string(mappings.filename[m]!);
  }
}
