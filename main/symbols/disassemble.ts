import type { z } from 'zod';
import type { CodeSymbol } from '../../engine/source/types';
import type { Disassembly, disassembleSchema } from '../../proto/code';
import { FlamebenchError } from '../../proto/errors';
import { createOpenCode } from './code-files';
import { binaryFolders } from './local';
import { createFindTool, type FindTool } from './tools';

/** A window has room for so much of one function; what is behind it is said to be cut off. */
const mostInstructions = 20_000;
const mostFunctions = 20;

/** Disassembles for the window, with the tools and folders of this process' environment. */
export function createDisassemble(
  env: Readonly<Record<string, string | undefined>> = process.env,
  findTool: FindTool = createFindTool('', env),
) {
  /**
   * The functions in which some addresses of a binary lie, taken apart.
   * @throws FlamebenchError 'file-not-found' for the binary, 'tool-missing' for objdump, 'bad-argument' where
   *   the binary is another build's, and as runTool
   */
  return async (asked: z.infer<typeof disassembleSchema>): Promise<Disassembly> => {
    const { mapping, addresses } = asked;
    if (mapping.file === '') throw new FlamebenchError('file-not-found', 'the binary');
    const number = (hex: string) => BigInt(`0x${hex}`);
    const open = createOpenCode({ findTool, folders: binaryFolders(env), note: () => {} });
    const code = await open({
      row: 0,
      file: mapping.file,
      buildId: mapping.buildId,
      start: number(mapping.start),
      limit: number(mapping.limit),
      offset: number(mapping.offset),
    });
    const inBinary = addresses.map((address) => code.toBinary(number(address)));
    const symbols = new Set<CodeSymbol>();
    for (const address of inBinary) {
      const symbol = address === null ? null : symbolAt(code.symbols, address);
      if (symbol !== null) symbols.add(symbol);
    }
    const functions: Disassembly['functions'] = [];
    for (const symbol of [...symbols].slice(0, mostFunctions)) {
      const all = await code.disassemble(symbol, false);
      functions.push({
        names: [...symbol.names],
        instructions: all.slice(0, mostInstructions).map((instruction) => ({
          ...instruction,
          address: instruction.address.toString(16),
        })),
        isCut: all.length > mostInstructions,
      });
    }
    return { functions, inBinary: inBinary.map((address) => (address === null ? '' : address.toString(16))) };
  };
}

/** The symbol that an address lies in; null where it is before the first. */
function symbolAt(symbols: readonly CodeSymbol[], address: bigint): CodeSymbol | null {
  let low = 0;
  let high = symbols.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (symbols[middle]!.start <= address) low = middle + 1;
    else high = middle;
  }
  const symbol = symbols[low - 1];
  return symbol !== undefined && address <= symbol.end ? symbol : null;
}
