import type { FunctionTable, LineTable, Profile } from '../model/profile';
import { MoreStrings } from '../pprof/more-strings';

/** What tells two frames apart, in pprof's words. */
export const granularities = ['functions', 'filefunctions', 'files', 'lines', 'addresses'] as const;
export type Granularity = (typeof granularities)[number];

/**
 * The profile with its functions named as finely as asked: frames are equal when their names are, so a name
 * that says the line makes each line a frame of its own. Files, lines and addresses stay where they were.
 *
 * | files | `server.go` | lines | `serve server.go:12` |
 * |---|---|---|---|
 * | filefunctions | `serve server.go` | addresses | `serve server.go:12 @0x45ab10` |
 */
export function nameBy(profile: Profile, granularity: Granularity): Profile {
  if (granularity === 'functions') return profile;
  const { locations, functions, strings } = profile;
  const more = new MoreStrings(strings);
  const made = new MadeFunctions(functions);
  const lineOffsets = new Int32Array(locations.length + 1);
  const lines: { function: number; line: number; column: number }[] = [];
  for (let location = 0; location < locations.length; location++) {
    const address = locations.address[location]!;
    const from = locations.lineOffsets[location]!;
    const to = locations.lineOffsets[location + 1]!;
    for (let row = from; row < to; row++) {
      const before = locations.lines.function[row]!;
      const line = locations.lines.line[row]!;
      const name = nameOf(profile, before, line, address, granularity);
      lines.push({
        function: name === '' ? before : made.row(before, more.add(name)),
        line,
        column: locations.lines.column[row]!,
      });
    }
    if (from === to && granularity === 'addresses' && address !== 0n) {
      // Code without symbols has nothing but its address and its binary.
      const mapping = locations.mapping[location]!;
      const binary = mapping < 0 ? '' : strings.get(profile.mappings.filename[mapping]!);
      const at = `[${binary.slice(binary.lastIndexOf('/') + 1) || '?'}]`;
      lines.push({ function: made.row(-1, more.add(`${at} ${hex(address)}`)), line: 0, column: 0 });
    }
    lineOffsets[location + 1] = lines.length;
  }
  const table: LineTable = {
    length: lines.length,
    function: Int32Array.from(lines, (each) => each.function),
    line: Float64Array.from(lines, (each) => each.line),
    column: Float64Array.from(lines, (each) => each.column),
  };
  return {
    ...profile,
    strings: more,
    functions: made.table(),
    locations: { ...locations, lineOffsets, lines: table },
  };
}

/** '' where nothing is known that could name it. */
function nameOf(
  { functions, strings }: Profile,
  row: number,
  line: number,
  address: bigint,
  granularity: Granularity,
): string {
  if (row < 0) return '';
  const name = strings.get(functions.name[row]!) || strings.get(functions.systemName[row]!);
  const file = strings.get(functions.filename[row]!);
  if (granularity === 'files') return file;
  const place = granularity === 'filefunctions' || line === 0 || file === '' ? file : `${file}:${line}`;
  const at = granularity === 'addresses' && address !== 0n ? ` @${hex(address)}` : '';
  return `${name}${place === '' ? '' : ` ${place}`}${at}`;
}

function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** Functions behind those of a profile: each like an old one but for its name. */
class MadeFunctions {
  private readonly rows = new Map<number, Map<number, number>>();
  private readonly like: number[] = [];
  private readonly names: number[] = [];

  constructor(private readonly before: FunctionTable) {}

  /** @param like row of the function it was; -1 = there was none */
  row(like: number, name: number): number {
    let byName = this.rows.get(like);
    if (byName === undefined) {
      byName = new Map();
      this.rows.set(like, byName);
    }
    let row = byName.get(name);
    if (row === undefined) {
      row = this.before.length + this.names.length;
      this.like.push(like);
      this.names.push(name);
      byName.set(name, row);
    }
    return row;
  }

  table(): FunctionTable {
    const { before, like, names } = this;
    const length = before.length + names.length;
    const columnOf = (column: Int32Array) => {
      const longer = new Int32Array(length);
      longer.set(column);
      for (const [i, from] of like.entries()) if (from >= 0) longer[before.length + i] = column[from]!;
      return longer;
    };
    let lastId = 0n;
    for (const id of before.id) if (id > lastId) lastId = id;
    const id = new BigUint64Array(length);
    id.set(before.id);
    const startLine = new Float64Array(length);
    startLine.set(before.startLine);
    const name = columnOf(before.name);
    for (const [i, from] of like.entries()) {
      id[before.length + i] = lastId + BigInt(i + 1);
      name[before.length + i] = names[i]!;
      if (from >= 0) startLine[before.length + i] = before.startLine[from]!;
    }
    const filename = columnOf(before.filename);
    return { length, id, name, systemName: columnOf(before.systemName), filename, startLine };
  }
}
