import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Viewport } from '../../../../renderer/views/flame/viewport';
import { BoxList, collectVisible, widthsByFill } from '../../../../renderer/views/flame/visible';
import { type DrawnTree, drawn, row } from './trees';

function boxes(tree: DrawnTree, view: Viewport, widthPx = 100, heightPx = 360): string[] {
  const list = new BoxList();
  collectVisible(list, tree, tree, view, widthPx, heightPx);
  return Array.from({ length: list.length }, (_, i) => {
    const name = list.node[i]! < 0 ? '…' : tree.names[tree.frame[list.node[i]!]!];
    return `${list.row[i]} ${name} ${list.left[i]}–${list.right[i]}`;
  }).sort();
}

const whole = { x0: 0, x1: 100, scroll: 0 };

describe('collecting what is visible', () => {
  const tree = drawn(`
main 10
  work 30
    hot 40
  idle 20`);

  it('finds every box of a small tree', () => {
    expect(boxes(tree, whole)).toEqual([
      '0 root 0–100',
      '1 main 0–100',
      '2 idle 70–90',
      '2 work 0–70',
      '3 hot 0–40',
    ]);
  });

  it('leaves out what is beside the window and cuts what reaches out of it', () => {
    expect(boxes(tree, { x0: 75, x1: 85, scroll: 0 })).toEqual([
      '0 root -1–101',
      '1 main -1–101',
      '2 idle -1–101',
    ]);
  });

  it('leaves out rows above and below the window but goes through those above', () => {
    expect(boxes(tree, { ...whole, scroll: 36 }, 100, 18)).toEqual(['2 idle 70–90', '2 work 0–70']);
  });

  it('joins narrow siblings to one box, and draws nothing where they have less than a pixel together', () => {
    expect(boxes(row([98, 0.5, 0.5, 0.5, 0.5]), whole)).toEqual(['0 root 0–100', '1 f0 0–98', '1 … 98–100']);
    expect(boxes(row([99.25, 0.25, 0.25, 0.25]), whole)).toEqual(['0 root 0–100', '1 f0 0–99.25']);
  });

  it('finds wide siblings behind narrow ones and behind none at all, as a side of a comparison has them', () => {
    expect(boxes(row([0, 0.5, 0, 39.5, 0, 0.25, 0.25, 0.5, 59, 0]), whole)).toEqual([
      '0 root 0–100',
      '1 f3 0.5–40',
      '1 f8 41–100',
      '1 … 40–41',
    ]);
  });

  it('draws nothing of an empty tree', () => {
    expect(boxes(row([]), whole)).toEqual([]);
    expect(boxes(row([0, 0]), whole)).toEqual([]);
  });

  it('covers every pixel that a tree covers, for any widths and any window', () => {
    const widths = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 50, noNaN: true })), {
      minLength: 1,
      maxLength: 200,
    });
    const edges = fc.tuple(
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(widths, edges, (w, [from, size]) => {
        const tree = row(w);
        const total = tree.width[0]!;
        fc.pre(total > 0);
        const view = { x0: from * total, x1: Math.min(1, from + size) * total, scroll: 0 };
        const list = new BoxList();
        collectVisible(list, tree, tree, view, 640, 100);
        const drawnBoxes = Array.from({ length: list.length }, (_, i) => i)
          .filter((i) => list.row[i] === 1)
          .map((i) => [list.left[i]!, list.right[i]!] as const)
          .sort((a, b) => a[0] - b[0]);
        // Gaps between boxes are runs that would be narrower than a pixel; boxes never overlap.
        let edge = 0;
        for (const [left, right] of drawnBoxes) {
          expect(left - edge).toBeLessThan(1.01);
          expect(Math.max(0, left) - edge).toBeGreaterThan(-0.01);
          edge = Math.max(0, right);
        }
        expect(640 - edge).toBeLessThan(1.01);
        expect(drawnBoxes.length).toBeLessThanOrEqual(2 * 640);
      }),
    );
  });
});

describe('how much of the screen a fill takes', () => {
  it('is the width of its boxes, named by the widest and not by the first', () => {
    const list = new BoxList();
    list.add(1, 0, 0, 10);
    list.add(-1, 0, 10, 400);
    list.add(2, 0, 400, 500);
    list.add(3, 1, 0, 30);
    list.add(4, 1, 30, 60);
    const fills = widthsByFill(list, (node) => (node === 3 ? 7 : 5));
    expect(fills.get(5)).toMatchObject({ widthPx: 140, node: 2 });
    expect(fills.get(7)).toMatchObject({ widthPx: 30, node: 3 });
    expect(fills.size).toBe(2);
  });
});
