import { describe, expect, it } from 'vitest';
import {
  anchorIn,
  findPlace,
  frameIn,
  namePlace,
  nodeIn,
  pathOf,
} from '../../../renderer/workspace/translate';
import { nodeOf, treeOf } from './trees-by-hand';

const here = treeOf('main;work;hash', 'main;rest', 'main;work;sort');
const there = treeOf('main;rest', 'main;work;sort', 'boot;main;work;hash');

describe('what is pointed at in one tree', () => {
  it('is found in another by the names of frames', () => {
    for (const name of ['main', 'hash', 'rest']) {
      const frame = frameIn(here, here.text.names.indexOf(name), there);
      expect(there.text.names[frame]).toBe(name);
    }
    expect(frameIn(there, there.text.names.indexOf('boot'), here)).toBe(-1);
    expect(frameIn(here, -1, there)).toBe(-1);
  });

  it('is found in another by the names on the path of a node', () => {
    expect(pathOf(here, nodeOf(here, 'main;work;sort'))).toEqual(['main', 'work', 'sort']);
    expect(nodeIn(here, nodeOf(here, 'main;work;sort'), there, false)).toBe(nodeOf(there, 'main;work;sort'));
    expect(nodeIn(here, 0, there, false)).toBe(0);
  });

  it('is its nearest caller, or nothing, where the other tree has no such path', () => {
    const lost = nodeOf(here, 'main;work;hash');
    expect(nodeIn(here, lost, there, true)).toBe(nodeOf(there, 'main;work'));
    expect(nodeIn(here, lost, there, false)).toBe(-1);
  });

  it('keeps the share of the width that is looked at', () => {
    const anchor = { node: nodeOf(here, 'main;rest'), from: 0.25, to: 0.5, scroll: 18 };
    expect(anchorIn(here, anchor, there)).toEqual({ ...anchor, node: nodeOf(there, 'main;rest') });
  });

  it('is found again by the names it was written down in', () => {
    const focus = nodeOf(here, 'main;work');
    const place = { node: nodeOf(here, 'main;work;sort'), from: 0, to: 1, scroll: 0 };
    const selectedNode = nodeOf(here, 'main;rest');
    const selectedFrame = here.data.frame[selectedNode]!;
    const named = JSON.parse(JSON.stringify(namePlace(here, { focus, place, selectedFrame, selectedNode })));
    expect(findPlace(there, named)).toEqual({
      focus: nodeOf(there, 'main;work'),
      place: { ...place, node: nodeOf(there, 'main;work;sort') },
      selectedFrame: there.data.frame[nodeOf(there, 'main;rest')],
      selectedNode: nodeOf(there, 'main;rest'),
    });
  });
});
