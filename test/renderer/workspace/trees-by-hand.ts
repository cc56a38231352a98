import type { FlameData } from '../../../engine/worker/protocol';
import { frameText } from '../../../renderer/views/frame-text';
import type { NamedTree } from '../../../renderer/workspace/translate';

/** A tree in lines of names joined by ';', the root not named; nodes are numbered breadth first, as the engine does. */
export function treeOf(...stacks: readonly string[]): NamedTree {
  const paths = new Set<string>(['']);
  for (const stack of stacks) {
    const names = stack.split(';');
    for (let i = 1; i <= names.length; i++) paths.add(names.slice(0, i).join(';'));
  }
  const depth = (path: string) => (path === '' ? 0 : path.split(';').length);
  const parentOf = (path: string) => path.split(';').slice(0, -1).join(';');
  const ordered: string[] = [''];
  for (let i = 0; i < ordered.length; i++) {
    const at = ordered[i]!;
    ordered.push(...[...paths].filter((p) => p !== '' && depth(p) === depth(at) + 1 && parentOf(p) === at));
  }
  const names = ['root', ...new Set(stacks.flatMap((s) => s.split(';')))];
  const parent = ordered.map((p) => (p === '' ? -1 : ordered.indexOf(parentOf(p))));
  const data: FlameData = {
    treeId: 1,
    hasTimeOrder: false,
    frames: {
      names: names.join('\n'),
      files: names.map(() => '').join('\n'),
      packages: names.map(() => '').join('\n'),
    },
    parent: Int32Array.from(parent),
    frame: Int32Array.from(ordered.map((p) => (p === '' ? 0 : names.indexOf(p.split(';').at(-1)!)))),
    firstChild: Int32Array.from(ordered.map((_, i) => Math.max(0, parent.indexOf(i)))),
    childCount: Int32Array.from(ordered.map((_, i) => parent.filter((p) => p === i).length)),
    layouts: [],
    self: [],
    total: [],
    rows: 3,
    unit: 'count',
  };
  return { data, text: frameText(data.frames) };
}

/** The node at a path of names. */
export function nodeOf(tree: NamedTree, path: string): number {
  let node = 0;
  for (const name of path === '' ? [] : path.split(';')) {
    node = [...tree.data.parent.keys()].find(
      (n) => tree.data.parent[n] === node && tree.text.names[tree.data.frame[n]!] === name,
    )!;
  }
  return node;
}

/** An arrangement as the dock writes it: all panes behind one another, the last or the given one in front. */
export function layoutOf(panes: readonly string[], front = panes[panes.length - 1]) {
  return {
    grid: {
      orientation: 'HORIZONTAL',
      width: 1000,
      root: { type: 'branch', data: [{ type: 'leaf', data: { id: '1', views: panes, activeView: front } }] },
    },
  };
}
