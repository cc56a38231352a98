import { z } from 'zod';
import { symbolAt } from '../../engine/symbols/address';
import type { ElfSymbol } from '../../engine/symbols/elf';
import type { SymbolFrame } from '../../engine/symbols/types';
import { runTool } from './run-tool';

/** An address as a binary's own tables use it. */
export interface BinaryAddress {
  readonly address: bigint;
  readonly isData: boolean;
}

/** The frames at each of the addresses, innermost first; empty where nothing is known. */
export type AddressFrames = readonly (readonly SymbolFrame[])[];

interface ToolLimits {
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Frames per address times bytes per frame, generously. */
const maxBytesPerAddress = 16384;
const outputCap = (addresses: number) => 1_000_000 + addresses * maxBytesPerAddress;

const hex = (address: bigint) => `0x${address.toString(16)}`;

const llvmAnswer = z.object({
  Address: z.string(),
  Symbol: z
    .array(
      z.object({
        FunctionName: z.string(),
        FileName: z.string(),
        Line: z.number(),
        Column: z.number(),
        StartLine: z.number().default(0),
      }),
    )
    .default([]),
});

/**
 * Asks llvm-symbolizer for all addresses at once. It answers in order, one line of JSON for each.
 * @throws FlamebenchError as runTool
 */
export async function askLlvmSymbolizer(
  tool: string,
  binary: string,
  addresses: readonly BinaryAddress[],
  limits: ToolLimits,
): Promise<AddressFrames> {
  const text = await runTool({
    tool,
    args: [`--obj=${binary}`, '--output-style=JSON', '--inlining', '--no-demangle'],
    input: addresses.map(({ address, isData }) => `${isData ? 'DATA' : 'CODE'} ${hex(address)}\n`).join(''),
    maxBytes: outputCap(addresses.length),
    ...limits,
  });
  const found: (readonly SymbolFrame[])[] = addresses.map(() => []);
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  for (const [i, line] of lines.entries()) {
    const answer = llvmAnswer.safeParse(parsedJson(line));
    if (!answer.success || i >= found.length) continue;
    found[i] = answer.data.Symbol.map(({ FunctionName, FileName, Line, Column, StartLine }) => ({
      name: known(FunctionName),
      file: known(FileName),
      line: Line,
      column: Column,
      startLine: StartLine,
    })).filter(saysSomething);
  }
  return found;
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/**
 * Asks addr2line for all addresses at once. It prints each address, then a line with a function and one with
 * its place for each frame.
 * @throws FlamebenchError as runTool
 */
export async function askAddr2line(
  tool: string,
  binary: string,
  addresses: readonly BinaryAddress[],
  limits: ToolLimits,
): Promise<AddressFrames> {
  const text = await runTool({
    tool,
    args: ['-a', '-i', '-f', '-e', binary],
    input: addresses.map(({ address }) => `${hex(address)}\n`).join(''),
    maxBytes: outputCap(addresses.length),
    ...limits,
  });
  const found: SymbolFrame[][] = addresses.map(() => []);
  const lines = text.split('\n');
  let row = -1;
  for (let i = 0; i < lines.length; i++) {
    // Of GNU's pairs of lines the first is a name, which cannot start with a digit; LLVM's twin agrees.
    if (/^0x[0-9a-f]+$/i.test(lines[i]!)) {
      row++;
      continue;
    }
    if (row < 0 || row >= found.length || i + 1 >= lines.length) continue;
    const name = known(lines[i]!);
    const place = /^(.*):(\d+|\?)(?: \(.*\))?$/.exec(lines[++i]!);
    const frame = {
      name,
      file: known(place?.[1] ?? ''),
      line: Number.parseInt(place?.[2] ?? '0', 10) || 0,
      column: 0,
      startLine: 0,
    };
    if (saysSomething(frame)) found[row]!.push(frame);
  }
  return found;
}

/** Names of the symbols that the addresses lie in, out of the binary's own table. */
export function askSymbolTable(
  symbols: readonly ElfSymbol[],
  addresses: readonly BinaryAddress[],
): AddressFrames {
  const last = symbols[symbols.length - 1];
  return addresses.map(({ address }) => {
    const row = symbolAt(symbols, address);
    if (row < 0 || last === undefined) return [];
    let symbol = symbols[row]!;
    // Of several at one place the one that names code.
    for (let i = row; i >= 0 && symbols[i]!.address === symbol.address; i--) {
      if (symbols[i]!.isCode) symbol = symbols[i]!;
    }
    const end = symbol.address + symbol.size;
    const isBehind = address >= last.address + last.size;
    if (address >= end && (isBehind || !symbol.isCode)) return [];
    return [{ name: symbol.name, file: '', line: 0, column: 0, startLine: 0 }];
  });
}

function known(text: string): string {
  return text === '??' || text === '<invalid>' ? '' : text;
}

function saysSomething({ name, file }: SymbolFrame): boolean {
  return name !== '' || file !== '';
}
