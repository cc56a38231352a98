import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselines, box, fontSize, nameLines } from '../../../../renderer/views/graph/box';

const measure = (text: string) => text.length * 0.6;

describe('the lines of a name', () => {
  it.each([
    ['main.work', ['main', 'work']],
    ['net/http.(*conn).serve', ['http', '(*conn)', 'serve']],
    ['slices.pdqsortOrdered[go.shape.string]', ['slices', 'pdqsortOrdered[go.shape.string]']],
    ['a::b::c', ['a', 'b', 'c']],
    ['malloc', ['malloc']],
    ['', ['']],
    ['...', ['...']],
    ['<unknown>', ['<unknown>']],
    ['[libc.so.6]', ['[libc.so.6]']],
    ['operator()', ['operator()']],
    ['std::map<int, std::vector<a::b>>::find', ['std', 'map<int, std::vector<a::b>>', 'find']],
    ['x.a.b.c.d.e.f', ['…', 'c', 'd', 'e', 'f']],
  ])('%s', (name, lines) => {
    expect(nameLines(name)).toEqual(lines);
  });

  it('keep both ends of what is too long', () => {
    const [line] = nameLines(`begin<${'x'.repeat(100)}>end`);
    expect([...line!]).toHaveLength(34);
    expect(line).toMatch(/^begin<x+…x+>end$/);
  });

  it('are few and short for any name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (name) => {
        const lines = nameLines(name);
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.length).toBeLessThanOrEqual(5);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(34);
      }),
    );
  });
});

describe('a box', () => {
  it('holds its lines', () => {
    const { lines, width, height } = box('main.work', ['10ms (5%)', 'of 20ms (10%)'], 20, measure);
    expect(lines.map(({ text, size }) => [text, size])).toEqual([
      ['main', 20],
      ['work', 20],
      ['10ms (5%)', 16],
      ['of 20ms (10%)', 16],
    ]);
    expect(width).toBeGreaterThanOrEqual(13 * 0.6 * 16);
    const at = baselines({ lines, width, height });
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at.at(-1)).toBeLessThan(height);
  });

  it.each([
    [0, 100, 10],
    [100, 100, 24],
    [25, 100, 17],
    [-100, 100, 24],
    [1, 0, 10],
  ])('of value %d beside %d is written in %d points', (flat, largest, size) => {
    expect(fontSize(flat, largest)).toBe(size);
  });
});
