import { resolve } from 'node:path';
import { readObjdump } from '../../engine/source/objdump';
import type { CodeSymbol, OpenCode } from '../../engine/source/types';
import { mappingBase } from '../../engine/symbols/address';
import type { ElfSymbol } from '../../engine/symbols/elf';
import { FlamebenchError } from '../../proto/errors';
import { askBinary, findBinary } from './local';
import { runTool } from './run-tool';
import { type FindTool, isOfLlvm } from './tools';

export interface CodeFileOptions {
  readonly findTool: FindTool;
  /** Folders with binaries; see binaryFolders. */
  readonly folders: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly note: (line: string) => void;
}

const deadlineSeconds = 120;
const maxOutputBytes = 256 * 1024 * 1024;
const highestAddress = 0xffffffffffffffffn;

/** Opens binaries on this machine, taken apart by objdump. */
export function createOpenCode({ findTool, folders, signal, note }: CodeFileOptions): OpenCode {
  return async (mapping) => {
    if (mapping.file === '') throw new FlamebenchError('file-not-found', 'the binary');
    const binary = await findBinary(mapping, folders, note);
    const { path, elf } = binary;
    return {
      symbols: codeSymbols(await elf.symbols()),
      toBinary: (address) => {
        const base = mappingBase(elf, mapping, address);
        return base === null ? null : BigInt.asUintN(64, address - base.base);
      },
      disassemble: async ({ start, end }, isIntel) => {
        const tool = await findTool('objdump');
        if (tool === '') throw new FlamebenchError('tool-missing', 'objdump', { purpose: 'instructions' });
        const intel = (await isOfLlvm(tool)) ? ['--x86-asm-syntax=intel'] : ['-M', 'intel'];
        const text = await runTool({
          tool,
          args: [
            '--disassemble',
            '--demangle',
            '--no-show-raw-insn',
            '--line-numbers',
            `--start-address=0x${start.toString(16)}`,
            // Where to stop is the first address that is left out.
            `--stop-address=0x${(end < highestAddress ? end + 1n : end).toString(16)}`,
            ...(isIntel ? intel : []),
            // From the root on: no name can be taken for an option, or for a file of options.
            resolve(path),
          ],
          deadlineSeconds,
          maxBytes: maxOutputBytes,
          signal,
        });
        return readObjdump(text);
      },
      frames: async (addresses) => {
        const tools = await Promise.all([findTool('llvm-symbolizer'), findTool('addr2line')]);
        if (tools.every((tool) => tool === '')) return null;
        const asked = addresses.map((address) => ({ address, isData: false }));
        return askBinary(binary, asked, { findTool, isFast: false, deadlineSeconds, signal });
      },
    };
  };
}

/** Symbols that start at one address as one, which reaches up to the next. */
function codeSymbols(symbols: readonly ElfSymbol[]): readonly CodeSymbol[] {
  const grouped: CodeSymbol[] = [];
  for (let i = 0; i < symbols.length; ) {
    const start = symbols[i]!.address;
    const names: string[] = [];
    for (; i < symbols.length && symbols[i]!.address === start; i++) names.push(symbols[i]!.name);
    grouped.push({ names, start, end: i < symbols.length ? symbols[i]!.address - 1n : highestAddress });
  }
  return grouped;
}
