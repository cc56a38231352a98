import { beforeEach, describe, expect, it } from 'vitest';
import { createLinks, focusNode, showAll } from '../../../renderer/views/links';
import { emptyWorkspace, WorkspaceModel } from '../../../renderer/workspace/model';
import type { NamedTree } from '../../../renderer/workspace/translate';
import { nodeOf, treeOf } from './trees-by-hand';

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

  it('keeps its place when another tree comes', () => {
    const { id, links } = open(here);
    focusNode(links, here.data, nodeOf(here, 'main;work'));
    links.setState({ hoverFrame: 2 });
    model.take(id, { links, tree: there, linked: true, visible: true }, true);
    expect(links.getState()).toMatchObject({ focus: nodeOf(there, 'main;work'), hoverFrame: -1 });
  });
});
