import { Float64List, Int32List } from './lists';
import type { Profile } from './profile';
import { packUtf8 } from './strings';

/** The tables of several profiles as one, each row taken over when it is first asked for. */
export class MergedTables {
  private readonly rows = new Map<string, number>();
  private readonly strings: Uint8Array[] = [new Uint8Array(0)];
  private readonly stringRows = new Map<string, number>([['', 0]]);
  private readonly mappings = {
    start: [] as bigint[],
    limit: [] as bigint[],
    offset: [] as bigint[],
    filename: new Int32List(),
    buildId: new Int32List(),
    has: [] as number[],
  };
  private readonly functions = {
    name: new Int32List(),
    systemName: new Int32List(),
    filename: new Int32List(),
    startLine: new Float64List(),
  };
  private readonly locations = {
    mapping: new Int32List(),
    address: [] as bigint[],
    lineOffsets: new Int32List(),
    isFolded: [] as number[],
    function: new Int32List(),
    line: new Float64List(),
    column: new Float64List(),
  };

  constructor() {
    this.locations.lineOffsets.push(0);
  }

  /** The rows of one profile in these tables. */
  open(profile: Profile): SourceRows {
    const source = new SourceRows(profile, this);
    // The first mapping is the program itself, and stays the first.
    if (this.mappings.start.length === 0 && profile.mappings.length > 0) source.mapping(0);
    return source;
  }

  string(text: string, utf8: () => Uint8Array): number {
    let row = this.stringRows.get(text);
    if (row === undefined) {
      row = this.strings.push(utf8()) - 1;
      this.stringRows.set(text, row);
    }
    return row;
  }

  private once(key: string, add: () => number): number {
    let row = this.rows.get(key);
    if (row === undefined) {
      row = add();
      this.rows.set(key, row);
    }
    return row;
  }

  /** Mappings of one binary are one, wherever it was mapped: sizes count in pages of 4 KiB. */
  mapping(m: {
    start: bigint;
    limit: bigint;
    offset: bigint;
    filename: number;
    buildId: number;
    has: number;
  }): number {
    const page = 0x1000n;
    const pages = (BigInt.asUintN(64, m.limit - m.start) + page - 1n) / page;
    return this.once(`m ${pages} ${m.offset} ${m.buildId || m.filename}`, () => {
      const { mappings } = this;
      mappings.limit.push(m.limit);
      mappings.offset.push(m.offset);
      mappings.filename.push(m.filename);
      mappings.buildId.push(m.buildId);
      mappings.has.push(m.has);
      return mappings.start.push(m.start) - 1;
    });
  }

  mappingStart(row: number): bigint {
    return this.mappings.start[row]!;
  }

  function(name: number, systemName: number, filename: number, startLine: number): number {
    return this.once(`f ${name} ${systemName} ${filename} ${startLine}`, () => {
      const { functions } = this;
      functions.name.push(name);
      functions.systemName.push(systemName);
      functions.filename.push(filename);
      functions.startLine.push(startLine);
      return functions.name.length - 1;
    });
  }

  /** @param lines function, line and column of each, one behind the other. */
  location(mapping: number, address: bigint, isFolded: number, lines: readonly number[]): number {
    return this.once(`l ${mapping} ${address} ${isFolded} ${lines.join(' ')}`, () => {
      const { locations } = this;
      for (let i = 0; i < lines.length; i += 3) {
        locations.function.push(lines[i]!);
        locations.line.push(lines[i + 1]!);
        locations.column.push(lines[i + 2]!);
      }
      locations.lineOffsets.push(locations.function.length);
      locations.mapping.push(mapping);
      locations.isFolded.push(isFolded);
      return locations.address.push(address) - 1;
    });
  }

  freeze(): Pick<Profile, 'locations' | 'functions' | 'mappings' | 'strings'> {
    const { mappings: m, functions: f, locations: l } = this;
    return {
      strings: packUtf8(this.strings),
      mappings: {
        length: m.start.length,
        id: ids(m.start.length),
        start: BigUint64Array.from(m.start),
        limit: BigUint64Array.from(m.limit),
        offset: BigUint64Array.from(m.offset),
        filename: m.filename.freeze(),
        buildId: m.buildId.freeze(),
        has: Uint8Array.from(m.has),
      },
      functions: {
        length: f.name.length,
        id: ids(f.name.length),
        name: f.name.freeze(),
        systemName: f.systemName.freeze(),
        filename: f.filename.freeze(),
        startLine: f.startLine.freeze(),
      },
      locations: {
        length: l.address.length,
        id: ids(l.address.length),
        mapping: l.mapping.freeze(),
        address: BigUint64Array.from(l.address),
        lineOffsets: l.lineOffsets.freeze(),
        isFolded: Uint8Array.from(l.isFolded),
        lines: {
          length: l.function.length,
          function: l.function.freeze(),
          line: l.line.freeze(),
          column: l.column.freeze(),
        },
      },
    };
  }
}

/** 1, 2, 3, … */
function ids(length: number): BigUint64Array {
  return BigUint64Array.from({ length }, (_, i) => BigInt(i + 1));
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
