import { Float64List, Int32List, WordPairList } from '../../model/lists';
import type { FunctionTable, LocationTable, MappingTable } from '../../model/profile';
import { mappingHas } from '../../model/profile';
import { decimal } from '../../wire/int64';
import type { WireReader } from '../../wire/reader';
import { functionField, lineField, locationField, mappingField } from './fields';
import { IdRows } from './id-rows';

/** Collects mappings, functions and locations in file order; ids and string indices are checked at the end. */

export class MappingReader {
  private readonly id = new WordPairList();
  private readonly start = new WordPairList();
  private readonly limit = new WordPairList();
  private readonly offset = new WordPairList();
  private readonly filename = new Int32List();
  private readonly buildId = new Int32List();
  private readonly has = new Int32List();

  read(r: WireReader): void {
    r.place = 'mapping';
    r.row = this.id.length;
    const words = new Uint32Array(8);
    let filename = 0;
    let buildId = 0;
    let has = 0;
    const flag = (bit: number) => {
      has = r.bool() ? has | bit : has & ~bit;
    };
    const word = (at: number) => {
      r.uint64();
      words[at] = r.lo;
      words[at + 1] = r.hi;
    };
    const outer = r.enter();
    while (r.pos < r.end) {
      const field = r.tag();
      if (field === mappingField.id) word(0);
      else if (field === mappingField.memoryStart) word(2);
      else if (field === mappingField.memoryLimit) word(4);
      else if (field === mappingField.fileOffset) word(6);
      else if (field === mappingField.filename) filename = r.stringIndex();
      else if (field === mappingField.buildId) buildId = r.stringIndex();
      else if (field === mappingField.hasFunctions) flag(mappingHas.functions);
      else if (field === mappingField.hasFilenames) flag(mappingHas.filenames);
      else if (field === mappingField.hasLineNumbers) flag(mappingHas.lineNumbers);
      else if (field === mappingField.hasInlineFrames) flag(mappingHas.inlineFrames);
      else r.skip();
    }
    r.leave(outer);
    this.id.push(words[0]!, words[1]!);
    this.start.push(words[2]!, words[3]!);
    this.limit.push(words[4]!, words[5]!);
    this.offset.push(words[6]!, words[7]!);
    this.filename.push(filename);
    this.buildId.push(buildId);
    this.has.push(has);
  }

  finish(r: WireReader, stringCount: number): { table: MappingTable; rows: IdRows } {
    const table: MappingTable = {
      length: this.id.length,
      id: this.id.freezeUnsigned(),
      start: this.start.freezeUnsigned(),
      limit: this.limit.freezeUnsigned(),
      offset: this.offset.freezeUnsigned(),
      filename: this.filename.freeze(),
      buildId: this.buildId.freeze(),
      has: Uint8Array.from(this.has.freeze()),
    };
    r.place = 'mapping';
    checkStrings(r, [table.filename, table.buildId], stringCount);
    return { table, rows: uniqueIds(r, table.id) };
  }
}

export class FunctionReader {
  private readonly id = new WordPairList();
  private readonly name = new Int32List();
  private readonly systemName = new Int32List();
  private readonly filename = new Int32List();
  private readonly startLine = new Float64List();

  read(r: WireReader): void {
    r.place = 'function';
    r.row = this.id.length;
    let idLo = 0;
    let idHi = 0;
    let name = 0;
    let systemName = 0;
    let filename = 0;
    let startLine = 0;
    const outer = r.enter();
    while (r.pos < r.end) {
      const field = r.tag();
      if (field === functionField.id) {
        r.uint64();
        idLo = r.lo;
        idHi = r.hi;
      } else if (field === functionField.name) name = r.stringIndex();
      else if (field === functionField.systemName) systemName = r.stringIndex();
      else if (field === functionField.filename) filename = r.stringIndex();
      else if (field === functionField.startLine) startLine = r.int();
      else r.skip();
    }
    r.leave(outer);
    this.id.push(idLo, idHi);
    this.name.push(name);
    this.systemName.push(systemName);
    this.filename.push(filename);
    this.startLine.push(startLine);
  }

  finish(r: WireReader, stringCount: number): { table: FunctionTable; rows: IdRows } {
    const table: FunctionTable = {
      length: this.id.length,
      id: this.id.freezeUnsigned(),
      name: this.name.freeze(),
      systemName: this.systemName.freeze(),
      filename: this.filename.freeze(),
      startLine: this.startLine.freeze(),
    };
    r.place = 'function';
    checkStrings(r, [table.name, table.systemName, table.filename], stringCount);
    return { table, rows: uniqueIds(r, table.id) };
  }
}

