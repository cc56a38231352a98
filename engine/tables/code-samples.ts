import { mappingFacts } from '../symbols/mappings';
import { byRows, samplesInPart, type Work, within } from '../work/work';
import type { SampledTree, SampleSide } from './sides';

/** A binary as it lay in the process; what of it a disassembler needs. Numbers are hexadecimal, without 0x. */
export interface CodeMapping {
  readonly file: string;
  readonly buildId: string;
  readonly start: string;
  readonly limit: string;
  readonly offset: string;
}

/** Samples of some functions of one binary, by the address of the process. */
export interface CodeSamples {
  /** Side of the tree. */
  readonly side: number;
  readonly mapping: CodeMapping;
  /** Hexadecimal, without 0x. */
  readonly address: readonly string[];
  /** Of samples that end at the address, and of those that pass it, each once; normalised as the tree is. */
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  /** Source place that the profile gives for the address: 'file:line' of its innermost function; '' = unknown. */
  readonly place: readonly string[];
}

/** What tells an address from those of all binaries. */
export function codeKey({ file, buildId, start, limit, offset }: CodeMapping, address: string): string {
  return [file, buildId, start, limit, offset, address].join('\n');
}

/**
 * The sampled addresses of the machine functions that a frame is part of: its own, and where it was inlined
 * those of the functions around it. Only addresses in a binary are told of.
 */
export function* codeSamples({ sides }: Pick<SampledTree, 'sides'>, frame: number): Work<CodeSamples[]> {
  const found: CodeSamples[] = [];
  for (const [index, side] of sides.entries()) {
    found.push(
      ...(yield* within(index / sides.length, (index + 1) / sides.length, ofSide(side, index, frame))),
    );
  }
  return found;
}

function* ofSide(
  { profile, values, factor, frames }: SampleSide,
  side: number,
  frame: number,
): Work<CodeSamples[]> {
  const { samples, locations, functions, strings } = profile;
  const { offsets, frames: frameOf } = frames;
  const outer = (location: number) => frameOf[offsets[location + 1]! - 1]!;
  /** Machine functions, by binary and name, that have the frame in them. */
  const wanted = new Set<string>();
  const machine = (location: number) => `${locations.mapping[location]} ${outer(location)}`;
  for (let location = 0; location < locations.length; location++) {
    if (locations.mapping[location]! < 0 || locations.address[location] === 0n) continue;
    for (let at = offsets[location]!; at < offsets[location + 1]!; at++) {
      if (frameOf[at] === frame) wanted.add(machine(location));
    }
  }
  if (wanted.size === 0) return [];
  const flat = new Map<number, number>();
  const cum = new Map<number, number>();
  const seen = new Int32Array(locations.length);
  const isWanted = Uint8Array.from({ length: locations.length }, (_, location) =>
    wanted.has(machine(location)) ? 1 : 0,
  );
  const count = (first: number, end: number) => {
    for (let row = first; row < end; row++) {
      const value = values[row]! * factor;
      if (value === 0) continue;
      const from = samples.stackOffsets[row]!;
      for (let i = from; i < samples.stackOffsets[row + 1]!; i++) {
        const location = samples.stacks[i]!;
        if (isWanted[location] === 0) continue;
        if (i === from) flat.set(location, (flat.get(location) ?? 0) + value);
        if (seen[location] === row + 1) continue;
        seen[location] = row + 1;
        cum.set(location, (cum.get(location) ?? 0) + value);
      }
    }
  };
  yield* byRows(samples.length, count, samplesInPart);
  const byMapping = new Map<number, number[]>();
  for (const location of cum.keys()) {
    const row = locations.mapping[location]!;
    byMapping.set(row, [...(byMapping.get(row) ?? []), location]);
  }
  const placeOf = (location: number) => {
    const line = locations.lineOffsets[location]!;
    const fn = line < locations.lineOffsets[location + 1]! ? locations.lines.function[line]! : -1;
    const file = fn < 0 ? '' : strings.get(functions.filename[fn]!);
    return file === '' ? '' : `${file}:${locations.lines.line[line]}`;
  };
  const hex = (value: bigint) => value.toString(16);
  return Array.from(byMapping, ([row, rows]) => {
    const { file, buildId, start, limit, offset } = mappingFacts(profile, row);
    return {
      side,
      mapping: { file, buildId, start: hex(start), limit: hex(limit), offset: hex(offset) },
      address: rows.map((location) => hex(locations.address[location]!)),
      flat: Float64Array.from(rows, (location) => flat.get(location) ?? 0),
      cum: Float64Array.from(rows, (location) => cum.get(location)!),
      place: rows.map(placeOf),
    };
  });
}
