import { describe, expect, it } from 'vitest';
import { linksThrough, nodeThrough } from '../../../../renderer/views/flame/through';
import { createLinks, showAll } from '../../../../renderer/views/links';
import { type DrawnTree, drawn } from './trees';

/** Two drawings whose frames are rows of one table, as different shapes of one tree have them. */
function sameFrames(...texts: string[]): DrawnTree[] {
  const trees = texts.map(drawn);
  const names = [...new Set(trees.flatMap((tree) => tree.names))];
  return trees.map((tree) => ({
    ...tree,
    names,
    frame: tree.frame.map((frame) => names.indexOf(tree.names[frame]!)),
  }));
}

const nodeOf = (tree: DrawnTree, ...path: string[]) =>
  path.reduce((at, name) => {
    const children = Array.from({ length: tree.childCount[at]! }, (_, i) => tree.firstChild[at]! + i);
    return children.find((child) => tree.names[tree.frame[child]!] === name)!;
  }, 0);

describe('a node in a tree of another shape', () => {
  const [heavy, byName] = sameFrames('b 9\n  x 5\n  c 3\na 2', 'a 2\nb 9\n  c 3\n  x 5') as [
    DrawnTree,
    DrawnTree,
  ];

  it('is the one with the same functions on its path', () => {
    expect(nodeThrough(heavy, nodeOf(heavy, 'b', 'x'), byName)).toBe(nodeOf(byName, 'b', 'x'));
    expect(nodeThrough(byName, nodeOf(byName, 'a'), heavy)).toBe(nodeOf(heavy, 'a'));
    expect(nodeThrough(heavy, 0, byName)).toBe(0);
    expect(nodeThrough(heavy, -1, byName)).toBe(-1);
  });

  it('is the last that both have, where the path breaks off', () => {
    const [long, short] = sameFrames('a 1\n  b 1\n    c 1', 'a 1') as [DrawnTree, DrawnTree];
    expect(nodeThrough(long, nodeOf(long, 'a', 'b', 'c'), short)).toBe(nodeOf(short, 'a'));
  });

  it('is found whether or not recursion is folded', () => {
    const [plain, folded] = sameFrames('f 1\n  f 1\n    f 1\n      x 1', 'f 3\n  x 1') as [
      DrawnTree,
      DrawnTree,
    ];
    expect(nodeThrough(plain, nodeOf(plain, 'f', 'f', 'f', 'x'), folded)).toBe(nodeOf(folded, 'f', 'x'));
    expect(nodeThrough(plain, nodeOf(plain, 'f', 'f'), folded)).toBe(nodeOf(folded, 'f'));
    expect(nodeThrough(folded, nodeOf(folded, 'f', 'x'), plain)).toBe(nodeOf(plain, 'f', 'f', 'f', 'x'));
  });

  it('is what links are told of, both ways, until they are parted', () => {
    const shared = createLinks();
    const { links, stop } = linksThrough(shared, heavy, byName, false);
    shared.setState({ focus: nodeOf(heavy, 'b', 'x'), hoverFrame: 3 });
    expect(links.getState()).toMatchObject({ focus: nodeOf(byName, 'b', 'x'), hoverFrame: 3 });
    links.setState({ selectedNode: nodeOf(byName, 'b', 'c') });
    expect(shared.getState().selectedNode).toBe(nodeOf(heavy, 'b', 'c'));
    stop();
    links.setState({ hoverFrame: -1 });
    expect(shared.getState().hoverFrame).toBe(3);
  });

  it('is not told of where the trees have no nodes in common', () => {
    const shared = createLinks();
    const { links } = linksThrough(shared, heavy, byName, true);
    shared.setState({ focus: 2, selectedFrame: 1, hoverFrame: 1 });
    expect(links.getState()).toMatchObject({ focus: 0, selectedFrame: 1, hoverFrame: 1 });
    links.setState({ selectedFrame: 2, hoverFrame: 2, focus: 1 });
    expect(shared.getState()).toMatchObject({ focus: 2, selectedFrame: 1, hoverFrame: 2 });
  });

  it('is shown whole with all others, though not they with it', () => {
    const shared = createLinks();
    const { links } = linksThrough(shared, heavy, byName, true);
    links.setState({ focus: 1, selectedFrame: 2 });
    showAll(links);
    expect(shared.getState().resets).toBe(0);
    links.setState({ focus: 1 });
    const { resets } = links.getState();
    showAll(shared);
    expect(links.getState()).toMatchObject({ focus: 0, place: null, resets: resets + 1, selectedFrame: 2 });
  });
});
