import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinFrames } from '../../../engine/analysis/frames';
import { addNearPaths } from '../../../engine/analysis/near-paths';
import { compareBytewise, nameRanks } from '../../../engine/analysis/order';
import { PathTrie } from '../../../engine/analysis/path-trie';
import { PathReader } from '../../../engine/analysis/paths';
import { buildTree } from '../../../engine/analysis/tree';
import { orderTrie } from '../../../engine/analysis/trie-order';
import { rowsOf } from '../../../engine/analysis/trie-rows';
import { type CallTree, type TreeShape, wholeShape } from '../../../engine/analysis/types';
import { atOnce } from '../../../engine/work/work';
import { profileOf, type StackSample } from './profile-of';

/** A tree as anybody would write it down: an object a node. */
interface Plain {
  readonly name: string;
  readonly self: number[];
  readonly children: Plain[];
  start: number;
}

const location = fc.constantFrom('a', 'b', 'c', 'd', 'a>b', 'c>c', 'b>a>d');
const sideOf = (parts: number) =>
  fc.array(
    fc.record({
      stack: fc.array(location, { maxLength: 7 }),
      value: fc.integer({ min: -9, max: 99 }).map((n) => n / parts),
    }),
    { maxLength: 60 },
  );
/** Sums are exact, in whatever order. */
const eighths = sideOf(8);
/** The order of sums shows in the last digits. */
const tenths = sideOf(10);
const shapes = fc.record<TreeShape>({
  order: fc.constantFrom('heavy', 'name', 'time'),
  foldRecursion: fc.boolean(),
  pivot: fc.option(
    fc.record({
      frame: fc.integer({ min: 1, max: 4 }),
      towards: fc.constantFrom('callees' as const, 'callers' as const),
    }),
  ),
});

function pathOf(stack: readonly string[], { pivot, foldRecursion }: TreeShape, names: readonly string[]) {
  let path = stack.flatMap((each) => each.split('>'));
  const around = pivot === null ? undefined : names[pivot.frame];
  if (around !== undefined) {
    const at = path.indexOf(around);
    if (at < 0) return null;
    path = pivot!.towards === 'callers' ? path.slice(0, at).reverse() : path.slice(at + 1);
  }
  return foldRecursion ? path.filter((name, i) => name !== (i === 0 ? around : path[i - 1])) : path;
}

function plainTree(sides: readonly (readonly StackSample[])[], shape: TreeShape, names: readonly string[]) {
  const node = (name: string, start = 0): Plain => ({ name, self: sides.map(() => 0), children: [], start });
  const tree = node(names[shape.pivot?.frame ?? 0]!);
  let last: Plain[] = [];
  let time = 0;
  for (const [side, samples] of sides.entries()) {
    for (const { stack, value } of samples) {
      const path = value === 0 ? null : pathOf(stack, shape, names);
      if (path === null) continue;
      let at = tree;
      const open: Plain[] = [];
      for (const name of path) {
        const known =
          shape.order === 'time'
            ? [last[open.length]].find((each) => each?.name === name && at.children.at(-1) === each)
            : at.children.find((each) => each.name === name);
        const child = known ?? node(name, time);
        if (known === undefined) {
          at.children.push(child);
          last = [];
        }
        open.push(child);
        at = child;
      }
      at.self[side]! += value;
      last = open;
      time += Math.abs(value);
    }
  }
  return tree;
}

const heaviness = (node: Plain): number =>
  node.children.reduce((sum, child) => sum + heaviness(child), Math.max(...node.self.map(Math.abs)));
const byName = (a: Plain, b: Plain) => (a.name < b.name ? -1 : 1);

