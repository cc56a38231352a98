import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { sentence } from '../../engine/advice/sentence';
import type { Profile } from '../../engine/model/profile';
import { basePath } from '../../engine/pprof/paths';
import { mappingBase } from '../../engine/symbols/address';
import {
  binaryCandidates,
  isSymbolized,
  isWithoutSymbols,
  locationsByMapping,
  type MappingFacts,
  mappingFacts,
} from '../../engine/symbols/mappings';
import type { SymbolFrame } from '../../engine/symbols/types';
import { FlamebenchError, toFailure } from '../../proto/errors';
import type { AddressFrames, BinaryAddress } from './address-tools';
import { type OpenElf, openElf } from './elf-file';
import type { FindTool } from './tools';

/** Frames that binaries have told, by binary and build, then by address. */
export type FrameCache = Map<string, Map<string, readonly SymbolFrame[]>>;

export interface LocalOptions {
  readonly findTool: FindTool;
  /** Only symbol tables. */
  readonly isFast: boolean;
  /** Also mappings that the profile has names of. */
  readonly isForced: boolean;
  /** Folders with binaries, as PPROF_BINARY_PATH; see {@link binaryFolders}. */
  readonly folders: readonly string[];
  readonly cache?: FrameCache | undefined;
  /** For one binary. */
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
  readonly note: (line: string) => void;
}

/** Folders in which binaries are looked for before their own places: PPROF_BINARY_PATH, or $HOME/pprof/binaries. */
export function binaryFolders(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const path = env.PPROF_BINARY_PATH ?? '';
  if (path !== '') return path.split(delimiter).filter((folder) => folder !== '');
  const home = env.HOME ?? homedir();
  return home === '' ? [] : [join(home, 'pprof', 'binaries')];
}

/**
 * The binary of a mapping: in one of the folders, else where the profile says. Of two build ids that are known
 * and differ, the file is another build's.
 * @throws FlamebenchError file errors, and 'bad-argument' with the reason
 */
export async function findBinary(
  facts: MappingFacts,
  folders: readonly string[],
  note: (line: string) => void,
): Promise<OpenElf> {
  const list = (folder: string) => readdir(folder).catch(() => []);
  for (const folder of folders) {
    for (const path of await binaryCandidates(folder, facts, list)) {
      const opened = await openElf(path).catch(() => null);
      if (opened === null) continue;
      if (facts.buildId === '' || opened.elf.buildId === facts.buildId) return opened;
      note(`${path} is not used: its build id is ${opened.elf.buildId}, not ${facts.buildId}.`);
    }
  }
  const opened = await openElf(facts.file);
  const unusable = (reason: string) => new FlamebenchError('bad-argument', facts.file, { reason });
  if (opened === null) throw unusable('it is not an ELF file');
  const { buildId } = opened.elf;
  if (facts.buildId !== '' && buildId !== '' && buildId !== facts.buildId) {
    throw unusable(`it is of another build: its build id is ${buildId}, not ${facts.buildId}`);
  }
  return opened;
}

/**
 * Frames for the locations of a profile whose binaries are on this machine, by location row. What cannot be
 * found out is told of and left out.
 * @throws FlamebenchError 'cancelled'
 */
export async function localFrames(
  profile: Profile,
  options: LocalOptions,
): Promise<ReadonlyMap<number, readonly SymbolFrame[]>> {
  const frames = new Map<number, readonly SymbolFrame[]>();
  let isMissing = false;
  for (const [row, locations] of locationsByMapping(profile)) {
    const facts = mappingFacts(profile, row);
    if (!options.isForced && isSymbolized(profile.mappings, row)) continue;
    if (isWithoutSymbols(facts.file) || /^https?:/i.test(facts.file)) {
      if (facts.file === '') isMissing = true;
      continue;
    }
    try {
      const binary = await findBinary(facts, options.folders, options.note);
      for (const [location, found] of await binaryFrames(profile, facts, binary, locations, options)) {
        frames.set(location, found);
      }
    } catch (error) {
      if (options.signal?.aborted) throw new FlamebenchError('cancelled', 'symbolization');
      const failure = toFailure(error, facts.file);
      if (failure.code === 'file-not-found') isMissing = true;
      options.note(`No symbols for ${basePath(facts.file)}: ${sentence(failure)}`);
    }
  }
  if (isMissing) {
    options.note('Some binaries are not here. PPROF_BINARY_PATH may name folders that have them.');
  }
  return frames;
}

