import { FlamebenchError } from '../../proto/errors';
import { decodeUtf8 } from '../wire/utf8';
import type { ReadAt } from './types';

/**
 * What symbolisation needs of an ELF file: how it is loaded, its build id, its symbols. Only headers, notes
 * and the symbol table are read, each up to a cap, since files may be gigabytes and damaged.
 *
 * https://gabi.xinuos.com/ and elf(5)
 */
export interface ElfFile {
  readonly kind: 'fixed' | 'movable' | 'object' | 'other';
  readonly segments: readonly ElfSegment[];
  /** The loaded segment that holds the program's code; null where none does. */
  readonly textSegment: ElfSegment | null;
  /** The linker's build id (GNU note) in hexadecimal; '' = none. */
  readonly buildId: string;
  /** Code and data symbols by address; those of dynamic linking where the file was stripped. */
  readonly symbols: () => Promise<readonly ElfSymbol[]>;
}

/** A part of the file that is loaded into memory. */
export interface ElfSegment {
  readonly offset: bigint;
  readonly address: bigint;
  readonly fileSize: bigint;
  readonly memorySize: bigint;
  readonly isExecutable: boolean;
}

export interface ElfSymbol {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
  readonly isCode: boolean;
}

const maxHeaders = 65536;
const maxRowBytes = 1024;
const maxNoteBytes = 65536;
const maxTableBytes = 512 * 1024 * 1024;

const sectionType = { symbols: 2, dynamicSymbols: 11 } as const;
const segmentType = { load: 1, note: 4 } as const;
const gnuBuildId = 3;

/** Fields of a header at their places in 32-bit and 64-bit files. */
class Fields {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly is64: boolean,
    private readonly isLittle: boolean,
    private readonly at: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  moved(at: number): Fields {
    return new Fields(this.bytes, this.is64, this.isLittle, at);
  }

  byte(at32: number, at64: number): number {
    return this.view.getUint8(this.at + (this.is64 ? at64 : at32));
  }

  half(at32: number, at64: number): number {
    return this.view.getUint16(this.at + (this.is64 ? at64 : at32), this.isLittle);
  }

  word(at32: number, at64: number): number {
    return this.view.getUint32(this.at + (this.is64 ? at64 : at32), this.isLittle);
  }

  /** An address or size: 32 or 64 bits, as the file is. */
  long(at32: number, at64: number): bigint {
    if (!this.is64) return BigInt(this.word(at32, at64));
    return this.view.getBigUint64(this.at + at64, this.isLittle);
  }
}

interface Section {
  readonly type: number;
  readonly address: bigint;
  readonly offset: bigint;
  readonly size: bigint;
  readonly link: number;
  readonly isCode: boolean;
}

/**
 * Reads an ELF file's headers.
 * @throws FlamebenchError 'bad-argument' with the reason where the file is damaged; null where it is
 *   none.
 */
