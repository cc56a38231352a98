import type { NodeTable } from '../../../../renderer/views/flame/tree';

export interface DrawnTree extends NodeTable {
  readonly names: readonly string[];
  readonly start: Float64Array;
  readonly width: Float64Array;
}

interface Spec {
  readonly name: string;
  readonly self: number;
  readonly children: Spec[];
}

/**
 * A drawn tree from indented lines 'name self'; two spaces per row. Frames are joined by name; nodes are
 * numbered row by row, siblings in the order of the text, as the engine numbers them.
 */
export function drawn(text: string): DrawnTree {
  const root: Spec = { name: 'root', self: 0, children: [] };
  const open = [root];
  for (const line of text.split('\n').filter((l) => l.trim() !== '')) {
    const depth = (line.length - line.trimStart().length) / 2;
    const [name, self = '0'] = line.trim().split(' ') as [string, string?];
    const node: Spec = { name, self: Number(self), children: [] };
    open.length = depth + 1;
    open[depth]!.children.push(node);
    open.push(node);
  }
  return fromSpec(root);
}

/** A root with these widths as its only children. */
export function row(widths: readonly number[]): DrawnTree {
  return fromSpec({
    name: 'root',
    self: 0,
    children: widths.map((self, i) => ({ name: `f${i}`, self, children: [] })),
  });
}

function fromSpec(root: Spec): DrawnTree {
  const nodes: { spec: Spec; parent: number }[] = [{ spec: root, parent: -1 }];
  for (let i = 0; i < nodes.length; i++) {
    for (const spec of nodes[i]!.spec.children) nodes.push({ spec, parent: i });
  }
  const names = [...new Set(nodes.map((n) => n.spec.name))];
  const length = nodes.length;
  const firstChild = new Int32Array(length);
  const childCount = new Int32Array(length);
  const width = new Float64Array(length);
  const start = new Float64Array(length);
  for (let i = length - 1; i > 0; i--) {
    width[i]! += nodes[i]!.spec.self;
    width[nodes[i]!.parent]! += width[i]!;
    firstChild[nodes[i]!.parent] = i;
    childCount[nodes[i]!.parent]!++;
  }
  width[0]! += root.self;
  for (let i = 0; i < length; i++) {
    let edge = start[i]!;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      start[c] = edge;
      edge += width[c]!;
    }
  }
  return {
    names,
    parent: Int32Array.from(nodes, (n) => n.parent),
    frame: Int32Array.from(nodes, (n) => names.indexOf(n.spec.name)),
    firstChild,
    childCount,
    start,
    width,
  };
}
