import { describe, expect, it } from 'vitest';
import { hasRoom, samePlaces, sameShape, shapeOf } from '../../../renderer/workspace/layout-shape';

const leaf = (views: readonly string[], activeView: string, size = 100) => ({
  type: 'leaf',
  size,
  data: { id: '1', views, activeView },
});
const layout = (orientation: string, ...data: unknown[]) => ({
  grid: { orientation, root: { type: 'branch', data } },
  activeGroup: '1',
});

describe('the shape of an arrangement', () => {
  const two = layout('HORIZONTAL', leaf(['a', 'b'], 'a'), leaf(['c'], 'c'));

  it('tells which panes stand where, and which are in front', () => {
    expect(shapeOf(two).groups).toEqual([
      { views: ['a', 'b'], front: 'a' },
      { views: ['c'], front: 'c' },
    ]);
  });

  it('is the same with other sizes and another active group', () => {
    const wider = layout('HORIZONTAL', leaf(['a', 'b'], 'a', 300), leaf(['c'], 'c', 700));
    expect(sameShape(two, { ...wider, activeGroup: '2' })).toBe(true);
  });

  it('differs by the tab in front, which moves no pane', () => {
    const other = layout('HORIZONTAL', leaf(['a', 'b'], 'b'), leaf(['c'], 'c'));
    expect(sameShape(two, other)).toBe(false);
    expect(samePlaces(two, other)).toBe(true);
  });

  it('differs by where a pane stands', () => {
    expect(samePlaces(two, layout('VERTICAL', leaf(['a', 'b'], 'a'), leaf(['c'], 'c')))).toBe(false);
    expect(samePlaces(two, layout('HORIZONTAL', leaf(['a'], 'a'), leaf(['b', 'c'], 'c')))).toBe(false);
  });

  it('takes what is no arrangement for an empty one', () => {
    for (const broken of [null, undefined, {}, { grid: 1 }, { grid: { root: null } }, 'text']) {
      expect(sameShape(broken, broken)).toBe(true);
      expect(shapeOf(broken).groups.every(({ views }) => views.length === 0)).toBe(true);
    }
  });
});

describe('room for one more pane', () => {
  const room = { width: 500, height: 400 };

  it('is half of the pane where it stands alone or across', () => {
    for (const alone of [layout('HORIZONTAL', leaf(['a'], 'a', 500)), null, {}]) {
      expect(hasRoom(alone, 'a', 'right', room)).toBe(true);
      expect(hasRoom(alone, 'a', 'right', { ...room, width: 470 })).toBe(false);
      expect(hasRoom(alone, 'a', 'below', room)).toBe(true);
      expect(hasRoom(alone, 'a', 'below', { ...room, height: 370 })).toBe(false);
    }
  });

  it('is an equal share of the row it joins', () => {
    const row = layout('HORIZONTAL', leaf(['a'], 'a', 300), leaf(['b', 'c'], 'c', 430));
    expect(hasRoom(row, 'c', 'right', { width: 430, height: 400 })).toBe(true);
    const narrow = layout('HORIZONTAL', leaf(['a'], 'a', 200), leaf(['b', 'c'], 'c', 500));
    expect(hasRoom(narrow, 'c', 'right', { width: 500, height: 400 })).toBe(false);
    expect(hasRoom(narrow, 'c', 'below', { width: 500, height: 400 })).toBe(true);
  });

  it('is what it was where a group of the row gives its place up', () => {
    const two = { ...leaf(['b'], 'b', 260), data: { id: '2', views: ['b'], activeView: 'b' } };
    const row = layout('HORIZONTAL', leaf(['a'], 'a', 260), two);
    expect(hasRoom(row, 'a', 'right', { width: 260, height: 400 })).toBe(false);
    expect(hasRoom(row, 'a', 'right', { width: 260, height: 400 }, '2')).toBe(true);
    expect(hasRoom(row, 'a', 'right', { width: 260, height: 400 }, '3')).toBe(false);
  });

  it('is sought in the outermost row at the edge of all', () => {
    const row = layout('HORIZONTAL', leaf(['a'], 'a', 260), leaf(['b'], 'b', 260));
    expect(hasRoom(row, null, 'right', { width: 520, height: 400 })).toBe(false);
    expect(hasRoom(row, null, 'below', { width: 520, height: 400 })).toBe(true);
    expect(hasRoom(row, null, 'below', { width: 520, height: 300 })).toBe(false);
  });

  it('is found within rows of columns', () => {
    const column = { type: 'branch', size: 300, data: [leaf(['b'], 'b', 250), leaf(['c'], 'c', 250)] };
    const nested = layout('HORIZONTAL', leaf(['a'], 'a', 900), column);
    expect(hasRoom(nested, 'c', 'below', { width: 300, height: 250 })).toBe(false);
    expect(hasRoom(nested, 'c', 'right', { width: 300, height: 250 })).toBe(false);
    expect(hasRoom(nested, 'a', 'right', { width: 900, height: 500 })).toBe(true);
  });
});
