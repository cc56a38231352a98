import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { ProfileBuilder } from '../../../engine/model/builder';
import type { Profile } from '../../../engine/model/profile';
import { defaultOptions } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { readObjdump } from '../../../engine/source/objdump';
import { runCodeReport } from '../../../engine/source/report';
import type { CodeFile, Instruction } from '../../../engine/source/types';
import { inflateNode } from '../../../main/services/inflate';

const suite = process.env.PPROF_SUITE ?? '';
const goldenPath = join(suite, 'golden/pprof.cpu.flat.addresses.disasm');
const hasSuite = suite !== '' && existsSync(goldenPath);

const files = { folder: '/', read: async () => null };

async function disasm(profile: Profile, pattern: string, open: () => Promise<CodeFile>) {
  const failures: unknown[] = [];
  const { output } = await runCodeReport(
    profile,
    { command: 'disasm', parameter: pattern, options: defaultOptions(), place: utcPlace },
    { files, open, note: (failure) => failures.push(failure) },
  );
  return { text: output.kind === 'text' ? output.text : '', failures };
}

const at = (address: bigint, text: string, name = '', file = '', line = 0): Instruction => ({
  address,
  text,
  function: name,
  file,
  line,
});

/** The program that pprof's own test takes apart, as far as its expected report tells of it. */
const mockFile: CodeFile = {
  symbols: [
    { names: ['line1000'], start: 0x1000n, end: 0x1003n },
    { names: ['line3000'], start: 0x3000n, end: 0x3004n },
  ],
  toBinary: (address) => address,
  frames: async () => null,
  disassemble: async ({ start }) =>
    start === 0x1000n
      ? [
          at(0x1000n, 'instruction one', 'line1000', 'file1000.src', 1),
          at(0x1001n, 'instruction two', 'line1000', 'file1000.src', 1),
          at(0x1002n, 'instruction three', 'line1000', 'file1000.src', 2),
          at(0x1003n, 'instruction four', 'line1000', 'file1000.src', 1),
        ]
      : [
          at(0x3000n, 'instruction one'),
          at(0x3001n, 'instruction two'),
          at(0x3002n, 'instruction three', 'line3000', 'file3000.src', 9),
          at(0x3003n, 'instruction four', 'line3000', 'file3000.src'),
          at(0x3004n, 'instruction five', 'line3000', 'file3000.src'),
        ],
};

describe('disasm', () => {
  const skipped = hasSuite ? '' : ' (skipped: PPROF_SUITE names no folder with its expected report)';
  it.skipIf(!hasSuite)(`prints what pprof's own test expects${skipped}`, async () => {
    const profile = await readProfile(readFileSync(join(suite, 'cpu.pb.gz')), 'cpu.pb.gz', inflateNode);
    const { text } = await disasm(profile, 'line[13]', async () => mockFile);
    expect(text).toBe(readFileSync(goldenPath, 'utf8'));
  });

  function oneFunction(): Profile {
    const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
    const mapping = builder.mapping({ filename: '/bin/p', start: 0x1000n, limit: 0x2000n, has: 1 });
    const hot = builder.function({ name: 'hot' });
    const sample = (address: bigint, count: number) =>
      builder.sample([builder.location({ mapping, address, lines: [{ function: hot }] })], [count]);
    sample(0x1010n, 2);
    sample(0x1012n, 3);
    sample(0x1018n, 4);
    return builder.build();
  }
  const file: CodeFile = {
    symbols: [
      { names: ['_Z3hotv', 'alias'], start: 0x10n, end: 0x1fn },
      { names: ['cold'], start: 0x20n, end: 0x2fn },
    ],
    toBinary: (address) => address - 0x1000n,
    frames: async () => null,
    disassemble: async () => [
      at(0x10n, 'mov an operand that is long enough for a line'),
      at(0x14n, 'ret'),
      at(0x18n, 'nop'),
    ],
  };

  it('counts samples inside an instruction as its own, and matches demangled names', async () => {
    const { text } = await disasm(oneFunction(), '^hot$|hot$', async () => file);
    expect(text.split('\n')).toEqual(
      [
        'Total: 9',
        'ROUTINE ======================== _Z3hotv',
        '         9          9 (flat, cum)   100% of Total',
        `${' '.repeat(74)};hot `,
        '         5          5         10: mov an operand that is long enough for a line',
        '         .          .         14: ret',
        '         4          4         18: nop                                     ;hot ',
        '',
      ].map((line) => line.replace('_Z3hotv', 'hot')),
    );
  });

  it('takes an address, and names all that lies there', async () => {
    const toBinary = (address: bigint) => address;
    const { text } = await disasm(oneFunction(), '0x1012', async () => ({
      ...file,
      toBinary,
      symbols: [{ names: ['one', 'two'], start: 0x1010n, end: 0x101fn }],
    }));
    expect(text).toContain('ROUTINE ======================== one\n    AKA ======================== two\n');
  });

  it('says what it cannot find', async () => {
    await expect(disasm(oneFunction(), 'cold', async () => file)).rejects.toMatchObject({
      failure: { code: 'bad-argument' },
    });
    await expect(
      disasm(oneFunction(), 'hot', async () => Promise.reject(new Error('no such program'))),
    ).rejects.toMatchObject({ failure: { code: 'bad-argument' } });
  });
});

describe('what objdump prints', () => {
  it('is read in the words of GNU', () => {
    const text = `
p:     file format elf64-x86-64

Disassembly of section .text:

0000000000001169 <main>:
main():
/src/hot.cc:22
    1169:\tsub    $0x8,%rsp
/src/hot.cc:23 (discriminator 2)
    116d:\tcall   1030 <puts@plt>
`;
    expect(readObjdump(text)).toEqual([
      at(0x1169n, 'sub    $0x8,%rsp', 'main', '/src/hot.cc', 22),
      at(0x116dn, 'call   1030 <puts@plt>', 'main', '/src/hot.cc', 23),
    ]);
  });

  it('is read in the words of LLVM', () => {
    const text = `
p:\tfile format elf64-x86-64

Disassembly of section .text:

0000000000001169 <main>:
; main():
; /src/hot.cc:22
    1169:      \tsubq\t$8, %rsp
`;
    expect(readObjdump(text)).toEqual([at(0x1169n, 'subq\t$8, %rsp', 'main', '/src/hot.cc', 22)]);
  });
});
