import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitTest, step } from '../../../../renderer/views/flame/hit';
import { rowPx } from '../../../../renderer/views/flame/viewport';
import { BoxList, collectVisible } from '../../../../renderer/views/flame/visible';
import { drawn, row } from './trees';

const tree = drawn(`
main 10
  work 30
    hot 40
  idle 20`);
const whole = { x0: 0, x1: 100, scroll: 0 };

function nameAt(xPx: number, rowIndex: number, view = whole): string {
  const hit = hitTest(tree, tree, view, 100, xPx, rowIndex * rowPx + 5 - view.scroll);
  return hit.kind === 'node' ? tree.names[tree.frame[hit.node]!]! : hit.kind;
}

describe('finding what is under the pointer', () => {
  it('names the box of the row', () => {
    expect([nameAt(50, 0), nameAt(50, 1), nameAt(50, 2), nameAt(39, 3), nameAt(80, 2)]).toEqual([
      'root',
      'main',
      'work',
      'hot',
      'idle',
    ]);
  });

  it('gives an edge to the box on its right', () => {
    expect(nameAt(70, 2)).toBe('idle');
  });

  it('finds nothing beside and below the boxes', () => {
    expect([nameAt(95, 2), nameAt(50, 3), nameAt(10, 9)]).toEqual(['nothing', 'nothing', 'nothing']);
  });

  it('minds zoom and scroll', () => {
    expect(nameAt(50, 2, { x0: 60, x1: 80, scroll: 36 })).toBe('idle');
  });

  it('tells joined boxes from nodes', () => {
    const narrow = row([99, 0.5, 0.5]);
    expect(hitTest(narrow, narrow, whole, 100, 99.6, rowPx + 1)).toEqual({
      kind: 'narrow',
      parent: 0,
      row: 1,
    });
  });

  it('agrees with what is drawn: inside each box lies its node', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 80 }), (widths) => {
        const any = row(widths);
        const view = { x0: 0, x1: any.width[0]! || 1, scroll: 0 };
        const list = new BoxList();
        collectVisible(list, any, any, view, 300, 100);
        for (let i = 0; i < list.length; i++) {
          if (list.node[i]! < 0) continue;
          const x = (list.left[i]! + list.right[i]!) / 2;
          const hit = hitTest(any, any, view, 300, x, list.row[i]! * rowPx + 1);
          expect(hit).toMatchObject({ kind: 'node', node: list.node[i] });
        }
      }),
    );
  });
});

describe('stepping with the arrow keys', () => {
  const go = (from: string, direction: 'caller' | 'callee' | 'previous' | 'next') => {
    const node = Array.from(tree.frame).findIndex((f) => tree.names[f] === from);
    return tree.names[tree.frame[step(tree, tree, node, direction)]!];
  };

  it('goes to the caller, the widest callee and the neighbours', () => {
    expect(go('hot', 'caller')).toBe('work');
    expect(go('main', 'callee')).toBe('work');
    expect(go('work', 'next')).toBe('idle');
    expect(go('idle', 'previous')).toBe('work');
  });

  it('stays where there is no such place', () => {
    expect(go('root', 'caller')).toBe('root');
    expect(go('root', 'next')).toBe('root');
    expect(go('hot', 'callee')).toBe('hot');
    expect(go('idle', 'next')).toBe('idle');
  });

  it('steps over what has no width in this drawing', () => {
    const side = row([5, 0, 0, 3]);
    expect(step(side, side, 1, 'next')).toBe(4);
    expect(step(side, side, 4, 'previous')).toBe(1);
  });
});
