import { describe, expect, test } from 'vitest';
import { topOfTree, topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import type { CallTree, TopTable } from '../../../engine/analysis/types';
import { atOnce } from '../../../engine/work/work';
import { profileOf, profileOfText } from './profile-of';

/** One line per node, indented by depth, in drawing order: 'name total (self)'; sides joined by '|'. */
function drawn(tree: CallTree): string[] {
  const lines: string[] = [];
  const walk = (node: number): void => {
    const totals = tree.total.map((column) => column[node]).join('|');
    const selves = tree.self.map((column) => column[node]).join('|');
    const name = tree.frames.name[tree.frame[node]!];
    lines.push(`${'  '.repeat(tree.depth[node]!)}${name} ${totals} (${selves})`);
    for (let i = 0; i < tree.childCount[node]!; i++) walk(tree.firstChild[node]! + i);
  };
  walk(0);
  return lines;
}

const one = (text: string, order?: 'heavy' | 'name') =>
  drawn(buildTree([{ profile: profileOfText(text), sampleIndex: 0 }], { order: order ?? 'heavy' }));

describe('a tree of one profile', () => {
  test('joins equal paths, heaviest child first', () => {
    const text = `
      main read 1
      main parse 2
      main parse lex 4
      main parse 8
      idle 3`;
    expect(one(text)).toEqual([
      'root 18 (0)',
      '  main 15 (0)',
      '    parse 14 (10)',
      '      lex 4 (4)',
      '    read 1 (1)',
      '  idle 3 (3)',
    ]);
  });

  test('orders by name where asked, and equal weights by name', () => {
    expect(one('b 1\na 1\nc 5', 'name')).toEqual(['root 7 (0)', '  a 1 (1)', '  b 1 (1)', '  c 5 (5)']);
    expect(one('b 1\na 1\nc 5')).toEqual(['root 7 (0)', '  c 5 (5)', '  a 1 (1)', '  b 1 (1)']);
  });

  test('expands inlined calls, outermost first', () => {
    expect(one('main outer>middle>inner 1\nmain outer 2')).toEqual([
      'root 3 (0)',
      '  main 3 (0)',
      '    outer 3 (2)',
      '      middle 1 (0)',
      '        inner 1 (1)',
    ]);
  });

  test('keeps recursion as a path', () => {
    expect(one('a a 1\na a a 2')).toEqual(['root 3 (0)', '  a 3 (0)', '    a 3 (1)', '      a 2 (2)']);
  });

  test('orders by what is left where values cancel out', () => {
    // b's 5 and -4 are of one stack and leave 1; c's 3 and -3 are of two stacks and leave 6 to draw.
    expect(one('a 2\nb 5\nb -4\nc x 3\nc y -3')).toEqual([
      'root 3 (0)',
      '  c 0 (0)',
      '    x 3 (3)',
      '    y -3 (-3)',
      '  a 2 (2)',
      '  b 1 (1)',
    ]);
  });

  test('makes no nodes for samples of value 0, and counts empty stacks at the root', () => {
    const tree = buildTree([
      {
        profile: profileOf([
          { stack: ['a'], value: 0 },
          { stack: [], value: 2 },
        ]),
        sampleIndex: 0,
      },
    ]);
    expect(drawn(tree)).toEqual(['root 2 (2)']);
  });

  test('has a root even without samples', () => {
    expect(one('')).toEqual(['root 0 (0)']);
  });

  test('carries stacks deeper than 16 bits count', () => {
    const depth = 70_000;
    const profile = profileOf([{ stack: Array.from({ length: depth }, () => 'f'), value: 1 }]);
    const tree = buildTree([{ profile, sampleIndex: 0 }]);
    expect(tree.length).toBe(depth + 1);
    expect(tree.depth[depth]).toBe(depth);
    expect(tree.total[0]![1]).toBe(1);
  });
});

describe('a tree of two profiles', () => {
  const two = (before: string, after: string) =>
    drawn(
      buildTree([
        { profile: profileOfText(before), sampleIndex: 0 },
        { profile: profileOfText(after), sampleIndex: 0 },
      ]),
    );

  test('has one node for each path of either', () => {
    expect(two('main old 4\nmain both 1', 'main both 3\nmain new 2')).toEqual([
      'root 5|5 (0|0)',
      '  main 5|5 (0|0)',
      '    old 4|0 (4|0)',
      '    both 1|3 (1|3)',
      '    new 0|2 (0|2)',
    ]);
  });

  test('joins functions by name although rows differ', () => {
    expect(two('a b 1', 'x y 1\na b 2')).toEqual([
      'root 1|3 (0|0)',
      '  a 1|2 (0|0)',
      '    b 1|2 (1|2)',
      '  x 0|1 (0|0)',
      '    y 0|1 (0|1)',
    ]);
  });

  test('refuses sides of different units', () => {
    const sides = [profileOfText('a 1'), profileOfText('a 1', { unit: 'bytes' })];
    expect(() => buildTree(sides.map((profile) => ({ profile, sampleIndex: 0 })))).toThrowError(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'bad-argument' }) }),
    );
  });
});

describe('a tree of more samples than are walked side by side', () => {
  /** Stacks over few functions, so that runs stay long; every third location holds inlined calls. */
  const many = (count: number, step: number) =>
    profileOf(
      Array.from({ length: count }, (_, sample) => {
        const depth = (sample * step) % 11;
        const stack = Array.from({ length: depth }, (_, level) => {
          const choice = (sample * (level + step)) % 4;
          return choice === 2 ? 'x>y>z' : `f${(level + choice) % 5}`;
        });
        return { stack, value: (sample % 9) - 1 };
      }),
    );
  const rows = (top: TopTable) =>
    Array.from({ length: top.length }, (_, i) => [top.frames.name[top.frame[i]!], top.flat[i], top.cum[i]]);

  test('has the figures of its samples, on either side', () => {
    const profiles = [many(70_000, 7), many(40_000, 13)];
    const tree = buildTree(profiles.map((profile) => ({ profile, sampleIndex: 0 })));
    for (const side of [0, 1])
      expect(rows(atOnce(topOfTree(tree, side)))).toEqual(rows(topTable(profiles[side]!, 0)));
  });

  test('is the tree that the same stacks make when there are few of them', () => {
    const few = many(2_000, 7);
    const repeats = 20;
    const { samples } = few;
    const lengths = Array.from({ length: samples.length * repeats }, (_, i) => {
      const row = i % samples.length;
      return samples.stackOffsets[row + 1]! - samples.stackOffsets[row]!;
    });
    const stackOffsets = new Int32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i++) stackOffsets[i + 1] = stackOffsets[i]! + lengths[i]!;
    const repeated = {
      ...few,
      samples: {
        ...samples,
        length: lengths.length,
        stackOffsets,
        stacks: Int32Array.from(
          { length: samples.stacks.length * repeats },
          (_, i) => samples.stacks[i % samples.stacks.length]!,
        ),
        values: [Float64Array.from(lengths, (_, i) => samples.values[0]![i % samples.length]!)],
        labelOffsets: new Int32Array(lengths.length + 1),
      },
    };
    const small = buildTree([{ profile: few, sampleIndex: 0 }]);
    const large = buildTree([{ profile: repeated, sampleIndex: 0 }]);
    expect(large.frame).toEqual(small.frame);
    expect(large.parent).toEqual(small.parent);
    expect(large.self[0]).toEqual(small.self[0]!.map((value) => value * repeats));
  });
});
