import { describe, expect, it } from 'vitest';
import { samePlaces, sameShape, shapeOf } from '../../../renderer/workspace/layout-shape';

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
