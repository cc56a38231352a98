import { toFailure } from '../../../proto/errors';
import type { ReportContext } from '../../pprof/context';
import { type MappingFacts, mappingFacts } from '../../symbols/mappings';
import type { SymbolFrame } from '../../symbols/types';
import type { CodeFile, CodeRange, CodeSymbol, Instruction, OpenCode } from '../types';
import type { AddressSamples } from './samples';

/** A function at an instruction. Unknown: '' and 0. */
export type CodeFrame = Pick<SymbolFrame, 'name' | 'file' | 'line'>;

/** An instruction, or an address of which only the profile knows anything. */
export interface CodePlace {
  /** In the process. */
  readonly address: bigint;
  /** In the binary. */
  readonly binaryAddress: bigint;
  /** Bytes up to the next instruction; 1 where that is not known. */
  readonly lengthBytes: bigint;
  /** null = not an instruction. */
  readonly text: string | null;
  /** Where it comes from itself, if that is known. */
  readonly place: { readonly file: string; readonly line: number };
  /** Functions it is part of, innermost inlined first; those of its neighbour where its own have no line. */
  readonly frames: readonly CodeFrame[];
}

export interface FoundCode {
  readonly places: readonly CodePlace[];
  /** Stretches of code that samples fall into, and how many of them are taken apart. */
  readonly stretches: number;
  readonly shownStretches: number;
}

/** Code around an address that is shown with it. */
const marginBytes = 500n;
/** Taking apart begins where the symbol does, so that the first instruction is a whole one, if that is not further. */
const maxSymbolBytes = 65536n;
/** Most stretches that are taken apart, the heaviest. */
const maxStretches = 25;
/** Instructions without a line belong to that of the one before, if that is not further away. */
const neighbourhoodBytes = 32n;

interface Stretch {
  readonly mapping: MappingFacts;
  readonly file: CodeFile;
  /** Wanted addresses of the process, in order. */
  readonly addresses: bigint[];
  /** Sums over them: the flat one says how heavy it is, the other decides between equals. */
  flat: number;
  cum: number;
}

/**
 * The instructions around the addresses that are asked for, with the functions they are part of. Where there is no
 * binary to take apart, the addresses themselves, as the profile knows them.
 *
 * @param note told of binaries that cannot be opened or taken apart.
 * @throws FlamebenchError 'cancelled'
 */
export async function findCode(
  context: ReportContext,
  samples: AddressSamples,
  open: OpenCode,
  note: (failure: unknown) => void,
): Promise<FoundCode> {
  const { stretches, unopened } = await splitIntoStretches(context, samples, open, note);
  const heaviest = [...stretches].sort((a, b) => b.flat - a.flat || b.cum - a.cum).slice(0, maxStretches);
  const unread: bigint[] = [...unopened];
  const read: { stretch: Stretch; base: bigint; instructions: readonly Instruction[] }[] = [];
  const failed = new Set<CodeFile>();
  for (const stretch of heaviest) {
    const { file, addresses } = stretch;
    if (failed.has(file)) {
      unread.push(...addresses);
      continue;
    }
    try {
      const base = addresses[0]! - file.toBinary(addresses[0]!)!;
      const range = rangeOf(stretch, base);
      const code = await file.disassemble(
        { start: wholeStart(file, range.start), end: range.end },
        context.options.intel_syntax,
      );
      const instructions = inOrder(code).filter((each) => each.address >= range.start);
      read.push({ stretch, base, instructions });
    } catch (error) {
      told(error, stretch.mapping, note);
      failed.add(file);
      unread.push(...addresses);
    }
  }
  const places = unread.map((address) => profilePlace(context, address, samples.wanted.get(address)!));
  const frames = await framesOf(
    read.map(({ stretch, instructions }) => ({ stretch, instructions })),
    note,
  );
  for (const [i, { base, instructions }] of read.entries()) {
    places.push(...codePlaces(instructions, base, frames[i] ?? null));
  }
  return { places, stretches: stretches.length, shownStretches: heaviest.length };
}

/** @throws FlamebenchError 'cancelled', which ends everything. */
function told(error: unknown, { file }: MappingFacts, note: (failure: unknown) => void): void {
  if (toFailure(error, file).code === 'cancelled') throw error;
  note(error);
}