export async function readElf(readAt: ReadAt, name: string): Promise<ElfFile | null> {
  const fail = (reason: string): never => {
    throw new FlamebenchError('bad-argument', name, { reason });
  };
  const read = async (offset: bigint, length: number, what: string) => {
    if (offset > BigInt(Number.MAX_SAFE_INTEGER)) fail(`its ${what} lies beyond the file`);
    const bytes = await readAt(Number(offset), length);
    if (bytes.length < length) fail(`its ${what} is cut off`);
    return bytes;
  };
  const head = await readAt(0, 64);
  const isElf = head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
  if (!isElf) return null;
  const is64 = head[4] === 2;
  const isLittle = head[5] === 1;
  if (head.length < (is64 ? 64 : 52)) fail('its header is cut off');
  const fieldsOf = (bytes: Uint8Array) => new Fields(bytes, is64, isLittle, 0);
  const header = fieldsOf(head);

  const segments: ElfSegment[] = [];
  const notes: { offset: bigint; size: bigint }[] = [];
  const segmentCount = header.half(44, 56);
  const segmentBytes = header.half(42, 54);
  if (segmentCount > 0) {
    if (segmentBytes < (is64 ? 56 : 32) || segmentBytes > maxRowBytes)
      fail('its program headers have no known size');
    const table = await read(header.long(28, 32), segmentCount * segmentBytes, 'program header table');
    for (let i = 0; i < segmentCount; i++) {
      const row = fieldsOf(table).moved(i * segmentBytes);
      const type = row.word(0, 0);
      const offset = row.long(4, 8);
      const fileSize = row.long(16, 32);
      if (type === segmentType.note) notes.push({ offset, size: fileSize });
      if (type !== segmentType.load) continue;
      const flags = row.word(24, 4);
      const memorySize = row.long(20, 40);
      segments.push({
        offset,
        address: row.long(8, 16),
        fileSize,
        memorySize,
        isExecutable: (flags & 1) !== 0,
      });
    }
  }

  let sections: Promise<readonly Section[]> | undefined;
  const sectionTable = () => {
    sections ??= readSections();
    return sections;
  };
  async function readSections(): Promise<readonly Section[]> {
    const count = header.half(48, 60);
    const rowBytes = header.half(46, 58);
    if (count === 0 || count > maxHeaders || rowBytes < (is64 ? 64 : 40) || rowBytes > maxRowBytes) return [];
    const table = await read(header.long(32, 40), count * rowBytes, 'section table');
    return Array.from({ length: count }, (_, i) => {
      const row = fieldsOf(table).moved(i * rowBytes);
      return {
        type: row.word(4, 4),
        isCode: (row.long(8, 8) & 4n) !== 0n,
        address: row.long(12, 16),
        offset: row.long(16, 24),
        size: row.long(20, 32),
        link: row.word(24, 40),
      };
    });
  }

  async function readBuildId(): Promise<string> {
    for (const { offset, size } of notes) {
      const length = Number(size > BigInt(maxNoteBytes) ? BigInt(maxNoteBytes) : size);
      const found = buildIdOf(await readAt(Number(offset), length), isLittle);
      if (found !== '') return found;
    }
    return '';
  }

  async function readSymbols(): Promise<readonly ElfSymbol[]> {
    const all = await sectionTable();
    const table =
      all.find(({ type }) => type === sectionType.symbols) ??
      all.find(({ type }) => type === sectionType.dynamicSymbols);
    const texts = table && all[table.link];
    if (table === undefined || texts === undefined) return [];
    if (table.size + texts.size > BigInt(maxTableBytes)) {
      throw new FlamebenchError('too-large', name, { limitBytes: maxTableBytes });
    }
    const bytes = await read(table.offset, Number(table.size), 'symbol table');
    const names = await read(texts.offset, Number(texts.size), 'string table');
    const rowBytes = is64 ? 24 : 16;
    const symbols: ElfSymbol[] = [];
    for (let at = rowBytes; at + rowBytes <= bytes.length; at += rowBytes) {
      const row = fieldsOf(bytes).moved(at);
      const type = row.byte(12, 4) & 15;
      const section = row.half(14, 6);
      // Undefined ones, sections and files are no places of the program; thread-local ones are offsets.
      if (section === 0 || type === 3 || type === 4 || type === 6) continue;
      const from = row.word(0, 0);
      const end = names.indexOf(0, from);
      if (from >= names.length || end <= from) continue;
      symbols.push({
        name: decodeUtf8(names, from, end),
        address: row.long(4, 8),
        size: row.long(8, 16),
        isCode: type === 2 || type === 10 || all[section]?.isCode === true,
      });
    }
    return symbols.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  }

  let symbols: Promise<readonly ElfSymbol[]> | undefined;
  const code = (await sectionTable()).filter((section) => section.isCode);
  // Code sections before .text (.init, .plt) lie in the segment of .text.
  const textSegment = segments.find(
    (segment) =>
      segment.isExecutable &&
      code.some(
        ({ address }) => address >= segment.address && address < segment.address + segment.memorySize,
      ),
  );
  return {
    kind: ({ 1: 'object', 2: 'fixed', 3: 'movable' } as const)[header.half(16, 16)] ?? 'other',
    segments,
    textSegment: textSegment ?? null,
    buildId: await readBuildId(),
    symbols: () => {
      symbols ??= readSymbols();
      return symbols;
    },
  };
}

/** The build id among notes; '' = none. Notes: name length, data length, type, then both padded to 4 bytes. */
function buildIdOf(notes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(notes.buffer, notes.byteOffset, notes.byteLength);
  for (let at = 0; at + 12 <= notes.length; ) {
    const nameLength = view.getUint32(at, isLittle);
    const dataLength = view.getUint32(at + 4, isLittle);
    const type = view.getUint32(at + 8, isLittle);
    const data = at + 12 + padded(nameLength);
    const next = data + padded(dataLength);
    if (next > notes.length) return '';
    const isGnu = nameLength === 4 && decodeUtf8(notes, at + 12, at + 15) === 'GNU';
    if (isGnu && type === gnuBuildId) {
      return Array.from(notes.subarray(data, data + dataLength), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
    }
    at = next;
  }
  return '';
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
