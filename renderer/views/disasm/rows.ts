import type { RowsChanged } from '../../../engine/stats/compare-table';
import type { AddressRows } from '../../../engine/stats/table-rows';
import { type CodeSamples, codeKey } from '../../../engine/tables/code-samples';
import type { Disassembly } from '../../../proto/code';

/** Samples of one binary, of one side or of both where both ran the same build. */
export interface CodeUnit {
  readonly mapping: CodeSamples['mapping'];
  readonly sides: readonly number[];
  readonly address: readonly string[];
  readonly place: readonly string[];
  /** Per side of the tree, of each address; 0 for sides that did not run it. */
  readonly flat: readonly Float64Array[];
  readonly cum: readonly Float64Array[];
}

/**
 * The binaries that a function's samples lie in. Sides that ran the same build at the same place are one, so that
 * their instructions stand side by side; two builds have different instructions, and are looked at in turn.
 */
export function codeUnits(samples: readonly CodeSamples[], sides: number): readonly CodeUnit[] {
  const groups = new Map<string, CodeSamples[]>();
  for (const each of samples) {
    const { file, buildId, start, limit, offset } = each.mapping;
    // Without a build id nobody knows whether two files of one name are the same.
    const build = buildId === '' ? `side ${each.side}` : buildId;
    const key = [file, build, start, limit, offset].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const address = [...new Set(group.flatMap((each) => each.address))];
    const at = new Map(address.map((each, i) => [each, i]));
    const zeros = () => Array.from({ length: sides }, () => new Float64Array(address.length));
    const [flat, cum] = [zeros(), zeros()];
    const place = address.map(() => '');
    for (const each of group) {
      each.address.forEach((one, i) => {
        const row = at.get(one)!;
        flat[each.side]![row]! += each.flat[i]!;
        cum[each.side]![row]! += each.cum[i]!;
        place[row] ||= each.place[i]!;
      });
    }
    return { mapping: group[0]!.mapping, sides: group.map(({ side }) => side), address, place, flat, cum };
  });
}

/** What the table of instructions shows. */
export type CodeRow =
  | { readonly kind: 'function'; readonly names: readonly string[] }
  | { readonly kind: 'place'; readonly text: string }
  | { readonly kind: 'cut' }
  | {
      readonly kind: 'code';
      readonly address: string;
      readonly text: string;
      readonly flat: readonly number[];
      readonly cum: readonly number[];
      /** The sampled addresses in it, as places in the unit's. */
      readonly sampled: readonly number[];
    };

/** Instructions with what they cost; a source line stands where another one begins. */
export function codeRows(unit: CodeUnit, { functions, inBinary }: Disassembly): readonly CodeRow[] {
  const sides = unit.flat.length;
  const rows: CodeRow[] = [];
  const sampled = inBinary
    .map((address, i) => ({ address: address === '' ? -1n : BigInt(`0x${address}`), i }))
    .filter(({ address }) => address >= 0n)
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  for (const { names, instructions, isCut } of functions) {
    rows.push({ kind: 'function', names });
    let place = '';
    const start = instructions[0] === undefined ? 0n : BigInt(`0x${instructions[0].address}`);
    let next = sampled.findIndex(({ address }) => address >= start);
    instructions.forEach((instruction, at) => {
      const here = instruction.line === 0 ? instruction.file : `${instruction.file}:${instruction.line}`;
      if (here !== place && here !== '') rows.push({ kind: 'place', text: here });
      place = here;
      const flat = new Array<number>(sides).fill(0);
      const cum = new Array<number>(sides).fill(0);
      const own: number[] = [];
      const end = instructions[at + 1] === undefined ? null : BigInt(`0x${instructions[at + 1]!.address}`);
      // A sample in the middle of an instruction is its own.
      for (; next >= 0 && next < sampled.length; next++) {
        const { address, i } = sampled[next]!;
        if (end === null ? address > BigInt(`0x${instruction.address}`) + 15n : address >= end) break;
        own.push(i);
        for (let side = 0; side < sides; side++) {
          flat[side]! += unit.flat[side]![i]!;
          cum[side]! += unit.cum[side]![i]!;
        }
      }
      const { address, text } = instruction;
      rows.push({ kind: 'code', address, text, flat, cum, sampled: own });
    });
    if (isCut) rows.push({ kind: 'cut' });
  }
  return rows;
}

/** Where nothing can be taken apart: the sampled addresses by themselves, ascending. */
export function addressRows(unit: CodeUnit): readonly CodeRow[] {
  const order = unit.address
    .map((address, i) => ({ address: BigInt(`0x${address}`), i }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return order.map(({ i }) => ({
    kind: 'code',
    address: unit.address[i]!,
    text: unit.place[i]!,
    flat: unit.flat.map((column) => column[i]!),
    cum: unit.cum.map((column) => column[i]!),
    sampled: [i],
  }));
}

/** What is asked to tell the changes of a unit's addresses from noise. */
export function judgedAddresses({ mapping, address }: CodeUnit, name: string): AddressRows {
  return { kind: 'addresses', name, keys: address.map((each) => codeKey(mapping, each)) };
}

/** Whether an instruction changed for sure: where one of its sampled addresses did, and in the same direction. */
export function isRowChanged(
  unit: CodeUnit,
  row: CodeRow,
  measure: 'flat' | 'cum',
  changed: RowsChanged,
): boolean {
  if (row.kind !== 'code') return false;
  const direction = (values: readonly number[]) => Math.sign((values[1] ?? 0) - values[0]!);
  return row.sampled.some(
    (at) =>
      changed[measure][at] === 1 &&
      direction(unit[measure].map((column) => column[at]!)) === direction(row[measure]),
  );
}

/** The row to show first: the first function's heaviest instruction. */
export function heaviestRow(rows: readonly CodeRow[]): number {
  let best = -1;
  let most = 0;
  rows.forEach((row, at) => {
    if (row.kind !== 'code') return;
    const size = Math.max(...row.flat.map(Math.abs), ...row.cum.map((value) => Math.abs(value) / 1e6));
    if (size > most) [best, most] = [at, size];
  });
  return best;
}