export class LocationReader {
  private readonly id = new WordPairList();
  private readonly mappingId = new WordPairList();
  private readonly address = new WordPairList();
  private readonly lineOffsets = new Int32List();
  private readonly isFolded = new Int32List();
  private readonly functionId = new WordPairList();
  private readonly line = new Float64List();
  private readonly column = new Float64List();

  read(r: WireReader): void {
    r.place = 'location';
    r.row = this.id.length;
    let idLo = 0;
    let idHi = 0;
    let mappingLo = 0;
    let mappingHi = 0;
    let addressLo = 0;
    let addressHi = 0;
    let isFolded = false;
    this.lineOffsets.push(this.functionId.length);
    const outer = r.enter();
    while (r.pos < r.end) {
      const field = r.tag();
      if (field === locationField.id) {
        r.uint64();
        idLo = r.lo;
        idHi = r.hi;
      } else if (field === locationField.mappingId) {
        r.uint64();
        mappingLo = r.lo;
        mappingHi = r.hi;
      } else if (field === locationField.address) {
        r.uint64();
        addressLo = r.lo;
        addressHi = r.hi;
      } else if (field === locationField.line) this.readLine(r);
      else if (field === locationField.isFolded) isFolded = r.bool();
      else r.skip();
    }
    r.leave(outer);
    this.id.push(idLo, idHi);
    this.mappingId.push(mappingLo, mappingHi);
    this.address.push(addressLo, addressHi);
    this.isFolded.push(isFolded ? 1 : 0);
  }

  private readLine(r: WireReader): void {
    let functionLo = 0;
    let functionHi = 0;
    let line = 0;
    let column = 0;
    const outer = r.enter();
    while (r.pos < r.end) {
      const field = r.tag();
      if (field === lineField.functionId) {
        r.uint64();
        functionLo = r.lo;
        functionHi = r.hi;
      } else if (field === lineField.line) line = r.int();
      else if (field === lineField.column) column = r.int();
      else r.skip();
    }
    r.leave(outer);
    this.functionId.push(functionLo, functionHi);
    this.line.push(line);
    this.column.push(column);
  }

  finish(r: WireReader, mappings: IdRows, functions: IdRows): { table: LocationTable; rows: IdRows } {
    this.lineOffsets.push(this.functionId.length);
    const lineOffsets = this.lineOffsets.freeze();
    const id = this.id.freezeUnsigned();
    r.place = 'location';
    const rows = uniqueIds(r, id);
    const mapping = resolve(r, this.mappingId.freezeUnsigned(), mappings, 'mapping');
    r.place = 'line';
    const lineFunction = resolve(r, this.functionId.freezeUnsigned(), functions, 'function');
    const table: LocationTable = {
      length: id.length,
      id,
      mapping,
      address: this.address.freezeUnsigned(),
      lineOffsets,
      lines: {
        length: lineFunction.length,
        function: lineFunction,
        line: this.line.freeze(),
        column: this.column.freeze(),
      },
      isFolded: Uint8Array.from(this.isFolded.freeze()),
    };
    return { table, rows };
  }
}

/** Rows of the ids; -1 for id 0, which means 'none'. */
function resolve(r: WireReader, ids: BigUint64Array, rows: IdRows, kind: string): Int32Array {
  const words = new Uint32Array(ids.buffer);
  const resolved = new Int32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const lo = words[2 * i]!;
    const hi = words[2 * i + 1]!;
    const row = (lo | hi) === 0 ? -1 : rows.row(lo, hi);
    if (row === -1 && (lo | hi) !== 0) {
      r.row = i;
      r.fail(`${kind} ${decimal(lo, hi)} does not exist`);
    }
    resolved[i] = row;
  }
  return resolved;
}

function uniqueIds(r: WireReader, ids: BigUint64Array): IdRows {
  const rows = new IdRows(ids);
  if (rows.zeroRow >= 0) {
    r.row = rows.zeroRow;
    r.fail('its id is 0');
  }
  if (rows.duplicateRow >= 0) {
    r.row = rows.duplicateRow;
    r.fail(`its id ${ids[rows.duplicateRow]} is taken by another ${r.place}`);
  }
  return rows;
}

/** Refuses string indices that the finished string table does not have. */
export function checkStrings(r: WireReader, columns: readonly Int32Array[], stringCount: number): void {
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      if (column[row]! >= stringCount) {
        r.row = row;
        r.fail(`string ${column[row]} does not exist`);
      }
    }
  }
}
