import { describe, expect, test } from 'vitest';
import { diffTable } from '../../../engine/analysis/diff';
import { normalise } from '../../../engine/analysis/normalise';
import { searchTree } from '../../../engine/analysis/search';
import { topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import type { DiffTable, TopTable } from '../../../engine/analysis/types';
import { atOnce } from '../../../engine/work/work';
import { profileOfText } from './profile-of';

const treeOf = (...texts: string[]) =>
  buildTree(texts.map((text) => ({ profile: profileOfText(text), sampleIndex: 0 })));
const top = (text: string, options = {}) => rows(topTable(profileOfText(text, options), 0));
const rows = (table: TopTable) =>
  Array.from({ length: table.length }, (_, i) => [
    table.frames.name[table.frame[i]!],
    table.flat[i],
    table.cum[i],
  ]);
const changes = (table: DiffTable) =>
  Array.from({ length: table.length }, (_, i) => [
    table.frames.name[table.frame[i]!],
    `${table.flatBefore[i]} → ${table.flatAfter[i]}`,
    `${table.cumBefore[i]} → ${table.cumAfter[i]}`,
  ]);
const badArgument = (reason: string) =>
  expect.objectContaining({
    failure: expect.objectContaining({
      code: 'bad-argument',
      facts: { reason: expect.stringContaining(reason) },
    }),
  });

describe('the top table', () => {
  test('counts recursion once in cum', () => {
    expect(top('main fib fib fib 4\nmain fib 1')).toEqual([
      ['fib', 5, 5],
      ['main', 0, 5],
    ]);
  });

  test('gives flat to the innermost inlined function, and cum to each', () => {
    expect(top('main outer>inner 3')).toEqual([
      ['inner', 3, 3],
      ['main', 0, 3],
      ['outer', 0, 3],
    ]);
  });

  test('orders by the size of flat, then by name', () => {
    expect(top('b 1\na 1\nc -9').map(([name]) => name)).toEqual(['c', 'a', 'b']);
  });

  test('leaves out what cancels to nothing, but counts it in the total', () => {
    const table = topTable(profileOfText('a 5\na -5\nb 1'), 0);
    expect(rows(table)).toEqual([['b', 1, 1]]);
    expect(table.total).toBe(11);
  });

  test('names code without symbols after its binary', () => {
    expect(top('main [/lib/libc.so.6] 1\nmain [] 2').map(([name]) => name)).toEqual([
      '<unknown>',
      '[libc.so.6]',
      'main',
    ]);
  });

  test('shows one ? for each character that could break a line or hide', () => {
    const names = top('ma\u0007in 1\nx\u202ey 2\nz\u2028 3').map(([name]) => name);
    expect(names).toEqual(['z?', 'x?y', 'ma?in']);
  });

  test('refuses a sample type that is not there', () => {
    expect(() => topTable(profileOfText('a 1'), 3)).toThrowError(badArgument('no sample type 3'));
  });
});

describe('frames the profile asks to drop', () => {
  const options = { dropFrames: 'malloc|operator new', keepFrames: '' };

  test('go with all they call', () => {
    expect(top('main malloc grow 3\nmain 1', options)).toEqual([['main', 4, 4]]);
  });

  test('match whole names without parameter lists', () => {
    expect(top('main malloc(int) 1\nmain malloc_usable 2', options)).toEqual([
      ['malloc_usable', 2, 2],
      ['main', 1, 3],
    ]);
  });

  test('stay where nothing else comes before them', () => {
    expect(top('malloc grow 3', options)).toEqual([
      ['grow', 3, 3],
      ['malloc', 0, 3],
    ]);
  });

  test('are cut out of inlined calls', () => {
    expect(top('main wrap>malloc>grow 3', options)).toEqual([
      ['wrap', 3, 3],
      ['main', 0, 3],
    ]);
  });

  test('stay where they are to be kept, or where the pattern is broken', () => {
    const all = [
      ['malloc', 3, 3],
      ['main', 0, 3],
    ];
    expect(top('main malloc 3', { ...options, keepFrames: 'mall.c' })).toEqual(all);
    expect(top('main malloc 3', { dropFrames: '(' })).toEqual(all);
  });
});

describe('the table of differences', () => {
  test('is ordered by the size of the change of flat', () => {
    expect(changes(diffTable(treeOf('m a 10\nm b 3\nm c 1', 'm a 4\nm b 4\nm d 2')))).toEqual([
      ['a', '10 → 4', '10 → 4'],
      ['d', '0 → 2', '0 → 2'],
      ['b', '3 → 4', '3 → 4'],
      ['c', '1 → 0', '1 → 0'],
      ['m', '0 → 0', '14 → 10'],
    ]);
  });

  test('needs two sides', () => {
    expect(() => diffTable(treeOf('a 1'))).toThrowError(badArgument('two profiles'));
  });
});

describe('normalising', () => {
  const tree = treeOf('a 100', 'a 30\nb 20');

  test('to equal totals scales the second side', () => {
    const equal = normalise(tree, { kind: 'equal-totals' });
    expect(equal.total.map((total) => total[0])).toEqual([100, 100]);
    expect(changes(diffTable(equal))).toEqual([
      ['a', '100 → 60', '100 → 60'],
      ['b', '0 → 40', '0 → 40'],
    ]);
  });

  test('to requests divides each side by its own, and the unit says so', () => {
    const each = normalise(tree, { kind: 'per-request', requests: [50, 10] });
    expect(each.total.map((total) => total[0])).toEqual([2, 5]);
    expect(each.unit).toBe('nanoseconds/request');
  });

  test('leaves the measured tree alone', () => {
    expect(normalise(tree, { kind: 'absolute' })).toBe(tree);
    expect(tree.total[1]![0]).toBe(50);
  });

  test('to the total of nothing changes nothing', () => {
    expect(normalise(treeOf('a 1', ''), { kind: 'equal-totals' }).total[0]![0]).toBe(1);
  });

  test('without requests is refused', () => {
    expect(() => normalise(tree, { kind: 'per-request', requests: [5, 0] })).toThrowError(
      badArgument('second'),
    );
  });
});

describe('searching', () => {
  const tree = treeOf('main Parse parse 4\nmain read 2', 'main parse 1');
  const found = (pattern: string) => {
    const { frameMatches, matched } = atOnce(searchTree(tree, pattern));
    return { matched, names: tree.frames.name.filter((_, row) => frameMatches[row] === 1).sort() };
  };

  test('ignores case, and counts a match inside a match once', () => {
    expect(found('PARSE')).toEqual({ matched: [4, 1], names: ['Parse', 'parse'] });
  });

  test('never finds the root, nor anything for nothing', () => {
    expect(found('root')).toEqual({ matched: [0, 0], names: [] });
    expect(found('')).toEqual({ matched: [0, 0], names: [] });
  });

  test('refuses a broken pattern with its reason', () => {
    expect(() => atOnce(searchTree(tree, '(*T)'))).toThrowError(badArgument('nothing before * to repeat'));
  });
});
