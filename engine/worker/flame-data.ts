import { layoutFlame } from '../analysis/layout';
import type { CallTree, FlameLayout, FrameTable } from '../analysis/types';
import type { FlameData, FrameNames } from './protocol';

/** A typed array of any kind, for lists of what to transfer. */
interface Column {
  readonly buffer: ArrayBufferLike;
}

/** The buffers behind columns, each once; the same buffer twice in a transfer list is an error. */
export function buffersOf(columns: readonly Column[]): ArrayBuffer[] {
  return [...new Set(columns.map((c) => c.buffer as ArrayBuffer))];
}

/**
 * Lays a tree out and packs it for the page. The tree's own columns are copied, since later requests (top,
 * search, svg) compute with them here; layouts are handed over as they are.
 */
export function packFlame(treeId: number, tree: CallTree): { value: FlameData; transfer: ArrayBuffer[] } {
  const drawings: FlameLayout[] =
    tree.total.length === 1
      ? [layoutFlame(tree, 0)]
      : [layoutFlame(tree, 'union'), layoutFlame(tree, 0), layoutFlame(tree, 1)];
  const value: FlameData = {
    treeId,
    frames: packFrames(tree.frames),
    parent: tree.parent.slice(),
    frame: tree.frame.slice(),
    firstChild: tree.firstChild.slice(),
    childCount: tree.childCount.slice(),
    layouts: drawings.map((d) => ({ start: d.start, width: d.width })),
    self: tree.self.map((column) => column.slice()),
    total: tree.total.map((column) => column.slice()),
    rows: drawings.reduce((most, d) => Math.max(most, d.rows), 0),
    unit: tree.unit,
  };
  const transfer = buffersOf([
    value.parent,
    value.frame,
    value.firstChild,
    value.childCount,
    ...value.layouts.flatMap((l) => [l.start, l.width]),
    ...value.self,
    ...value.total,
  ]);
  return { value, transfer };
}

/** Frame columns as three strings: cheaper to clone than arrays of short ones. */
function packFrames(frames: FrameTable): FrameNames {
  return { names: pack(frames.name), files: pack(frames.file), packages: pack(frames.package) };
}

/**
 * One line per row. A newline inside a name would shift every row after it, so it becomes a space whatever
 * the reader of the format promised.
 */
function pack(column: readonly string[]): string {
  return column.map((text) => (text.includes('\n') ? text.replace(/\n/g, ' ') : text)).join('\n');
}
