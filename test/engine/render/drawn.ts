import { buildTree } from '../../../engine/analysis/tree';
import type { CallTree, TreeShape } from '../../../engine/analysis/types';
import { profileOfText } from '../analysis/profile-of';

/** A box of a written flame graph, as a reader without scripts sees it. */
export interface DrawnBox {
  readonly name: string;
  readonly classes: readonly string[];
  readonly depth: number;
  /** Its node's row, where the picture has several drawings. */
  readonly node: string | undefined;
  /** Of the rectangle. */
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly label: string;
  readonly shown: boolean;
  /** Where it lies in the whole, where that is said apart: x and width. */
  readonly lies: readonly [number, number] | null;
}

const group =
  /<g class="(f [^"]*)" data-d="(\d+)" data-t="[^"]*"(?: data-n="([^"]*)")?(?: data-b="([^"]*)")?( style="display:none")?><title>([^<]*)\n[^<]*<\/title><rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="17"\/><text [^>]*>([^<]*)<\/text><\/g>/g;

/** The boxes of a written flame graph, in their order. */
export function boxesOf(svg: string): DrawnBox[] {
  const boxes = [...svg.matchAll(group)].map((match): DrawnBox => {
    const [, classes, depth, node, lies, hidden, name, x, y, width, label] = match as unknown as string[];
    const [left, wide] = (lies ?? '').split(' ').map(Number);
    return {
      name: name!,
      classes: classes!.split(' ').slice(1),
      depth: Number(depth),
      node,
      x: Number(x),
      width: Number(width),
      y: Number(y),
      label: label!,
      shown: hidden === undefined,
      lies: lies === undefined ? null : [left!, wide!],
    };
  });
  const groups = svg.match(/<g class="f /g)?.length ?? 0;
  if (groups !== boxes.length)
    throw new Error(`${groups} boxes are drawn, of which ${boxes.length} can be read`);
  return boxes;
}

/** The value of an attribute of the picture itself; undefined where it has none. */
export function attributeOf(svg: string, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(svg.slice(0, svg.indexOf('>')))?.[1];
}

export function treeIn(shape: Partial<TreeShape>, ...texts: string[]): CallTree {
  const inTimeOrder = shape.order === 'time';
  return buildTree(
    texts.map((text) => ({ profile: profileOfText(text, { inTimeOrder }), sampleIndex: 0 })),
    shape,
  );
}

/** The node at the end of a path of names from the root's child on. */
export function nodeAt(tree: CallTree, ...path: string[]): number {
  let node = 0;
  for (const name of path) {
    const first = tree.firstChild[node]!;
    const kids = Array.from({ length: tree.childCount[node]! }, (_, i) => first + i);
    const next = kids.find((kid) => tree.frames.name[tree.frame[kid]!] === name);
    if (next === undefined) throw new Error(`there is no ${name}`);
    node = next;
  }
  return node;
}
