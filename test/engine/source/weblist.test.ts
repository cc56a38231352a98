import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { ProfileBuilder } from '../../../engine/model/builder';
import type { Profile } from '../../../engine/model/profile';
import { defaultOptions, type ReportOptions } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { runCodeReport } from '../../../engine/source/report';
import type { CodeFile, Instruction, OpenCode } from '../../../engine/source/types';
import type { SymbolFrame } from '../../../engine/symbols/types';
import { inflateNode } from '../../../main/services/inflate';
import { FlamebenchError } from '../../../proto/errors';

const suite = process.env.PPROF_SUITE ?? '';
const goldenPath = join(suite, 'golden/pprof.cpu.flat.addresses.weblist');
const hasSuite = suite !== '' && existsSync(goldenPath);

interface Setting {
  readonly open?: OpenCode;
  readonly sources?: Readonly<Record<string, string>>;
  readonly options?: Partial<ReportOptions>;
}

async function weblist(profile: Profile, pattern: string, { open, sources = {}, options }: Setting) {
  const failures: unknown[] = [];
  const { output } = await runCodeReport(
    profile,
    {
      command: 'weblist',
      parameter: pattern,
      options: { ...defaultOptions(), sample_index: '0', ...options },
      place: utcPlace,
    },
    {
      files: { folder: '/work', read: async (path) => sources[path] ?? null },
      open: open ?? (() => Promise.reject(new FlamebenchError('file-not-found', 'program'))),
      note: (failure) => failures.push(failure),
    },
  );
  return { page: output.kind === 'text' ? output.text : '', failures };
}

