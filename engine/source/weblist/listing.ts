import { compareBytewise } from '../../analysis/order';
import { basePath, cleanPath } from '../../pprof/paths';
import { demangle } from '../../symbols/demangle';
import type { FoundSource } from '../lookup';
import type { CodeFrame, CodePlace } from './code';
import type { AddressSamples } from './samples';

/** A call that was inlined. */
export interface InlinedCall {
  /** Calls around it that were inlined too. */
  readonly depth: number;
  /** The line it is on, without what it is indented by; '' = unknown. */
  readonly text: string;
  /** 'file.go:12'. */
  readonly place: string;
}

export interface ListedInstruction {
  /** Whether instructions of other lines lie between the one above and this. */
  readonly isApart: boolean;
  /** Calls that led here and are not those of the one above. */
  readonly calls: readonly InlinedCall[];
  /** Calls that led here. */
  readonly depth: number;
  readonly flat: number;
  readonly cum: number;
  /** In the binary. */
  readonly address: bigint;
  readonly text: string;
  /** 'file.go:12' of the innermost function; '' = unknown. */
  readonly place: string;
}

export interface ListedLine {
  /** 0 = no line is known for these instructions. */
  readonly line: number;
  readonly text: string;
  readonly flat: number;
  readonly cum: number;
  readonly hasValues: boolean;
  /** Empty where only the profile knows of the line. */
  readonly instructions: readonly ListedInstruction[];
}

export interface ListedFunction {
  readonly name: string;
  readonly file: string;
  readonly flat: number;
  readonly cum: number;
  readonly lines: readonly ListedLine[];
  /** Why there is no source; '' = there is. */
  readonly missing: string;
}

/** An instruction on a line, below the calls that were inlined there, outermost first. */
interface Entry {
  readonly place: CodePlace;
  readonly calls: readonly CodeFrame[];
  readonly flat: number;
  readonly cum: number;
}

interface FileLines {
  readonly entries: Map<number, Entry[]>;
  /** The function of a line: the first that is met there. */
  readonly names: Map<number, string>;
}

/** Lines that share a function and lie less than this apart are listed as one. */
const mergeLimit = 20;
/** Lines shown around. */
const margin = 5;

/**
 * The functions that are asked for, by file and line, with the instructions of each line. An instruction of an
 * inlined function is on a line of each function asked for that it is part of.
 */
export async function listFunctions(
  places: readonly CodePlace[],
  samples: AddressSamples,
  lookUp: (path: string) => Promise<FoundSource>,
): Promise<readonly ListedFunction[]> {
  const files = linesByFile(places, samples);
  const sources = new Map<string, FoundSource>();
  for (const file of sourcesOf(files)) if (file !== '') sources.set(file, await lookUp(file));
  const lineOf = (file: string, line: number) => {
    const source = sources.get(file);
    return source !== undefined && 'lines' in source ? source.lines[line - 1] : undefined;
  };
  const listed: ListedFunction[] = [];
  for (const file of [...files.keys()].sort(compareBytewise)) {
    const { entries, names } = files.get(file)!;
    const source = sources.get(file);
    const missing = source === undefined ? '' : 'missing' in source ? source.missing : '';
    for (const { name, first, last, flat, cum } of functionRanges(entries, names)) {
      if (cum === 0) continue;
      const lines: ListedLine[] = [];
      for (let line = first; line <= last; line++) {
        const own = entries.get(line) ?? [];
        const text = lineOf(file, line) ?? missingText(line, own);
        if (text !== null) lines.push(listedLine(line, text, own, lineOf));
      }
      listed.push({ name, file, flat, cum, lines, missing });
    }
  }
  return listed;
}

/** Files listed, and those that calls on their lines are in. */
function sourcesOf(files: ReadonlyMap<string, FileLines>): ReadonlySet<string> {
  const paths = new Set(files.keys());
  for (const { entries } of files.values()) {
    for (const entry of [...entries.values()].flat()) for (const { file } of entry.calls) paths.add(file);
  }
  return paths;
}

function missingText(line: number, entries: readonly Entry[]): string | null {
  if (entries.length === 0) return null;
  return line === 0 ? 'instructions of no known line' : '???';
}

function linesByFile(places: readonly CodePlace[], samples: AddressSamples): Map<string, FileLines> {
  const shownName = namesAskedFor(samples);
  const amountOf = valuesWithin(samples);
  const files = new Map<string, FileLines>();
  for (const place of places) {
    const { flat, cum } = amountOf(place);
    place.frames.forEach((frame, i) => {
      const name = shownName(frame.name);
      if (name === null) return;
      const path = sourcePath(frame.file);
      let file = files.get(path);
      if (file === undefined) {
        file = { entries: new Map(), names: new Map() };
        files.set(path, file);
      }
      const calls = place.frames.slice(0, i).reverse();
      const entry = { place, calls, flat, cum };
      const own = file.entries.get(frame.line);
      if (own === undefined) file.entries.set(frame.line, [entry]);
      else own.push(entry);
      if (!file.names.has(frame.line)) file.names.set(frame.line, name);
    });
  }
  return files;
}

