import type { AddressProfile, FrameSymbol } from '../../legacy/address-profile';
import { shortened } from '../../legacy/numbers';
import type { LineReader } from '../../wire/lines';

/**
 * Reads the rest of a Java profile, starting with the current line: `number function (file:line)` per
 * location. Other lines are skipped, as are numbers that no stack uses.
 */
export function readJavaNames(profile: AddressProfile, lines: LineReader): void {
  /** A function's file is the one it is first seen with. */
  const files = new Map<string, string>();
  const named = new Map<number, FrameSymbol>();
  do {
    const parts = /^\s*0x([0-9a-fA-F]+)\s+(\S.*)$/.exec(lines.text);
    if (parts === null) continue;
    const digits = parts[1]!.replace(/^0+/, '');
    if (digits.length > 16) lines.fail(`0x${shortened(parts[1]!)} takes more than 64 bits`);
    const row = profile.rowOf(BigInt(`0x0${digits}`));
    if (row < 0) continue;
    const symbol = parseName(parts[2]!.trimEnd());
    const file = files.get(symbol.name) ?? symbol.file;
    files.set(symbol.name, file);
    named.set(row, { ...symbol, file });
  } while (lines.next());
  for (const [row, symbol] of named) profile.nameRow(row, [symbol]);
}

/** `function (file:line)`, `function (library)`, or a state of the machine such as `GC`. */
function parseName(text: string): FrameSymbol {
  const open = text.lastIndexOf(' (');
  if (text.endsWith(')') && open > 0) {
    const name = text.slice(0, open).trimEnd();
    const place = text.slice(open + 2, -1);
    const fileLine = /^(.+):(-?\d+)$/.exec(place);
    if (fileLine === null) return { name, file: place.slice(place.lastIndexOf('/') + 1), line: 0 };
    const line = Number(fileLine[2]);
    return { name, file: fileLine[1]!, line: line > 0 && Number.isSafeInteger(line) ? line : 0 };
  }
  return { name: text.includes('generated stub/JIT') ? 'STUB' : text, file: '', line: 0 };
}
