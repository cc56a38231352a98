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
      options: { ...defaultOptions(), ...options },
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
});