async function splitIntoStretches(
  { profile }: ReportContext,
  { wanted, flat, cum }: AddressSamples,
  open: OpenCode,
  note: (failure: unknown) => void,
): Promise<{ readonly stretches: readonly Stretch[]; readonly unopened: readonly bigint[] }> {
  const files = new Map<number, CodeFile | null>();
  const stretches: Stretch[] = [];
  const unopened: bigint[] = [];
  for (const address of [...wanted.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    const row = profile.locations.mapping[wanted.get(address)!]!;
    const mapping = row < 0 ? null : mappingFacts(profile, row);
    if (mapping !== null && !files.has(row)) {
      files.set(
        row,
        await open(mapping).catch((error: unknown) => {
          told(error, mapping, note);
          return null;
        }),
      );
    }
    const file = files.get(row) ?? null;
    if (mapping === null || file === null || file.toBinary(address) === null) {
      unopened.push(address);
      continue;
    }
    let stretch = stretches[stretches.length - 1];
    const lastAddress = stretch?.addresses[stretch.addresses.length - 1];
    const isNear = lastAddress !== undefined && address <= lastAddress + 2n * marginBytes;
    if (stretch === undefined || !isNear || stretch.mapping.row !== row) {
      stretch = { mapping, file, addresses: [], flat: 0, cum: 0 };
      stretches.push(stretch);
    }
    stretch.addresses.push(address);
    stretch.flat += flat.get(address) ?? 0;
    stretch.cum += cum.get(address) ?? 0;
  }
  return { stretches, unopened };
}

/** What is shown of a stretch, in addresses of the binary. */
function rangeOf({ mapping, addresses }: Stretch, base: bigint): CodeRange {
  const lowest = mapping.start > base ? mapping.start - base : 0n;
  const start = addresses[0]! - base - marginBytes;
  let end = addresses[addresses.length - 1]! - base + marginBytes;
  if (mapping.limit !== 0n && end > mapping.limit - 1n - base) end = mapping.limit - 1n - base;
  return { start: start > lowest ? start : lowest, end };
}

/** Where an instruction is known to begin, at or before an address: its symbol's start, if that is near enough. */
function wholeStart({ symbols }: CodeFile, address: bigint): bigint {
  let symbol: CodeSymbol | undefined;
  for (const each of symbols) {
    if (each.start > address) break;
    symbol = each;
  }
  const isInside = symbol !== undefined && address <= symbol.end && address - symbol.start <= maxSymbolBytes;
  return isInside ? symbol!.start : address;
}

/** Instructions with rising addresses; disassemblers may print one twice. */
function inOrder(instructions: readonly Instruction[]): readonly Instruction[] {
  const kept: Instruction[] = [];
  for (const each of instructions) {
    if (kept.length === 0 || each.address > kept[kept.length - 1]!.address) kept.push(each);
  }
  return kept;
}

/** Frames of all instructions of each stretch, each binary asked once; null where nobody can be asked. */
async function framesOf(
  read: readonly { readonly stretch: Stretch; readonly instructions: readonly Instruction[] }[],
  note: (failure: unknown) => void,
): Promise<readonly (readonly (readonly CodeFrame[])[] | null)[]> {
  const answers = new Map<CodeFile, ReadonlyMap<bigint, readonly CodeFrame[]> | null>();
  for (const { stretch } of read) {
    const { file, mapping } = stretch;
    if (answers.has(file)) continue;
    const addresses = read
      .filter((other) => other.stretch.file === file)
      .flatMap(({ instructions }) => instructions.map(({ address }) => address));
    const frames = await file.frames(addresses).catch((error: unknown) => {
      told(error, mapping, note);
      return null;
    });
    answers.set(file, frames && new Map(addresses.map((address, i) => [address, frames[i] ?? []])));
  }
  return read.map(({ stretch, instructions }) => {
    const known = answers.get(stretch.file) ?? null;
    return known && instructions.map(({ address }) => known.get(address) ?? []);
  });
}

function codePlaces(
  instructions: readonly Instruction[],
  base: bigint,
  asked: readonly (readonly CodeFrame[])[] | null,
): CodePlace[] {
  let before: { readonly frames: readonly CodeFrame[]; readonly address: bigint } | null = null;
  return instructions.map((instruction, i) => {
    const { address, text, function: name, file, line } = instruction;
    const own = asked === null ? [{ name, file, line }] : asked[i]!;
    let frames = own;
    if (own.length > 0 && own[0]!.line !== 0) before = { frames: own, address };
    else if (before !== null && address - before.address <= neighbourhoodBytes) frames = before.frames;
    const next = instructions[i + 1];
    return {
      address: address + base,
      binaryAddress: address,
      lengthBytes: next === undefined ? 1n : next.address - address,
      text,
      place: { file: own[0]?.file ?? '', line: own[0]?.line ?? 0 },
      frames,
    };
  });
}

function profilePlace({ profile }: ReportContext, address: bigint, location: number): CodePlace {
  const { functions, strings, locations } = profile;
  const { lineOffsets, lines } = locations;
  const frames: CodeFrame[] = [];
  for (let line = lineOffsets[location]!; line < lineOffsets[location + 1]!; line++) {
    const f = lines.function[line]!;
    if (f < 0) continue;
    const name = strings.get(functions.name[f]!);
    frames.push({ name, file: strings.get(functions.filename[f]!), line: lines.line[line]! });
  }
  const place = { file: frames[0]?.file ?? '', line: frames[0]?.line ?? 0 };
  return { address, binaryAddress: address, lengthBytes: 1n, text: null, place, frames };
}