/** [name, depth, own values, start] of all nodes, depth first in drawing order. */
function plainRows(node: Plain, order: TreeShape['order'], depth = 0): unknown[][] {
  const children = [...node.children];
  if (order === 'name') children.sort(byName);
  if (order === 'heavy') children.sort((a, b) => heaviness(b) - heaviness(a) || byName(a, b));
  const start = order === 'time' ? node.start : null;
  return [
    [node.name, depth, node.self, start],
    ...children.flatMap((child) => plainRows(child, order, depth + 1)),
  ];
}

type Rows = Omit<CallTree, 'unit'>;

function rowsOfTree(tree: Rows, node = 0): unknown[][] {
  const self = tree.self.map((column) => column[node]!);
  const row = [tree.frames.name[tree.frame[node]!], tree.depth[node], self, tree.start?.[node] ?? null];
  const children = Array.from({ length: tree.childCount[node]! }, (_, i) => tree.firstChild[node]! + i);
  for (const child of children) expect(tree.parent[child]).toBe(node);
  return [row, ...children.flatMap((child) => rowsOfTree(tree, child))];
}

function expectTotals(tree: Rows): void {
  for (const [side, total] of tree.total.entries()) {
    const sums = tree.self[side]!.slice();
    for (let node = tree.length - 1; node > 0; node--) sums[tree.parent[node]!]! += sums[node]!;
    expect(total).toEqual(sums);
  }
}

describe('a tree', () => {
  test('is what stacks make of it one by one, in any shape', () => {
    fc.assert(
      fc.property(eighths, fc.option(eighths), shapes, (before, after, given) => {
        const samples = after === null ? [before] : [before, after];
        const shape: TreeShape =
          samples.length > 1 && given.order === 'time' ? { ...given, order: 'heavy' } : given;
        const sides = samples.map((each) => ({
          profile: profileOf(each, { inTimeOrder: true }),
          sampleIndex: 0,
        }));
        const { name } = buildTree(sides).frames;
        const pivot = shape.pivot !== null && shape.pivot.frame < name.length ? shape.pivot : null;
        const tree = buildTree(sides, { ...shape, pivot });
        const plain = plainTree(samples, { ...shape, pivot }, name);
        expect(rowsOfTree(tree)).toEqual(plainRows(plain, shape.order));
        expectTotals(tree);
      }),
      { numRuns: 400 },
    );
  });

  test('is the same where samples are put in groups', () => {
    const sizes = fc.record({
      scouts: fc.integer({ min: 1, max: 20 }),
      block: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(tenths, tenths, sizes, shapes, (before, after, given, { foldRecursion }) => {
        const sides = [before, after].map((each) => ({ profile: profileOf(each), sampleIndex: 0 }));
        const shape = { ...wholeShape, foldRecursion };
        const profiles = sides.map(({ profile }) => profile);
        const { frames, ofLocation } = atOnce(joinFrames(profiles));
        const sources = profiles.map(({ samples }, i) => ({
          samples,
          values: samples.values[0]!,
          frames: ofLocation[i]!,
        }));
        const trie = new PathTrie(0, 2, 0);
        atOnce(addNearPaths(sources, new PathReader(shape), trie, given));
        const ordered = atOnce(orderTrie(trie, 2, false, nameRanks(frames), shape.order));
        const rows = atOnce(rowsOf(trie, ordered));
        const { unit: _, ...tree } = buildTree(sides, shape);
        expect({ ...rows, frames: frames.name, start: null }).toEqual({ ...tree, frames: tree.frames.name });
      }),
      { numRuns: 400 },
    );
  });
});

test('names are ranked as their bytes are ordered', () => {
  const names = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b', '\uffff', '\ud83d', '\u{1f525}', '\ue000') }),
  );
  fc.assert(
    fc.property(names, (name) => {
      const frames = { name, length: name.length, file: name, package: name };
      const rows = [...name.keys()].sort((a, b) => compareBytewise(name[a]!, name[b]!) || a - b);
      const rank = nameRanks(frames);
      expect(rows.map((row) => rank[row])).toEqual(rows.map((_, place) => place));
    }),
  );
});
