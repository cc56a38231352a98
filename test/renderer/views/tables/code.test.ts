import { describe, expect, it } from 'vitest';
import type { CodeSamples } from '../../../../engine/tables/code-samples';
import type { SourceLines } from '../../../../engine/tables/source-lines';
import {
  addressRows,
  codeRows,
  codeUnits,
  heaviestRow,
  isRowChanged,
  judgedAddresses,
} from '../../../../renderer/views/disasm/rows';
import { highlight, languageOf, type Token } from '../../../../renderer/views/source/highlight';
import { hotRows, lineRows, nextHot, rowOfFunction } from '../../../../renderer/views/source/lines';

const costs: SourceLines = {
  functions: [
    { frame: 1, startLine: 2, flat: [9], cum: [30] },
    { frame: 2, startLine: 6, flat: [20], cum: [20] },
  ],
  line: Int32Array.of(0, 3, 4, 7, 12),
  flat: [Float64Array.of(0, 1, 9, 20, 0.1)],
  cum: [Float64Array.of(1, 25, 9, 20, 0.1)],
};

describe('lines of source', () => {
  it('are all of the file, and those that only the profile knows', () => {
    expect([...lineRows(costs, 8).line]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 12]);
    expect([...lineRows(costs, 0).line]).toEqual([0, 3, 4, 7, 12]);
    expect([...lineRows(costs, 8).cost]).toEqual([0, -1, -1, 1, 2, -1, -1, 3, -1, 4]);
  });

  it('are hot by what they cost themselves; one goes round them', () => {
    const rows = lineRows(costs, 8);
    const hot = hotRows(rows, costs);
    expect(hot.map((row) => rows.line[row])).toEqual([3, 4, 7]);
    expect(
      [nextHot(hot, -1, 1), nextHot(hot, 7, 1), nextHot(hot, 3, -1)].map((row) => rows.line[row]),
    ).toEqual([3, 3, 7]);
    expect(nextHot([], 0, 1)).toBe(-1);
  });

  it('begin for a function at its heaviest line', () => {
    const rows = lineRows(costs, 8);
    expect(rows.line[rowOfFunction(rows, costs, 1)]).toBe(3);
    expect(rows.line[rowOfFunction(rows, costs, 2)]).toBe(7);
  });
});

describe('the colours of a source', () => {
  it('are known by the end of its name', () => {
    expect(
      ['a/b.go', 'x.mts', 'x.tsx', 'x.h', 'x.cc', 'x.rs', 'x.py', 'X.java', 'x.txt'].map(languageOf),
    ).toEqual(['go', 'typescript', 'tsx', 'c', 'cpp', 'rust', 'python', 'java', '']);
  });

  it('come a part at a time, and hold every character of the text', async () => {
    const lines = Array.from({ length: 100 }, (_, i) =>
      i === 0 ? '/* begins' : i === 60 ? 'ends */' : `x := ${i}`,
    );
    const done: (readonly Token[])[] = [];
    const parts: number[] = [];
    await new Promise<void>((resolve) => {
      highlight(lines, 'go', (first, tokens) => {
        parts.push(first);
        done.push(...tokens);
        if (done.length === lines.length) resolve();
      });
    });
    expect(parts.length).toBeGreaterThan(1);
    expect(done.map((line) => line.map(({ text }) => text).join(''))).toEqual(lines);
    // A comment goes on from one part into the next.
    expect(done[59]!.every(({ color }) => color.includes('comment'))).toBe(true);
    expect(done[61]!.some(({ color }) => color.includes('comment'))).toBe(false);
  });
});

describe('machine code', () => {
  const mapping = { file: '/bin/x', buildId: 'ab', start: '1000', limit: '2000', offset: '0' };
  const samples = (side: number, part: Partial<CodeSamples> = {}): CodeSamples => ({
    side,
    mapping,
    address: ['1004', '1011'],
    flat: Float64Array.of(3, 1),
    cum: Float64Array.of(4, 1),
    place: ['x.c:2', ''],
    ...part,
  });
  const instruction = (address: string, line: number) => ({
    address,
    text: 'nop',
    function: 'f',
    file: 'x.c',
    line,
  });

  it('of one build stands side by side, of two apart', () => {
    const [both, ...others] = codeUnits([samples(0), samples(1, { address: ['1011', '1020'] })], 2);
    expect(others).toEqual([]);
    expect(both).toMatchObject({ sides: [0, 1], address: ['1004', '1011', '1020'] });
    expect(both!.flat.map((column) => [...column])).toEqual([
      [3, 1, 0],
      [0, 3, 1],
    ]);
    expect(codeUnits([samples(0), samples(1, { mapping: { ...mapping, buildId: 'cd' } })], 2)).toHaveLength(
      2,
    );
    const nameless = { ...mapping, buildId: '' };
    expect(codeUnits([samples(0, { mapping: nameless }), samples(1, { mapping: nameless })], 2)).toHaveLength(
      2,
    );
  });

  it('has its samples at their instructions, and source lines between', () => {
    const [unit] = codeUnits([samples(0)], 1);
    const rows = codeRows(unit!, {
      functions: [
        {
          names: ['f'],
          isCut: true,
          instructions: [instruction('4', 2), instruction('10', 2), instruction('14', 3)],
        },
      ],
      inBinary: ['4', '11'],
    });
    expect(
      rows.map((row) =>
        row.kind === 'code'
          ? `${row.address} ${row.flat} ${row.cum}`
          : row.kind === 'place'
            ? row.text
            : row.kind,
      ),
    ).toEqual(['function', 'x.c:2', '4 3 4', '10 1 1', 'x.c:3', '14 0 0', 'cut']);
    expect(heaviestRow(rows)).toBe(2);
  });

  it('changed where one of its addresses did, in the direction of the whole', () => {
    const after = samples(1, { flat: Float64Array.of(9, 0), cum: Float64Array.of(9, 0) });
    const [unit] = codeUnits([samples(0), after], 2);
    expect(judgedAddresses(unit!, 'f')).toMatchObject({ kind: 'addresses', name: 'f' });
    expect(new Set(judgedAddresses(unit!, 'f').keys).size).toBe(2);
    const rows = codeRows(unit!, {
      functions: [{ names: ['f'], isCut: false, instructions: [instruction('4', 2), instruction('20', 2)] }],
      inBinary: ['4', '11'],
    });
    const flags = (...changed: number[]) => ({ flat: Uint8Array.of(0, 0), cum: Uint8Array.from(changed) });
    // Both addresses lie in the first instruction; the first rose, the second fell, together they rose.
    const told = (changed: ReturnType<typeof flags>, measure: 'flat' | 'cum' = 'cum') =>
      rows.map((row) => isRowChanged(unit!, row, measure, changed));
    expect(told(flags(1, 0))).toEqual([false, false, true, false]);
    expect(told(flags(0, 1))).toEqual([false, false, false, false]);
    expect(told(flags(1, 1), 'flat')).toEqual([false, false, false, false]);
  });

  it('without instructions is the addresses by themselves', () => {
    const [unit] = codeUnits([samples(0, { address: ['1011', '1004'] })], 1);
    expect(addressRows(unit!).map((row) => row.kind === 'code' && row.address)).toEqual(['1004', '1011']);
  });
});
