import { Float64List, Int32List } from './lists';
import type { Profile } from './profile';
import { packUtf8 } from './strings';

/** A row of the mapping table, its strings as rows of the string table. */
export interface MappingRow {
  readonly start: bigint;
  readonly limit: bigint;
  readonly offset: bigint;
  readonly filename: number;
  readonly buildId: number;
  readonly has: number;
}

/**
 * The tables that samples refer to, while they grow: strings, mappings, functions, locations. Strings,
 * functions and locations that are equal in all they say are one row. Ids are 1, 2, 3, … in the end.
 */
export class TableColumns {
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

  /** Row of a text; `utf8` gives its bytes where it is new. */
  string(text: string, utf8: () => Uint8Array): number {
    let row = this.stringRows.get(text);
    if (row === undefined) {
      row = this.strings.push(utf8()) - 1;
      this.stringRows.set(text, row);
    }
    return row;
  }

  /** The row known under a key, or the one that `add` makes. */
  once(key: string, add: () => number): number {
    let row = this.rows.get(key);
    if (row === undefined) {
      row = add();
      this.rows.set(key, row);
    }
    return row;
  }

  get mappingCount(): number {
    return this.mappings.start.length;
  }

  mappingStart(row: number): bigint {
    return this.mappings.start[row]!;
  }

  /** A new row each time. */
  mapping(m: MappingRow): number {
    const { mappings } = this;
    mappings.limit.push(m.limit);
    mappings.offset.push(m.offset);
    mappings.filename.push(m.filename);
    mappings.buildId.push(m.buildId);
    mappings.has.push(m.has);
    return mappings.start.push(m.start) - 1;
  }

  /** @param name its and the other texts' rows in the string table */
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

  /** @param lines function, line and column of each, one behind the other, the innermost first */
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