/** Text of markup. */
const textOf = (markup: string) =>
  markup.replace(/<[^>]*>/g, '').replace(/&(lt|gt|quot|#39|#34|amp);/g, (_, name: string) => {
    return { lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', amp: '&' }[name]!;
  });

/** What a listing says: per function its heads, lines, and what is below each line. */
interface Said {
  readonly head: readonly string[];
  readonly lines: readonly {
    readonly line: readonly string[];
    readonly code: readonly (readonly string[])[];
  }[];
}

const words = (text: string) => text.trim().split(/\s{2,}/);

/** pprof's page. Instructions are [flat, cum, address, text, place], calls [text, place], gaps ['⋮']. */
function readPprofPage(page: string): Said[] {
  return page
    .split('<h2>')
    .slice(1)
    .map((part) => {
      const [, name, file] = /^(.*?)<\/h2><p class="filename">(.*?)<\/p>/.exec(part)!;
      const [, flat, cum, share] = /Total:\s+(\S+)\s+(\S+) \(flat, cum\)\s+(\S+)/.exec(part)!;
      const lines = part
        .slice(part.indexOf('<span class=line>'), part.indexOf('</pre>'))
        .split('<span class=line>')
        .slice(1)
        .map((each) => {
          const [own, below = ''] = each.split('<span class=asm>');
          const [, number, values] = /^\s*(\d+)<\/span> <span class=\w+>(.*)<\/span>/s.exec(own!)!;
          const [, flatOf, cumOf, text] = /^\s*(\S+)\s+(\S+) {11}(.*?) ?$/s.exec(values!)!;
          const rows = below.split('\n').map((row) => textOf(row));
          const code = rows
            .filter((row) => row.trim() !== '')
            .map((row) => {
              const instruction = /^\s*(\S+)\s+(\S+)\s+([0-9a-f]+):\s+(.*)$/.exec(row);
              if (instruction === null) return words(row);
              const [what, place = ''] = words(instruction[4]!);
              return [...instruction.slice(1, 4), what!, place];
            });
          return { line: [number!, flatOf!, cumOf!, textOf(text!)], code };
        });
      return { head: [name!, file!, flat!, cum!, share!].map(textOf), lines };
    });
}

function readOurPage(page: string): Said[] {
  const inClass = (part: string, name: string) =>
    textOf(new RegExp(`class="${name}"[^>]*>(.*?)</`, 's').exec(part)![1]!);
  const cells = (row: string) =>
    [...row.matchAll(/<(span|code)[^>]*>(.*?)<\/\1>/gs)].map((cell) => textOf(cell[2]!));
  return page
    .split('<section ')
    .slice(1)
    .map((part) => ({
      head: [
        textOf(/<h2>(.*?)<\/h2>/s.exec(part)![1]!),
        ...['file', 'flat', 'cum', 'share'].map((name) => inClass(part, name)),
      ],
      lines: part
        .split(/(?=class="row line)/)
        .slice(1)
        .map((each) => {
          const [own, ...below] = each.split('<div class="row ');
          return {
            line: cells(own!.replace(/<\/(?:summary|div)>.*/s, '')).slice(1),
            code: below.map((row) => {
              const all = cells(row);
              return row.startsWith('inst') ? all.slice(1) : all.filter((cell) => cell !== '');
            }),
          };
        }),
    }));
}

const frame = (name: string, file: string, line: number): SymbolFrame => ({
  name,
  file,
  line,
  column: 0,
  startLine: 0,
});
const at = (address: bigint, text: string, name = '', file = '', line = 0): Instruction => ({
  address,
  text,
  function: name,
  file,
  line,
});

/** The program that pprof's own test takes apart, as far as its expected page tells of it. */
const one = 'testdata/file1000.src';
const three = 'testdata/file3000.src';
const mockCode = ['one', 'two', 'three', 'four', 'five'].map((word) => `instruction ${word}`);
const mockInstructions = [
  ...mockCode.slice(0, 4).map((text, i) => at(0x1000n + BigInt(i), text)),
  ...mockCode.map((text, i) => at(0x3000n + BigInt(i), text)),
];
const mockFrames = new Map([
  [0x1000n, [frame('mangled1000', one, 1)]],
  [0x1001n, [frame('mangled1000', one, 1)]],
  [0x1002n, [frame('mangled1000', one, 2)]],
  [0x1003n, [frame('mangled1000', one, 1)]],
  [0x3000n, [frame('mangled3002', three, 2), frame('mangled3001', three, 5), frame('mangled3000', three, 6)]],
  [0x3001n, [frame('mangled3001', three, 8), frame('mangled3000', three, 9)]],
  [0x3002n, [frame('mangled3002', three, 5), frame('mangled3000', three, 9)]],
]);
const mockFile: CodeFile = {
  symbols: [],
  toBinary: (address) => address,
  disassemble: async ({ start, end }) =>
    mockInstructions.filter(({ address }) => address >= start && address <= end),
  frames: async (addresses) => addresses.map((address) => mockFrames.get(address) ?? []),
};

describe('weblist', () => {
  const skipped = hasSuite ? '' : ' (skipped: PPROF_SUITE names no folder with its expected page)';
  it.skipIf(!hasSuite)(`says what the page says that pprof's own test expects${skipped}`, async () => {
    const profile = await readProfile(readFileSync(join(suite, 'cpu.pb.gz')), 'cpu.pb.gz', inflateNode);
    const source = (name: string) => readFileSync(join(suite, 'testdata', name), 'utf8');
    const { page, failures } = await weblist(profile, 'line(1000|3000)$', {
      open: async () => mockFile,
      options: { sample_index: '' },
      sources: {
        '/work/testdata/file1000.src': source('file1000.src'),
        '/work/testdata/file3000.src': source('file3000.src'),
      },
    });
    const golden = readPprofPage(readFileSync(goldenPath, 'utf8'));
    expect(golden.map(({ lines }) => lines.length)).toEqual([7, 14]);
    expect(golden.flatMap(({ lines }) => lines.flatMap(({ code }) => code)).length).toBe(14);
    expect(readOurPage(page)).toEqual(golden);
    expect(failures).toEqual([]);
    for (const line of [
      'File: testbinary',
      'Type: cpu',
      'Duration: 10s, Total samples = 1.12s (11.20%)',
      'Total: 1.12s',
    ])
      expect(textOf(page)).toContain(line);
    expect(page).toContain('<title>testbinary cpu</title>');
  });

  /** hot (inlines leaf at 0x1010) calls itself; other is far away, and without a binary. */
  function small(): Profile {
    const builder = new ProfileBuilder([
      { type: 'samples', unit: 'count' },
      { type: 'bytes', unit: 'bytes' },
    ]);
    const mapping = builder.mapping({ filename: '/bin/p', start: 0x1000n, limit: 0x2000n, has: 1 });
    const hot = builder.function({ name: 'hot', systemName: '_Z3hotv', filename: 'hot.cc' });
    const leaf = builder.function({ name: 'leaf', systemName: '_Z4leafv', filename: 'leaf.h' });
    const other = builder.function({ name: 'other', filename: 'gone.cc' });
    const called = builder.location({ mapping, address: 0x1017n, lines: [{ function: hot, line: 4 }] });
    const inlined = builder.location({
      mapping,
      address: 0x1010n,
      lines: [
        { function: leaf, line: 2 },
        { function: hot, line: 3 },
      ],
    });
    const lost = builder.location({ lines: [{ function: other, line: 70 }] });
    builder.sample([inlined, called, called], [2, 9]);
    builder.sample([called], [4, 400]);
    builder.sample([lost], [1, 8]);
    return builder.build();
  }
  const smallFile: CodeFile = {
    symbols: [{ names: ['_Z3hotv'], start: 0x10n, end: 0x1fn }],
    toBinary: (address) => address - 0x1000n,
    disassemble: async () => [at(0x10n, 'add'), at(0x12n, 'call hot'), at(0x18n, 'ret')],
    frames: async (addresses) =>
      addresses.map((address) => {
        if (address === 0x18n) return [];
        const own = frame('_Z3hotv', 'hot.cc', address === 0x10n ? 3 : 4);
        return address === 0x10n ? [frame('_Z4leafv', 'leaf.h', 2), own] : [own];
      }),
  };
  const sources = {
    '/work/hot.cc': 'one\n\nvoid hot() {\n  leaf();\n}\n',
    '/leaf.h': 'x\n    leafy();\n',
  };
  const open = async () => smallFile;

  it('shows instructions below the lines they come from, calls that were inlined, and samples inside', async () => {
    const { page, failures } = await weblist(small(), '^hot$', { open, sources });
    expect(readOurPage(page)).toEqual([
      {
        // As in pprof, a stack with two lines of a function counts at both, and in their sum.
        head: ['hot', 'hot.cc', '6', '8', '114.29%'],
        lines: [
          { line: ['1', '.', '.', 'one'], code: [] },
          { line: ['2', '.', '.', ''], code: [] },
          {
            line: ['3', '2', '2', 'void hot() {'],
            code: [
              ['leafy();', 'leaf.h:2'],
              ['2', '2', '10', 'add', 'leaf.h:2'],
            ],
          },
          {
            line: ['4', '4', '6', '  leaf();'],
            code: [
              ['4', '6', '12', 'call hot', 'hot.cc:4'],
              ['.', '.', '18', 'ret', ''],
            ],
          },
          { line: ['5', '.', '.', '}'], code: [] },
        ],
      },
    ]);
    expect(failures).toEqual([]);
  });

  it('lists an inlined function on its own lines', async () => {
    const { page } = await weblist(small(), '^leaf$', { open, sources });
    const [listed, ...others] = readOurPage(page);
    expect(others).toEqual([]);
    expect(listed!.head).toEqual(['leaf', 'leaf.h', '2', '2', '28.57%']);
    expect(listed!.lines[1]).toEqual({
      line: ['2', '2', '2', '    leafy();'],
      code: [['2', '2', '10', 'add', 'leaf.h:2']],
    });
  });

  it('divides means sample by sample', async () => {
    const options = { mean: true, sample_index: '1' };
    const { page } = await weblist(small(), '^leaf$', { open, sources, options });
    expect(readOurPage(page)[0]!.head.slice(2, 4)).toEqual(['4B', '4B']);
  });

  it('goes by the lines of the disassembler where nobody else can be asked', async () => {
    const file: CodeFile = {
      ...smallFile,
      disassemble: async () => [
        at(0x10n, 'add', 'hot()', 'hot.cc', 3),
        at(0x12n, 'call hot', 'hot()', 'hot.cc', 4),
        at(0x12n, 'printed twice', 'hot()', 'hot.cc', 4),
        at(0x18n, 'of another', 'cold()', 'hot.cc', 9),
      ],
      frames: async () => null,
    };
    const { page } = await weblist(small(), '^hot$', { open: async () => file, sources });
    const [listed, ...others] = readOurPage(page);
    expect(others).toEqual([]);
    expect(listed!.head[0]).toBe('hot');
    expect(listed!.lines.flatMap(({ code }) => code)).toEqual([
      ['2', '2', '10', 'add', 'hot.cc:3'],
      ['4', '6', '12', 'call hot', 'hot.cc:4'],
    ]);
  });

  it.each([
    ['opened', {}],
    [
      'taken apart',
      { open: async () => ({ ...smallFile, disassemble: () => Promise.reject(new Error('no')) }) },
    ],
  ])('shows what the profile knows where a program cannot be %s', async (_, setting) => {
    const { page, failures } = await weblist(small(), '^(hot|other)$', { ...setting, sources });
    expect(failures.length).toBe(1);
    const [other, hot] = readOurPage(page);
    expect(other!.head).toEqual(['other', 'gone.cc', '1', '1', '14.29%']);
    expect(other!.lines).toEqual([{ line: ['70', '1', '1', '???'], code: [] }]);
    expect(page).toContain('could not find file gone.cc on path /work');
    expect(hot!.lines.map(({ line }) => line.slice(0, 3))).toContainEqual(['4', '4', '6']);
  });

  it('takes an address', async () => {
    const { page } = await weblist(small(), '0x1010', { open, sources });
    expect(readOurPage(page).map(({ head }) => head[0])).toEqual(['hot']);
  });

  it('takes only the heaviest stretches of code apart, and says so', async () => {
    const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
    const mapping = builder.mapping({ filename: '/bin/p', start: 0n, limit: 0x100000n, has: 1 });
    const hot = builder.function({ name: 'hot', filename: 'hot.cc' });
    for (let i = 1; i <= 30; i++) {
      const lines = [{ function: hot, line: i }];
      builder.sample([builder.location({ mapping, address: BigInt(i) * 4096n, lines })], [i]);
    }
    const asked: bigint[] = [];
    const file: CodeFile = {
      ...smallFile,
      toBinary: (address) => address,
      disassemble: async ({ start, end }) => {
        asked.push(end - start);
        return [];
      },
    };
    const { page } = await weblist(builder.build(), 'hot', { open: async () => file });
    expect(asked).toEqual(new Array(25).fill(1000n));
    expect(page).toContain('Only the 25 heaviest of 30 stretches of code.');
  });

  it('takes code apart from the start of its symbol, and shows it from 500 bytes before a sample', async () => {
    const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
    const mapping = builder.mapping({ filename: '/bin/p', start: 0x1000n, limit: 0x2000n, has: 1 });
    const hot = builder.function({ name: 'hot', filename: 'hot.cc' });
    const lines = [{ function: hot, line: 1 }];
    builder.sample([builder.location({ mapping, address: 0x1800n, lines })], [1]);
    let range = { start: 0n, end: 0n };
    const file: CodeFile = {
      ...smallFile,
      symbols: [{ names: ['hot'], start: 0x400n, end: 0x900n }],
      disassemble: async (asked) => {
        range = asked;
        return [at(0x60bn, 'whole'), at(0x60dn, 'whole'), at(0x800n, 'ret')];
      },
      frames: async (addresses) => addresses.map(() => [frame('hot', 'hot.cc', 1)]),
    };
    const { page } = await weblist(builder.build(), 'hot', { open: async () => file });
    expect(range).toEqual({ start: 0x400n, end: 0x9f4n });
    const addresses = readOurPage(page)[0]!.lines[0]!.code.map((row) => row[2] ?? 'gap');
    expect(addresses).toEqual(['60d', '800']);
  });

  it('refuses a pattern that nothing matches, and stops where it is cancelled', async () => {
    await expect(weblist(small(), 'absent', { open })).rejects.toMatchObject({
      failure: { code: 'bad-argument', subject: 'weblist=absent' },
    });
    const cancelled = () => Promise.reject(new FlamebenchError('cancelled', 'objdump'));
    await expect(weblist(small(), 'hot', { open: cancelled })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
  });

  it('holds names and sources as text, and allows only its own script and style', async () => {
    const evil = `</script></style><script>alert('1')</script><img src=x onerror="x">&amp;`;
    const builder = new ProfileBuilder([{ type: evil, unit: 'count' }], { comments: [evil] });
    const mapping = builder.mapping({ filename: `/bin/${evil}`, start: 0x1000n, limit: 0x2000n, has: 1 });
    const f = builder.function({ name: evil, filename: 'evil.cc' });
    builder.sample([builder.location({ mapping, address: 0x1010n, lines: [{ function: f, line: 1 }] })], [1]);
    const file: CodeFile = {
      ...smallFile,
      disassemble: async () => [at(0x10n, evil)],
      frames: async () => [[frame(evil, 'evil.cc', 1)]],
    };
    const { page } = await weblist(builder.build(), 'alert', {
      open: async () => file,
      sources: { '/work/evil.cc': `${evil}\n` },
    });
    const [listed] = readOurPage(page);
    expect(listed!.head[0]).toBe(evil);
    expect(listed!.lines[0]).toEqual({
      line: ['1', '1', '1', evil],
      code: [['1', '1', '10', evil, 'evil.cc:1']],
    });
    expect(page.match(/<(script|style|img)\b/g)).toEqual(['<style', '<script']);
    expect(page).not.toMatch(/ (?:on\w+|src|style)=["']/);
    for (const [tag, directive] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page)![1]!;
      const hash = createHash('sha256').update(text).digest('base64');
      expect(textOf(/ content="(default-src.*?)"/.exec(page)![1]!)).toContain(
        `${directive} 'sha256-${hash}'`,
      );
    }
  });
});
