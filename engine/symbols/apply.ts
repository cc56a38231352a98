import { Float64List, Int32List } from '../model/lists';
import { mappingHas, type Profile } from '../model/profile';
import { MoreStrings } from '../pprof/more-strings';
import type { SymbolFrame } from './types';

/**
 * The profile with the given locations' lines put in place of those it has.
 *
 * @param frames by location row, innermost inlined function first; not empty.
 */
export function applySymbols(profile: Profile, frames: ReadonlyMap<number, readonly SymbolFrame[]>): Profile {
  if (frames.size === 0) return profile;
  const { locations, functions, mappings } = profile;
  const strings = new MoreStrings(profile.strings);
  const added = { name: new Int32List(), filename: new Int32List(), startLine: new Float64List() };
  const rows = new Map<string, number>();
  const functionRow = ({ name, file, startLine }: SymbolFrame) => {
    const [nameRow, fileRow] = [strings.add(name), strings.add(file)];
    const key = `${nameRow} ${fileRow} ${startLine}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = functions.length + added.name.length;
      rows.set(key, row);
      added.name.push(nameRow);
      added.filename.push(fileRow);
      added.startLine.push(startLine);
    }
    return row;
  };

  const has = mappings.has.slice();
  const isFolded = locations.isFolded.slice();
  const lineOffsets = new Int32Array(locations.length + 1);
  const lines = { function: new Int32List(), line: new Float64List(), column: new Float64List() };
  for (let location = 0; location < locations.length; location++) {
    const found = frames.get(location);
    if (found === undefined) {
      for (let i = locations.lineOffsets[location]!; i < locations.lineOffsets[location + 1]!; i++) {
        lines.function.push(locations.lines.function[i]!);
        lines.line.push(locations.lines.line[i]!);
        lines.column.push(locations.lines.column[i]!);
      }
    } else {
      const mapping = locations.mapping[location]!;
      for (const frame of found) {
        lines.function.push(functionRow(frame));
        lines.line.push(frame.line);
        lines.column.push(frame.column);
        if (mapping >= 0) has[mapping]! |= saidBy(frame);
      }
      isFolded[location] = 0;
    }
    lineOffsets[location + 1] = lines.function.length;
  }
  const names = added.name.freeze();
  return {
    ...profile,
    strings,
    mappings: { ...mappings, has },
    functions: {
      length: functions.length + names.length,
      id: withMoreIds(functions.id, names.length),
      name: joined(functions.name, names),
      systemName: joined(functions.systemName, names),
      filename: joined(functions.filename, added.filename.freeze()),
      startLine: Float64Array.from([...functions.startLine, ...added.startLine.freeze()]),
    },
    locations: {
      ...locations,
      isFolded,
      lineOffsets,
      lines: {
        length: lines.function.length,
        function: lines.function.freeze(),
        line: lines.line.freeze(),
        column: lines.column.freeze(),
      },
    },
  };
}

function saidBy({ name, file, line }: SymbolFrame): number {
  return (
    mappingHas.inlineFrames |
    (name === '' ? 0 : mappingHas.functions) |
    (file === '' ? 0 : mappingHas.filenames) |
    (line === 0 ? 0 : mappingHas.lineNumbers)
  );
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** Ids behind those of a column, none of which is taken. */
function withMoreIds(ids: BigUint64Array, more: number): BigUint64Array {
  const all = new BigUint64Array(ids.length + more);
  all.set(ids);
  const taken = new Set(ids);
  let next = BigInt(ids.length) + 1n;
  for (let row = ids.length; row < all.length; row++) {
    while (taken.has(next)) next++;
    all[row] = next++;
  }
  return all;
}
