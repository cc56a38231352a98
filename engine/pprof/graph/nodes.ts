import { compareBytewise } from '../../analysis/order';
import type { Profile } from '../../model/profile';
import { basePath, cleanPath, trimSourcePath } from '../paths';

/**
 * What nodes of a graph stand for: a function, file, line or address, depending on what aggregation left of
 * the profile. Equal in all columns = the same row.
 */
export class NodeInfos {
  readonly name: string[] = [];
  readonly address: bigint[] = [];
  /** Cleaned source path; '' = unknown. */
  readonly file: string[] = [];
  readonly startLine: number[] = [];
  readonly line: number[] = [];
  readonly column: number[] = [];
  /** Binary; only kept where it tells nodes apart. */
  readonly binary: string[] = [];
  private readonly rows = new Map<string, number>();
  /** Rows of what has only a name, by that. */
  private readonly named = new Map<string, number>();
  private readonly printed: (string | undefined)[] = [];

  get length(): number {
    return this.name.length;
  }

  add(
    name: string,
    address: bigint,
    file: string,
    startLine: number,
    line: number,
    column: number,
    binary: string,
  ): number {
    const isName =
      file === '' && binary === '' && startLine === 0 && line === 0 && column === 0 && address === 0n;
    const rows = isName ? this.named : this.rows;
    const key = isName
      ? name
      : `${address} ${startLine} ${line} ${column} ${name.length} ${file.length} ${name}${file}${binary}`;
    let row = rows.get(key);
    if (row !== undefined) return row;
    row = this.push(name, address, file, startLine, line, column, binary);
    rows.set(key, row);
    return row;
  }

  /** Adds what has only a name, also where another row has the same. */
  addFrame(name: string): number {
    return this.push(name, 0n, '', 0, 0, 0, '');
  }

  private push(
    name: string,
    address: bigint,
    file: string,
    startLine: number,
    line: number,
    column: number,
    binary: string,
  ): number {
    const row = this.name.push(name) - 1;
    this.address.push(address);
    this.file.push(file);
    this.startLine.push(startLine);
    this.line.push(line);
    this.column.push(column);
    this.binary.push(binary);
    return row;
  }

  /** A key equal for all nodes of one function. */
  functionKey(row: number): string {
    return `${this.startLine[row]} ${this.name[row]!.length} ${this.file[row]!.length} ${this.name[row]}${this.file[row]}${this.binary[row]}`;
  }

  /** Address, name and source place as far as they are known, separated by spaces. */
  printable(row: number): string {
    const known = this.printed[row];
    if (known !== undefined) return known;
    const text = nameParts(this.name[row]!, this.file[row]!, this.placeOf(row)).join(' ');
    this.printed[row] = text;
    return text;
  }

  placeOf(row: number): NodePlace {
    return {
      address: this.address[row]!,
      line: this.line[row]!,
      column: this.column[row]!,
      binary: this.binary[row]!,
    };
  }

  /** Order of printable names; nodes with addresses are ordered by these first. */
  compareNames(a: number, b: number): number {
    if (a === b) return 0;
    const x = this.address[a]!;
    const y = this.address[b]!;
    if (x !== 0n && y !== 0n && x !== y) return x < y ? -1 : 1;
    return compareBytewise(this.printable(a), this.printable(b));
  }
}

/** What of a node is not its name or file. */
export interface NodePlace {
  readonly address: bigint;
  readonly line: number;
  readonly column: number;
  readonly binary: string;
}

/** The words a node is called by. At least one. */
export function nameParts(
  name: string,
  file: string,
  { address, line, column, binary }: NodePlace,
): string[] {
  const parts: string[] = [];
  if (address !== 0n) parts.push(address.toString(16).padStart(16, '0'));
  if (name !== '') parts.push(name);
  if (line !== 0) parts.push(column === 0 ? `${file}:${line}` : `${file}:${line}:${column}`);
  else if (file !== '') parts.push(file);
  else if (name === '') parts.push(binary === '' ? '<unknown>' : `[${basePath(binary)}]`);
  return parts;
}

/** The nodes of each location's lines, innermost inlined function first; at least one per location. */
export interface LocationNodes {
  readonly infos: NodeInfos;
  /** Locations + 1 offsets into `nodes`. */
  readonly offsets: Int32Array;
  /** Rows of `infos`. */
  readonly nodes: Int32Array;
  /** Per location: its node where there is just one, else -1. Spares hot loops the offsets. */
  readonly single: Int32Array;
  readonly hasInlines: boolean;
}

export interface NodeOptions {
  /** Nodes of one name in several binaries are several nodes. */
  readonly keepBinaries: boolean;
  /** As options trim_path and source_path; null = paths stay whole. */
  readonly trimPath: string | null;
  readonly sourcePath: string;
}

export function locationNodes(profile: Profile, options: NodeOptions): LocationNodes {
  const { locations, functions, mappings, strings } = profile;
  const { lines, lineOffsets } = locations;
  const infos = new NodeInfos();
  const offsets = new Int32Array(locations.length + 1);
  const nodes = new Int32Array(lines.length + locations.length);
  const single = new Int32Array(locations.length);
  const files = new Map<number, string>();
  /** Per function its node without address, line and column, which is what most granularities leave; -1 = none yet. */
  const plain = new Int32Array(functions.length).fill(-1);
  const fileOf = (index: number) => {
    let file = files.get(index);
    if (file === undefined) {
      const path = strings.get(index);
      const { trimPath, sourcePath } = options;
      const trimmed = trimPath === null ? path : trimSourcePath(path, trimPath, sourcePath);
      file = trimmed === '' ? '' : cleanPath(trimmed);
      files.set(index, file);
    }
    return file;
  };
  let length = 0;
  let hasInlines = false;
  for (let location = 0; location < locations.length; location++) {
    const from = lineOffsets[location]!;
    const to = lineOffsets[location + 1]!;
    const mapping = locations.mapping[location]!;
    const address = locations.address[location]!;
    const binary = mapping < 0 ? '' : strings.get(mappings.filename[mapping]!);
    for (let line = from; line < Math.max(to, from + 1); line++) {
      const f = line < to ? lines.function[line]! : -1;
      if (f < 0) {
        nodes[length++] = infos.add('', address, '', 0, 0, 0, binary);
        continue;
      }
      const isPlain = address === 0n && lines.line[line] === 0 && lines.column[line] === 0;
      if (isPlain && plain[f]! >= 0) {
        nodes[length++] = plain[f]!;
        continue;
      }
      const name = strings.get(functions.name[f]!);
      const keepsBinary = options.keepBinaries || name === '';
      nodes[length++] = infos.add(
        name,
        address,
        fileOf(functions.filename[f]!),
        keepsBinary ? functions.startLine[f]! : 0,
        lines.line[line]!,
        lines.column[line]!,
        keepsBinary ? binary : '',
      );
      if (isPlain && !keepsBinary) plain[f] = nodes[length - 1]!;
    }
    if (to - from > 1) hasInlines = true;
    offsets[location + 1] = length;
    single[location] = length - offsets[location]! === 1 ? nodes[length - 1]! : -1;
  }
  return { infos, offsets, nodes: nodes.slice(0, length), single, hasInlines };
}