async function binaryFrames(
  profile: Profile,
  facts: MappingFacts,
  binary: OpenElf,
  locations: readonly number[],
  options: LocalOptions,
): Promise<ReadonlyMap<number, readonly SymbolFrame[]>> {
  const { elf } = binary;
  const known = cachedFrames(binary, options);
  const found = new Map<number, readonly SymbolFrame[]>();
  const asked: { location: number; key: string; address: bigint; isData: boolean }[] = [];
  for (const location of locations) {
    const ofProcess = profile.locations.address[location]!;
    const base = mappingBase(elf, facts, ofProcess);
    if (base === null || (ofProcess === 0n && facts.start !== 0n)) continue;
    const address = BigInt.asUintN(64, ofProcess - base.base);
    const key = `${base.isData ? 'd' : 'c'}${address}`;
    const frames = known.get(key);
    if (frames === undefined) asked.push({ location, key, address, isData: base.isData });
    else if (frames.length > 0) found.set(location, frames);
  }
  if (asked.length === 0) return found;
  const answers = await askBinary(binary, asked, options);
  for (const [i, { location, key }] of asked.entries()) {
    known.set(key, answers[i]!);
    if (answers[i]!.length > 0) found.set(location, answers[i]!);
  }
  return found;
}

/** Without a build id nobody knows whether a file is still the one it was. */
function cachedFrames({ path, elf }: OpenElf, { cache, isFast }: LocalOptions) {
  const fresh = new Map<string, readonly SymbolFrame[]>();
  if (cache === undefined || elf.buildId === '') return fresh;
  const key = `${elf.buildId} ${isFast ? 'fast' : ''} ${path}`;
  const known = cache.get(key) ?? fresh;
  cache.set(key, known);
  return known;
}

/**
 * The frames at addresses of a binary, by the best tool there is, else by the binary's table of symbols.
 * @throws FlamebenchError as runTool
 */
export async function askBinary(
  { path, elf }: OpenElf,
  addresses: readonly BinaryAddress[],
  {
    findTool,
    isFast,
    deadlineSeconds,
    signal,
  }: Pick<LocalOptions, 'findTool' | 'isFast' | 'deadlineSeconds' | 'signal'>,
): Promise<AddressFrames> {
  // Loaded where a program is asked at all: most profiles come with their names.
  const { askAddr2line, askLlvmSymbolizer, askSymbolTable } = await import('./address-tools');
  const limits = { deadlineSeconds, signal };
  const llvm = isFast ? '' : await findTool('llvm-symbolizer');
  const addr2line = isFast || llvm !== '' ? '' : await findTool('addr2line');
  let answers: AddressFrames = addresses.map(() => []);
  if (llvm !== '') answers = await askLlvmSymbolizer(llvm, path, addresses, limits);
  else if (addr2line !== '') answers = await askAddr2line(addr2line, path, addresses, limits);
  if (answers.every((frames) => frames.length > 0 && frames[frames.length - 1]!.name !== '')) return answers;
  // Tables of symbols know what debug information does not: all of it where there is none.
  const names = askSymbolTable(await elf.symbols(), addresses);
  return answers.map((frames, i) => withName(frames, names[i]!));
}

/** Frames whose outermost function, where it has no name, is called by the symbol's. */
function withName(frames: readonly SymbolFrame[], symbol: readonly SymbolFrame[]): readonly SymbolFrame[] {
  const outer = frames[frames.length - 1];
  if (outer === undefined || symbol.length === 0) return outer === undefined ? symbol : frames;
  return outer.name === '' ? [...frames.slice(0, -1), { ...outer, name: symbol[0]!.name }] : frames;
}
