import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDisassemble } from '../../../main/symbols/disassemble';
import { openElf } from '../../../main/symbols/elf-file';
import { toFailure } from '../../../proto/errors';
import { compileHot, programFolder } from '../../helpers/native-program';
import { requireTool } from '../../helpers/require-tool';

const churn = '_ZN4work5churnImEET_RSt6vectorIS1_SaIS1_EEi';

describe.skipIf(requireTool('g++').skip || requireTool('objdump', 'llvm-objdump').skip)(
  'machine code',
  () => {
    const folder = programFolder();
    afterAll(folder.remove);
    let mapping: Parameters<ReturnType<typeof createDisassemble>>[0]['mapping'];
    let start = 0n;
    beforeAll(async () => {
      const file = compileHot(folder.path, 'hot', ['-no-pie', '-fno-pie']);
      const opened = await openElf(file);
      start = (await opened!.elf.symbols()).find(({ name }) => name === churn)!.address;
      mapping = { file, buildId: opened!.elf.buildId, start: '400000', limit: 'ffffff', offset: '0' };
    });
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => null,
        (thrown) => toFailure(thrown, ''),
      );

    it('is the function that an address lies in, with the lines of its source', async () => {
      const { functions, inBinary } = await createDisassemble()({
        mapping,
        addresses: [(start + 4n).toString(16), 'fffffffffffffff0'],
      });
      expect(inBinary).toEqual([(start + 4n).toString(16), '']);
      expect(functions).toHaveLength(1);
      expect(functions[0]!.names).toContain(churn);
      const { instructions } = functions[0]!;
      expect(instructions[0]!.address).toBe(start.toString(16));
      expect(instructions.some(({ file, line }) => file.endsWith('hot.cc') && line > 0)).toBe(true);
    });

    it('says what is missing', async () => {
      const asked = { mapping, addresses: [start.toString(16)] };
      expect(await failure(createDisassemble({}, async () => '')(asked))).toMatchObject({
        code: 'tool-missing',
        subject: 'objdump',
      });
      const gone = { ...asked, mapping: { ...mapping, file: '/no/such/program' } };
      expect(await failure(createDisassemble()(gone))).toMatchObject({ code: 'file-not-found' });
      const other = { ...asked, mapping: { ...mapping, buildId: 'abcd' } };
      expect(await failure(createDisassemble()(other))).toMatchObject({ code: 'bad-argument' });
    });
  },
);