/** What a function asked for is called; null for the others. Tools tell names mangled, or demangled in full. */
function namesAskedFor({ interest, shownNames }: AddressSamples): (name: string) => string | null {
  const unspaced = (name: string) => name.replace(/ /g, '');
  const byFullName = new Map<string, string>();
  for (const name of interest) {
    const full = demangle(name, 'full');
    if (full !== name) byFullName.set(unspaced(full), shownNames.get(name) ?? name);
  }
  const decided = new Map<string, string | null>();
  const decide = (name: string) => {
    if (interest.has(name)) return shownNames.get(name) ?? name;
    const short = demangle(name, 'default');
    return interest.has(short) ? short : (byFullName.get(unspaced(name)) ?? null);
  };
  return (name) => {
    let shown = decided.get(name);
    if (shown === undefined) {
      shown = decide(name);
      decided.set(name, shown);
    }
    return shown;
  };
}

/** Samples in the middle of an instruction are its own: those of callers lie one byte before its end. */
function valuesWithin({ flat, cum }: AddressSamples) {
  const addresses = [...cum.keys()].sort((a, b) => (a < b ? -1 : 1));
  return ({ address, lengthBytes }: CodePlace) => {
    const sums = { flat: 0, cum: 0 };
    let low = 0;
    let high = addresses.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (addresses[middle]! < address) low = middle + 1;
      else high = middle;
    }
    for (; low < addresses.length && addresses[low]! < address + lengthBytes; low++) {
      sums.flat += flat.get(addresses[low]!) ?? 0;
      sums.cum += cum.get(addresses[low]!)!;
    }
    return sums;
  };
}

interface FunctionRange {
  name: string;
  /** Lines, both included. */
  first: number;
  last: number;
  flat: number;
  cum: number;
}

/** Stretches of lines of one function, and of lines around them that no other takes. */
function functionRanges(
  entries: ReadonlyMap<number, readonly Entry[]>,
  names: ReadonlyMap<number, string>,
): readonly FunctionRange[] {
  const ranges: FunctionRange[] = [];
  for (const line of [...entries.keys()].sort((a, b) => a - b)) {
    const name = names.get(line)!;
    const { flat, cum } = sumOf(entries.get(line)!);
    const last = ranges[ranges.length - 1];
    if (last !== undefined && last.name === name && line - last.last - 1 < mergeLimit) {
      last.last = line;
      last.flat += flat;
      last.cum += cum;
    } else ranges.push({ name, first: line, last: line, flat, cum });
  }
  ranges.forEach((range, i) => {
    const before = ranges[i - 1];
    if (before === undefined) {
      // Line 0 stands for unknown lines, and has no neighbours.
      if (range.first > 0) range.first = Math.max(1, range.first - margin);
      return;
    }
    const half = Math.min(Math.trunc((range.first - before.last - 1) / 2), margin);
    before.last += half;
    range.first -= half;
  });
  const end = ranges[ranges.length - 1];
  if (end !== undefined) end.last += margin;
  return ranges;
}

function sumOf(entries: readonly Entry[]): { flat: number; cum: number } {
  const sums = { flat: 0, cum: 0 };
  for (const { flat, cum } of entries) {
    sums.flat += flat;
    sums.cum += cum;
  }
  return sums;
}

function listedLine(
  line: number,
  text: string,
  entries: readonly Entry[],
  lineOf: (file: string, line: number) => string | undefined,
): ListedLine {
  const sums = sumOf(entries);
  // A line of which only the profile knows has nothing below it.
  const hasCode = entries.some(({ place, calls }) => calls.length > 0 || place.text !== null);
  const instructions: ListedInstruction[] = [];
  let before: Entry | undefined;
  for (const entry of hasCode ? entries : []) {
    const { place, calls, flat, cum } = entry;
    instructions.push({
      isApart: before !== undefined && place.address !== before.place.address + before.place.lengthBytes,
      calls: newCalls(calls, before?.calls ?? []).map((depth) => ({
        depth,
        text: (lineOf(calls[depth]!.file, calls[depth]!.line) ?? '').trim(),
        place: placeText(calls[depth]!),
      })),
      depth: calls.length,
      flat,
      cum,
      address: place.binaryAddress,
      text: place.text ?? '',
      place: placeText(place.place),
    });
    before = entry;
  }
  return { line, text, ...sums, hasValues: entries.length > 0, instructions };
}

/** Depths at which calls differ from those before: all from the first that does. */
function newCalls(calls: readonly CodeFrame[], before: readonly CodeFrame[]): readonly number[] {
  const isSame = (call: CodeFrame, i: number) =>
    before[i]?.file === call.file && before[i]?.line === call.line;
  const first = calls.findIndex((call, i) => !isSame(call, i));
  return first < 0 ? [] : calls.map((_, depth) => depth).slice(first);
}

function placeText({ file, line }: { readonly file: string; readonly line: number }): string {
  if (file === '') return '';
  return line === 0 ? basePath(file) : `${basePath(file)}:${line}`;
}

/** One path for all ways in which a source is named. */
function sourcePath(file: string): string {
  return cleanPath(file.replace(/^\/proc\/self\/cwd\//, '').replace(/^\.\//, ''));
}
