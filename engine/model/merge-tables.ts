import type { Profile } from './profile';
import { type MappingRow, TableColumns } from './table-columns';

/** The tables of several profiles as one, each row taken over when it is first asked for. */
export class MergedTables extends TableColumns {
  /** The rows of one profile in these tables. */
  open(profile: Profile): SourceRows {
    const source = new SourceRows(profile, this);
    // The first mapping is the program itself, and stays the first.
    if (this.mappingCount === 0 && profile.mappings.length > 0) source.mapping(0);
    return source;
  }

  /** Mappings of one binary are one, wherever it was mapped: sizes count in pages of 4 KiB. */
  override mapping(m: MappingRow): number {
    const page = 0x1000n;
    const pages = (BigInt.asUintN(64, m.limit - m.start) + page - 1n) / page;
    return this.once(`m ${pages} ${m.offset} ${m.buildId || m.filename}`, () => super.mapping(m));
  }
}

const unknown = -1;

/** Where the rows of one profile are in the merged tables. */
export class SourceRows {
  private readonly strings: Int32Array;
  private readonly mappings: Int32Array;
  private readonly functions: Int32Array;
  private readonly locations: Int32Array;
  private readonly numbers: Int32Array;

  constructor(
    private readonly profile: Profile,
    private readonly tables: MergedTables,
  ) {
    this.strings = new Int32Array(profile.strings.length).fill(unknown);
    this.mappings = new Int32Array(profile.mappings.length).fill(unknown);
    this.functions = new Int32Array(profile.functions.length).fill(unknown);
    this.locations = new Int32Array(profile.locations.length).fill(unknown);
    const { num } = profile.samples.labels;
    this.numbers = new Int32Array(num.buffer, num.byteOffset, num.length * 2);
  }

  /** Writes stacks as rows of the merged locations. */
  writeStacks(stacks: Int32Array, into: Int32Array, at: number): void {
    const { locations } = this;
    for (let i = 0; i < stacks.length; i++) {
      const known = locations[stacks[i]!]!;
      into[at + i] = known === unknown ? this.location(stacks[i]!) : known;
    }
  }

  location(row: number): number {
    const known = this.locations[row]!;
    if (known !== unknown) return known;
    const { locations, mappings } = this.profile;
    const { lineOffsets, lines } = locations;
    const from = locations.mapping[row]!;
    const mapping = from < 0 ? -1 : this.mapping(from);
    let address = locations.address[row]!;
    // A binary mapped elsewhere has its addresses elsewhere.
    if (mapping >= 0) {
      address = BigInt.asUintN(64, address + this.tables.mappingStart(mapping) - mappings.start[from]!);
    }
    const merged: number[] = [];
    for (let line = lineOffsets[row]!; line < lineOffsets[row + 1]!; line++) {
      const f = lines.function[line]!;
      merged.push(f < 0 ? -1 : this.function(f), lines.line[line]!, lines.column[line]!);
    }
    this.locations[row] = this.tables.location(mapping, address, locations.isFolded[row]!, merged);
    return this.locations[row]!;
  }

  /** Writes a label as five numbers: key, text, number's low and high word, unit. */
  label(row: number, into: Int32Array, at: number): void {
    const { labels } = this.profile.samples;
    into[at] = this.string(labels.key[row]!);
    into[at + 1] = this.string(labels.str[row]!);
    into[at + 2] = this.numbers[2 * row]!;
    into[at + 3] = this.numbers[2 * row + 1]!;
    into[at + 4] = this.string(labels.numUnit[row]!);
  }

  mapping(row: number): number {
    if (this.mappings[row] === unknown) {
      const { mappings } = this.profile;
      this.mappings[row] = this.tables.mapping({
        start: mappings.start[row]!,
        limit: mappings.limit[row]!,
        offset: mappings.offset[row]!,
        filename: this.string(mappings.filename[row]!),
        buildId: this.string(mappings.buildId[row]!),
        has: mappings.has[row]!,
      });
    }
    return this.mappings[row]!;
  }

  private function(row: number): number {
    if (this.functions[row] === unknown) {
      const { functions } = this.profile;
      this.functions[row] = this.tables.function(
        this.string(functions.name[row]!),
        this.string(functions.systemName[row]!),
        this.string(functions.filename[row]!),
        functions.startLine[row]!,
      );
    }
    return this.functions[row]!;
  }

  string(row: number): number {
    if (this.strings[row] === unknown) {
      const { strings } = this.profile;
      this.strings[row] = this.tables.string(strings.get(row), () => strings.utf8(row));
    }
    return this.strings[row]!;
  }
}
