import { beforeEach, describe, expect, it } from 'vitest';
import { createLinks, focusNode, selectFrame, selectNode, showAll } from '../../../renderer/views/links';
import { emptyWorkspace, WorkspaceModel } from '../../../renderer/workspace/model';
import type { NamedTree } from '../../../renderer/workspace/translate';
import { layoutOf, nodeOf, treeOf } from './trees-by-hand';

const here = treeOf('main;work;hash', 'main;rest');
const there = treeOf('main;rest', 'main;work;hash', 'main;work;sort');

describe('a workspace', () => {
  let nowMs = 0;
  let model: WorkspaceModel;
  beforeEach(() => {
    nowMs = 0;
    model = new WorkspaceModel(emptyWorkspace, () => nowMs);
  });
  const later = () => {
    nowMs += 10_000;
  };
  const open = (tree: NamedTree, subject = '') => {
    const id = model.addPane({ viewId: 'flame', subject, own: null });
    const links = createLinks();
    model.arranged(layoutOf(Object.keys(model.store.getState().panes)), true);
    model.take(id, { links, tree, linked: true, visible: true }, true);
    return { id, links };
  };
  const query = () => model.store.getState().choices.query;

  it('carries hover, selection and zoom to linked panes of other profiles', () => {
    const a = open(here);
    const b = open(there, 'other');
    focusNode(a.links, here.data, nodeOf(here, 'main;work'));
    expect(b.links.getState().focus).toBe(nodeOf(there, 'main;work'));
    a.links.setState({ hoverFrame: here.text.names.indexOf('hash') });
    expect(there.text.names[b.links.getState().hoverFrame]).toBe('hash');
    const { resets } = b.links.getState();
    showAll(a.links);
    expect(b.links.getState()).toMatchObject({ focus: 0, resets: resets + 1 });
  });

  it('lets go of panes that are not linked, and takes them back', () => {
    const a = open(here);
    const b = open(there);
    model.setLinked(b.id, false);
    model.take(b.id, { links: b.links, tree: there, linked: false, visible: true }, false);
    focusNode(a.links, here.data, nodeOf(here, 'main;rest'));
    expect(b.links.getState().focus).toBe(0);
    model.choose(b.id, { pattern: 'mine' });
    expect(model.choicesOf(a.id).pattern).toBe('');
    model.setLinked(b.id, true);
    model.take(b.id, { links: b.links, tree: there, linked: true, visible: true }, false);
    expect(b.links.getState().focus).toBe(nodeOf(there, 'main;rest'));
    expect(model.choicesOf(b.id).pattern).toBe('');
  });

  it('takes a pane that opens later to where the others are', () => {
    const a = open(here);
    focusNode(a.links, here.data, nodeOf(here, 'main;work'));
    expect(open(there).links.getState().focus).toBe(nodeOf(there, 'main;work'));
  });

  it('takes filters back one by one, and does them again', () => {
    const { id } = open(here);
    later();
    model.choose(id, { query: { ...query(), focus: 'work' } });
    later();
    model.choose(id, { query: { ...query(), ignore: 'hash' } });
    model.undo();
    expect(query()).toMatchObject({ focus: 'work', ignore: '' });
    model.undo();
    expect(query()).toMatchObject({ focus: '', ignore: '' });
    model.undo();
    model.redo();
    model.redo();
    expect(query()).toMatchObject({ focus: 'work', ignore: 'hash' });
  });

  it('takes a zoom back, and goes there again', () => {
    const { links } = open(here);
    const work = nodeOf(here, 'main;work');
    focusNode(links, here.data, work);
    later();
    focusNode(links, here.data, nodeOf(here, 'main;rest'));
    model.undo();
    expect(links.getState().focus).toBe(work);
    model.undo();
    expect(links.getState().focus).toBe(0);
    model.redo();
    expect(links.getState().focus).toBe(work);
  });

  it('takes a word typed letter by letter back as one', () => {
    const { id } = open(here);
    for (const pattern of ['h', 'ha', 'has']) {
      nowMs += 100;
      model.choose(id, { pattern }, 'letters');
    }
    model.undo();
    expect(model.choicesOf(id).pattern).toBe('');
    expect(model.history.getState().past).toEqual([]);
  });

  it('takes back what is selected with what it was filtered by', () => {
    const { id, links } = open(there);
    const sort = nodeOf(there, 'main;work;sort');
    selectNode(links, there.data, sort);
    later();
    model.choose(id, { query: { ...query(), focus: 'hash' } });
    // The filter leaves nothing of what was selected.
    model.take(id, { links, tree: here, linked: true, visible: true }, true);
    expect(links.getState()).toMatchObject({ selectedFrame: -1, selectedNode: -1 });
    model.undo();
    model.take(id, { links, tree: there, linked: true, visible: true }, true);
    expect(links.getState()).toMatchObject({ selectedFrame: there.data.frame[sort], selectedNode: sort });
  });

  it('takes a walk of the arrow keys back as one, and a choice after it by itself', () => {
    const { id, links } = open(here);
    for (const path of ['main', 'main;work', 'main;work;hash']) {
      nowMs += 100;
      selectNode(links, here.data, nodeOf(here, path));
    }
    model.choose(id, { sampleType: 'cpu' });
    expect(model.history.getState().past).toHaveLength(2);
    model.undo();
    expect(model.choicesOf(id).sampleType).toBe('');
    expect(links.getState().selectedNode).toBe(nodeOf(here, 'main;work;hash'));
    model.undo();
    expect(links.getState().selectedNode).toBe(-1);
  });

  it('takes back panes that were opened, and what was chosen in them, and has the dock arrange them', () => {
    const { id } = open(here);
    const arranged: unknown[] = [];
    model.onRearrange = ({ layout }) => arranged.push(layout);
    const one = model.store.getState().layout;
    later();
    const made = model.addPane({ viewId: 'top', subject: '', own: null });
    model.arranged(layoutOf([id, made]));
    const two = model.store.getState().layout;
    later();
    model.setPane(made, { viewId: 'tree' });
    later();
    model.removePane(made);
    model.arranged(layoutOf([id]));
    model.undo();
    expect(model.pane(made)?.viewId).toBe('tree');
    expect(arranged.at(-1)).toBe(two);
    model.undo();
    expect(model.pane(made)?.viewId).toBe('top');
    model.undo();
    expect(model.pane(made)).toBeUndefined();
    expect(arranged.at(-1)).toBe(one);
    model.redo();
    expect(model.pane(made)?.viewId).toBe('top');
  });

  it('counts a tab that comes to the front as a step, and the room a pane gets as none', () => {
    const { id } = open(here);
    const other = open(here).id;
    later();
    model.arranged(layoutOf([id, other], id));
    later();
    model.arranged({ ...layoutOf([id, other], id), grid: { ...layoutOf([id, other], id).grid, width: 700 } });
    expect(model.history.getState().past).toHaveLength(1);
    expect(model.store.getState().layout).toMatchObject({ grid: { width: 700 } });
    model.undo();
    expect(model.store.getState().layout).toMatchObject({
      grid: { root: { data: [{ data: { activeView: other } }] } },
    });
  });

  it('takes a pane with what was selected for it back at once', () => {
    const { id, links } = open(here);
    later();
    selectFrame(links, 2);
    const made = model.addPane({ viewId: 'source', subject: '', own: null });
    model.arranged(layoutOf([id, made]));
    model.undo();
    expect(model.pane(made)).toBeUndefined();
    expect(links.getState().selectedFrame).toBe(-1);
    expect(model.history.getState().past).toEqual([]);
  });

  it('goes on where it was left when its panes are shown anew', () => {
    const { id, links } = open(here);
    focusNode(links, here.data, nodeOf(here, 'main;work'));
    const again = createLinks();
    model.take(id, { links: again, tree: here, linked: true, visible: true }, true);
    const work = nodeOf(here, 'main;work');
    expect(again.getState()).toMatchObject({ focus: work, selectedNode: work });
  });

  it('keeps no more than two hundred steps', () => {
    const { id } = open(here);
    for (let n = 0; n < 300; n++) {
      later();
      model.choose(id, { unit: `${n}` });
    }
    expect(model.history.getState().past).toHaveLength(200);
  });

  it('keeps its place when another tree comes', () => {
    const { id, links } = open(here);
    focusNode(links, here.data, nodeOf(here, 'main;work'));
    links.setState({ hoverFrame: 2 });
    model.take(id, { links, tree: there, linked: true, visible: true }, true);
    expect(links.getState()).toMatchObject({ focus: nodeOf(there, 'main;work'), hoverFrame: -1 });
  });
});
