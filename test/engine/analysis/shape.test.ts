import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutFlame } from '../../../engine/analysis/layout';
import { topOfTree } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import type { CallTree, TreeShape } from '../../../engine/analysis/types';
import { atOnce } from '../../../engine/work/work';
import { FlamebenchError } from '../../../proto/errors';
import { profileOf, profileOfText, type StackSample } from './profile-of';

/** One line per node, indented by depth, in drawing order: 'name total'; sides joined by '|'. */
function drawn(tree: CallTree): string[] {
  const lines: string[] = [];
  const walk = (node: number): void => {
    const totals = tree.total.map((column) => column[node]).join('|');
    lines.push(`${'  '.repeat(tree.depth[node]!)}${tree.frames.name[tree.frame[node]!]} ${totals}`);
    for (let i = 0; i < tree.childCount[node]!; i++) walk(tree.firstChild[node]! + i);
  };
  walk(0);
  return lines;
}

const one = (text: string, shape: Partial<TreeShape>) => {
  const profile = profileOfText(text, { inTimeOrder: true });
  return buildTree([{ profile, sampleIndex: 0 }], shape);
};

/** The shape around a function of this profile. */
function around(text: string, name: string, towards: 'callees' | 'callers', foldRecursion = false) {
  const frame = one(text, {}).frames.name.indexOf(name);
  return drawn(one(text, { pivot: { frame, towards }, foldRecursion }));
}

describe('a sandwich', () => {
  const text = `
    main a f x 1
    main b f x 2
    main b f y 4
    main b 8`;

  test('joins what a function calls over all places that call it', () => {
    expect(around(text, 'f', 'callees')).toEqual(['f 7', '  y 4', '  x 3']);
  });

  test('joins by what a function is called, nearest first', () => {
    expect(around(text, 'f', 'callers')).toEqual(['f 7', '  b 6', '    main 6', '  a 1', '    main 1']);
  });

  test('counts recursion once, from its outermost call', () => {
    const recursive = 'main f g f x 1\nmain f 2';
    expect(around(recursive, 'f', 'callees')).toEqual(['f 3', '  g 1', '    f 1', '      x 1']);
    expect(around(recursive, 'f', 'callers')).toEqual(['f 3', '  main 3']);
  });

  test('has the sum of cum at its root, on either side of a comparison', () => {
    const location = fc.constantFrom('a', 'b', 'c', 'a>b', 'c>c');
    const samples = fc.array(
      fc.record({ stack: fc.array(location, { maxLength: 6 }), value: fc.integer({ min: 0, max: 99 }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(samples, samples, (before: StackSample[], after: StackSample[]) => {
        const sides = [before, after].map((s) => ({ profile: profileOf(s), sampleIndex: 0 }));
        const whole = buildTree(sides);
        for (let frame = 1; frame < whole.frames.length; frame++) {
          for (const towards of ['callers', 'callees'] as const) {
            const tree = buildTree(sides, { pivot: { frame, towards } });
            expect(tree.frames.name).toEqual(whole.frames.name);
            for (const side of [0, 1]) {
              const top = atOnce(topOfTree(whole, side));
              const row = top.frame.indexOf(frame);
              expect(tree.total[side]![0]).toBe(row < 0 ? 0 : top.cum[row]);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('folded recursion', () => {
  test('makes a function that calls itself one node, and leaves indirect recursion', () => {
    const text = 'main f f f x 1\nmain f 2\nmain f g f 4';
    expect(drawn(one(text, { foldRecursion: true }))).toEqual([
      'root 7',
      '  main 7',
      '    f 7',
      '      g 4',
      '        f 4',
      '      x 1',
    ]);
  });

  test('folds into the function of a sandwich too', () => {
    expect(around('main f f x 1', 'f', 'callees', true)).toEqual(['f 1', '  x 1']);
  });
});

describe('the order of time', () => {
  const text = `
    main a x 2
    main b 1
    main a x 3
    main a 1
    main a x 1
    idle 5`;

  test('keeps calls apart that others lie between', () => {
    expect(drawn(one(text, { order: 'time' }))).toEqual([
      'root 13',
      '  main 8',
      '    a 2',
      '      x 2',
      '    b 1',
      '    a 5',
      '      x 3',
      '      x 1',
      '  idle 5',
    ]);
  });

  test('draws each call where it began', () => {
    const tree = one(text, { order: 'time' });
    const { start, width } = layoutFlame(tree, 0);
    const at = (name: string) =>
      Array.from(tree.frame.keys())
        .filter((node) => tree.frames.name[tree.frame[node]!] === name)
        .map((node) => [start[node], width[node]]);
    expect(at('a')).toEqual([
      [0, 2],
      [3, 5],
    ]);
    // Between the two calls of x, a ran itself.
    expect(at('x')).toEqual([
      [0, 2],
      [3, 3],
      [7, 1],
    ]);
    expect(at('idle')).toEqual([[8, 5]]);
  });

  test('is refused where there is none', () => {
    const reason = (sides: Parameters<typeof buildTree>[0]) => {
      try {
        return drawn(buildTree(sides, { order: 'time' })).join();
      } catch (thrown) {
        return thrown instanceof FlamebenchError ? thrown.failure.facts.reason : thrown;
      }
    };
    const timeless = { profile: profileOfText('main 1'), sampleIndex: 0 };
    expect(reason([timeless])).toBe('its samples are in no order of time');
    const side = { profile: profileOfText('main 1', { inTimeOrder: true }), sampleIndex: 0 };
    expect(reason([side, side])).toBe('two captures have no time in common');
  });
});
