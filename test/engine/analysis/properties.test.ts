import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffTable } from '../../../engine/analysis/diff';
import { layoutFlame } from '../../../engine/analysis/layout';
import { searchTree } from '../../../engine/analysis/search';
import { topOfTree, topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import type { CallTree, ChildOrder, TopTable } from '../../../engine/analysis/types';
import { atOnce } from '../../../engine/work/work';
import { profileOf, type StackSample } from './profile-of';

const location = fc.constantFrom('a', 'b', 'c', 'd', 'a>b', 'c>c', 'b>a>d', '[/lib/x.so]', '[]');
const samplesOf = (value: fc.Arbitrary<number>) =>
  fc.array(fc.record({ stack: fc.array(location, { maxLength: 6 }), value }), { maxLength: 40 });
const positive = samplesOf(fc.integer({ min: 0, max: 1000 }));
const signed = samplesOf(fc.integer({ min: -1000, max: 1000 }));

const treeOf = (samples: readonly StackSample[], order?: ChildOrder) =>
  buildTree([{ profile: profileOf(samples), sampleIndex: 0 }], { order: order ?? 'heavy' });
const unionOf = (before: readonly StackSample[], after: readonly StackSample[]) =>
  buildTree([before, after].map((samples) => ({ profile: profileOf(samples), sampleIndex: 0 })));
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const children = (tree: CallTree, node: number) =>
  Array.from({ length: tree.childCount[node]! }, (_, i) => tree.firstChild[node]! + i);
const tableOf = (top: TopTable) =>
  Array.from({ length: top.length }, (_, i) => [top.frames.name[top.frame[i]!], top.flat[i], top.cum[i]]);

describe('a tree', () => {
  test('has each node once as a child, behind its parent and one deeper', () => {
    fc.assert(
      fc.property(signed, signed, (before, after) => {
        const tree = unionOf(before, after);
        const seen = Array.from({ length: tree.length }, (_, node) => children(tree, node)).flat();
        expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: tree.length - 1 }, (_, i) => i + 1));
        for (let node = 1; node < tree.length; node++) {
          const parent = tree.parent[node]!;
          expect(children(tree, parent)).toContain(node);
          expect(parent).toBeLessThan(node);
          expect(tree.depth[node]).toBe(tree.depth[parent]! + 1);
        }
      }),
    );
  });

  test('has siblings of different functions only', () => {
    fc.assert(
      fc.property(signed, (samples) => {
        const tree = treeOf(samples);
        for (let node = 0; node < tree.length; node++) {
          const frames = children(tree, node).map((child) => tree.frame[child]);
          expect(new Set(frames).size).toBe(frames.length);
        }
      }),
    );
  });

  test('sums up: self to the root, and self with children to each total', () => {
    fc.assert(
      fc.property(signed, (samples) => {
        const tree = treeOf(samples);
        const [self, total] = [tree.self[0]!, tree.total[0]!];
        expect(total[0]).toBe(sum(samples.map((s) => s.value)));
        expect(sum(self)).toBe(total[0]);
        for (let node = 0; node < tree.length; node++) {
          expect(total[node]).toBe(self[node]! + sum(children(tree, node).map((child) => total[child]!)));
        }
      }),
    );
  });

  test('does not depend on the order of samples', () => {
    const shuffled = positive.chain((samples) =>
      fc.tuple(fc.constant(samples), fc.shuffledSubarray(samples, { minLength: samples.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom<ChildOrder>('heavy', 'name'), ([samples, mixed], order) => {
        const path = (tree: CallTree) =>
          Array.from({ length: tree.length }, (_, n) => [
            tree.frames.name[tree.frame[n]!],
            tree.parent[n],
            tree.self[0]![n],
          ]);
        expect(path(treeOf(mixed, order))).toEqual(path(treeOf(samples, order)));
      }),
    );
  });

  test('of a profile with itself has equal sides, and that profile’s own shape', () => {
    fc.assert(
      fc.property(positive, (samples) => {
        const alone = treeOf(samples);
        const union = unionOf(samples, samples);
        expect(union.length).toBe(alone.length);
        expect(union.frame).toEqual(alone.frame);
        for (const side of [0, 1]) expect(union.total[side]).toEqual(alone.total[0]);
      }),
    );
  });

  test('of two profiles holds each side’s own figures', () => {
    fc.assert(
      fc.property(signed, signed, (before, after) => {
        const union = unionOf(before, after);
        const rows = (tree: CallTree, side: number) =>
          tableOf(atOnce(topOfTree(tree, side)))
            .map(String)
            .sort();
        expect(rows(union, 0)).toEqual(rows(treeOf(before), 0));
        expect(rows(union, 1)).toEqual(rows(treeOf(after), 0));
      }),
    );
  });
});

