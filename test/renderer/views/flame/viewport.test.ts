import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf, anchorOn, viewportAt } from '../../../../renderer/views/flame/anchor';
import { commonReach } from '../../../../renderer/views/flame/scene';
import {
  between,
  clampViewport,
  easeOut,
  narrowestShare,
  viewportOf,
  wholeViewport,
  zoomAbout,
} from '../../../../renderer/views/flame/viewport';
import { type DrawnTree, drawn, row } from './trees';

const inside = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 1e-9, max: 1, noNaN: true }),
);

describe('the viewport', () => {
  it('stays inside the whole and between its limits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0.001, max: 1e15, noNaN: true }),
        (x0, span, total) => {
          const view = clampViewport({ x0, x1: x0 + span, scroll: -5 }, total, 100);
          expect(view.x0).toBeGreaterThanOrEqual(0);
          expect(view.x1).toBeLessThanOrEqual(total * (1 + 1e-12));
          expect(view.x1 - view.x0).toBeGreaterThanOrEqual(total * narrowestShare * 0.99);
          expect(view.scroll).toBe(0);
        },
      ),
    );
  });

  it('keeps the value under the pointer in place while zooming', () => {
    const view = { x0: 20, x1: 60, scroll: 7 };
    const closer = zoomAbout(view, 100, 0.5, 30);
    expect(closer).toEqual({ x0: 25, x1: 45, scroll: 7 });
    expect((30 - closer.x0) / 20).toBe((30 - view.x0) / 40);
  });

  it('zooms no closer than doubles can tell apart, and no farther than the whole', () => {
    let view = wholeViewport(100);
    for (let i = 0; i < 200; i++) view = zoomAbout(view, 100, 0.5, 33);
    expect(view.x1 - view.x0).toBeCloseTo(100 * narrowestShare, 12);
    for (let i = 0; i < 200; i++) view = zoomAbout(view, 100, 2, 33);
    expect(view).toMatchObject({ x0: 0, x1: 100 });
  });

  it('moves from one place to another and ends exactly there', () => {
    const a = { x0: 0, x1: 1000, scroll: 0 };
    const b = { x0: 400, x1: 401, scroll: 90 };
    expect(between(a, b, 0)).toEqual(a);
    expect(between(a, b, 1)).toBe(b);
    const middle = between(a, b, 0.5);
    expect(middle.x1 - middle.x0).toBeCloseTo(Math.sqrt(1000), 6);
    expect(middle.x0).toBeLessThanOrEqual(400);
    expect(middle.x1).toBeGreaterThanOrEqual(401);
    expect([easeOut(0), easeOut(1)]).toEqual([0, 1]);
  });

  it('scrolls only to boxes that lie low', () => {
    expect(viewportOf(5, 2, 3, 600)).toEqual({ x0: 5, x1: 7, scroll: 0 });
    expect(viewportOf(5, 2, 40, 600).scroll).toBe(37 * 18);
  });

  it('shows an empty profile without a span of zero', () => {
    expect(wholeViewport(0)).toEqual({ x0: 0, x1: 1, scroll: 0 });
  });
});

const reachOf = (tree: DrawnTree) => (node: number) => tree.width[node]!;

describe('anchors, by which two drawings show the same place', () => {
  const before = drawn('a 0\n  b 30\n  c 10\nd 60');
  /** The same tree as the other side sees it: b is gone, c has grown. */
  const after = drawn('a 0\n  b 0\n  c 50\nd 50');

  it('come back to the same viewport in the same drawing', () => {
    fc.assert(
      fc.property(inside, ([at, share]) => {
        const span = share * 100;
        const x0 = at * (100 - span);
        const view = { x0, x1: x0 + span, scroll: 18 };
        const back = viewportAt(
          before,
          before,
          reachOf(before),
          anchorOf(before, before, reachOf(before), view),
        );
        expect(back.x0).toBeCloseTo(view.x0, 9);
        expect(back.x1).toBeCloseTo(view.x1, 9);
        expect(back.scroll).toBe(18);
      }),
    );
  });

  it('find the same node where the other drawing has it', () => {
    const c = Array.from(before.frame).findIndex((f) => before.names[f] === 'c');
    expect(viewportAt(after, after, reachOf(after), anchorOn(before, c, 600))).toEqual({
      x0: 0,
      x1: 50,
      scroll: 0,
    });
    const half = anchorOf(before, before, reachOf(before), { x0: 30, x1: 35, scroll: 0 });
    expect(half).toMatchObject({ node: c, from: 0, to: 0.5 });
    expect(viewportAt(after, after, reachOf(after), half)).toEqual({ x0: 0, x1: 25, scroll: 0 });
  });

  it('give way to the nearest caller that the other drawing has', () => {
    const b = Array.from(before.frame).findIndex((f) => before.names[f] === 'b');
    expect(viewportAt(after, after, reachOf(after), anchorOn(before, b, 600))).toEqual({
      x0: 0,
      x1: 50,
      scroll: 0,
    });
  });

  it('keep one scale where two drawings share their reach', () => {
    const reach = commonReach([before, after]);
    const c = Array.from(before.frame).findIndex((f) => before.names[f] === 'c');
    const b = Array.from(before.frame).findIndex((f) => before.names[f] === 'b');
    // c is 10 wide before and 50 after: looking at it, both drawings show a stretch of 50.
    expect(viewportAt(before, before, reach, anchorOn(before, c, 600))).toEqual({
      x0: 30,
      x1: 80,
      scroll: 0,
    });
    expect(viewportAt(after, after, reach, anchorOn(before, c, 600))).toEqual({ x0: 0, x1: 50, scroll: 0 });
    fc.assert(
      fc.property(inside, ([at, share]) => {
        const span = share * 100;
        const view = { x0: at * (100 - span), x1: at * (100 - span) + span, scroll: 0 };
        const anchor = anchorOf(before, before, reach, view);
        const other = viewportAt(after, after, reach, anchor);
        if (anchor.node !== b) expect(other.x1 - other.x0).toBeCloseTo(span, 9);
      }),
    );
  });

  it('show an empty drawing', () => {
    const empty = row([]);
    expect(viewportAt(empty, empty, reachOf(empty), anchorOn(empty, 0, 600))).toEqual({
      x0: 0,
      x1: 1,
      scroll: 0,
    });
  });
});
