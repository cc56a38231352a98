import { describe, expect, it } from 'vitest';
import { createLinks, selectFrame, showAll } from '../../../renderer/views/links';
import { LinkHub } from '../../../renderer/workspace/hub';
import { treeOf } from './trees-by-hand';

describe('tabs of one place, of which one is in sight', () => {
  it('go on with what was selected in the tab before', () => {
    const hub = new LinkHub(() => {});
    const tree = treeOf('main;work', 'main;rest');
    const [first, second] = [createLinks(), createLinks()];
    const work = tree.text.names.indexOf('work');
    hub.set('first', { links: first, tree, linked: true, visible: true });
    selectFrame(first, work);
    hub.set('first', { links: first, tree, linked: true, visible: false });
    hub.set('second', { links: second, tree, linked: true, visible: true });
    expect(second.getState().selectedFrame).toBe(work);
    selectFrame(second, 1);
    hub.set('second', { links: second, tree, linked: true, visible: false });
    hub.set('first', { links: first, tree, linked: true, visible: true });
    expect(first.getState().selectedFrame).toBe(1);
  });

  it('do not where they are not linked', () => {
    const hub = new LinkHub(() => {});
    const tree = treeOf('main;work');
    const [first, second] = [createLinks(), createLinks()];
    hub.set('first', { links: first, tree, linked: false, visible: true });
    selectFrame(first, 1);
    hub.set('first', { links: first, tree, linked: false, visible: false });
    hub.set('second', { links: second, tree, linked: true, visible: true });
    expect(second.getState().selectedFrame).toBe(-1);
  });
});

describe('panes beside each other', () => {
  it('have been nowhere once one of them shows everything, also those that draw nothing', () => {
    const hub = new LinkHub(() => {});
    const tree = treeOf('main;work', 'main;rest');
    const [picture, table] = [createLinks(), createLinks()];
    hub.set('picture', { links: picture, tree, linked: true, visible: true });
    hub.set('table', { links: table, tree, linked: true, visible: true });
    const place = { node: 2, from: 0, to: 1, scroll: 0 };
    picture.setState({ focus: 2, place });
    expect(table.getState()).toMatchObject({ focus: 2, place });
    showAll(picture);
    expect(table.getState()).toMatchObject({ focus: 0, place: null });
  });
});