test('the table from samples and the table from the tree agree', () => {
  fc.assert(
    fc.property(signed, (samples) => {
      const direct = topTable(profileOf(samples), 0);
      expect(tableOf(atOnce(topOfTree(treeOf(samples), 0)))).toEqual(tableOf(direct));
    }),
  );
});

test('without negative values no function has more cum than the total, or less than its flat', () => {
  fc.assert(
    fc.property(positive, (samples) => {
      const top = topTable(profileOf(samples), 0);
      for (let row = 0; row < top.length; row++) {
        expect(top.cum[row]).toBeLessThanOrEqual(top.total);
        expect(top.cum[row]).toBeGreaterThanOrEqual(top.flat[row]!);
      }
    }),
  );
});

test('a profile does not differ from itself', () => {
  fc.assert(
    fc.property(signed, (samples) => {
      const diff = diffTable(unionOf(samples, samples));
      expect(diff.flatAfter).toEqual(diff.flatBefore);
      expect(diff.cumAfter).toEqual(diff.cumBefore);
    }),
  );
});

describe('a layout', () => {
  const sides = fc.constantFrom<0 | 1 | 'union'>(0, 1, 'union');

  test('puts children side by side inside their parent', () => {
    fc.assert(
      fc.property(signed, signed, sides, (before, after, side) => {
        const tree = unionOf(before, after);
        const { start, width } = layoutFlame(tree, side);
        for (let node = 0; node < tree.length; node++) {
          let edge = start[node]!;
          for (const child of children(tree, node)) {
            expect(start[child]).toBe(edge);
            edge += width[child]!;
          }
          expect(edge).toBeLessThanOrEqual(start[node]! + width[node]!);
        }
      }),
    );
  });

  test('is as wide as the total without negative values, and heaviest first', () => {
    fc.assert(
      fc.property(positive, (samples) => {
        const tree = treeOf(samples);
        const { width } = layoutFlame(tree, 0);
        expect(width).toEqual(tree.total[0]);
        for (let node = 0; node < tree.length; node++) {
          const widths = children(tree, node).map((child) => width[child]!);
          expect(widths).toEqual([...widths].sort((a, b) => b - a));
        }
      }),
    );
  });

  test('of a comparison is wide enough for either side, and heaviest first', () => {
    fc.assert(
      fc.property(signed, signed, (before, after) => {
        const tree = unionOf(before, after);
        const { width } = layoutFlame(tree, 'union');
        for (const side of [0, 1]) {
          const own = layoutFlame(tree, side).width;
          for (let node = 0; node < tree.length; node++) expect(own[node]).toBeLessThanOrEqual(width[node]!);
        }
        for (let node = 0; node < tree.length; node++) {
          const widths = children(tree, node).map((child) => width[child]!);
          expect(widths).toEqual([...widths].sort((a, b) => b - a));
        }
      }),
    );
  });
});

test('a search for anything matches all that has a stack', () => {
  fc.assert(
    fc.property(signed, signed, (before, after) => {
      const tree = unionOf(before, after);
      const all = tree.total.map((total, side) => total[0]! - tree.self[side]![0]!);
      expect(atOnce(searchTree(tree, '.*')).matched).toEqual(all);
    }),
  );
});
