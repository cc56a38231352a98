import type { Instruction } from './types';

/**
 * Reads what `objdump --disassemble --line-numbers` prints, GNU's or LLVM's: instructions, and between them the
 * function and the source line that those below belong to. Any other line ends what was said.
 */
export function readObjdump(text: string): readonly Instruction[] {
  const instructions: Instruction[] = [];
  let place = { function: '', file: '', line: 0 };
  for (const each of text.split('\n')) {
    const input = each.trim();
    if (input === '' && each === '' && instructions.length === 0) continue;
    const instruction = /^([0-9a-f]{1,16}):\s+(.*)$/i.exec(input);
    if (instruction !== null) {
      instructions.push({ address: BigInt(`0x${instruction[1]}`), text: instruction[2]!, ...place });
      continue;
    }
    const line = /^;?\s?(.*):([0-9]+)/.exec(input);
    if (line !== null) {
      if (Number(line[2]) <= 0xffffffff) place = { ...place, file: line[1]!, line: Number(line[2]) };
      continue;
    }
    // GNU names a function as 'name():', LLVM as '; name():', both head it with 'address <name>:'.
    const named = /^;?\s?(\S.*)\(\):/.exec(input) ?? /^(?:[0-9a-f]+)?\s?(.*):/i.exec(input);
    place = named === null ? { function: '', file: '', line: 0 } : { ...place, function: named[1]! };
  }
  return instructions;
}
