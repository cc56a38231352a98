import { isPlain, layOutFlame } from '../analysis/layout';
import type { CallTree, FlameLayout, FrameTable } from '../analysis/types';
import { type Work, within } from '../work/work';
import type { DrawnTree, FlameData, FrameNames } from './protocol';
import type { KeptTree } from './shelf';

/** A typed array of any kind, for lists of what to transfer. */
interface Column {
  readonly buffer: ArrayBufferLike;
}

/** The buffers behind columns, each once; the same buffer twice in a transfer list is an error. */
export function buffersOf(columns: readonly Column[]): ArrayBuffer[] {
  return [...new Set(columns.map((c) => c.buffer as ArrayBuffer))];
}

/** Lays a tree out and packs it for the page. What the worker goes on to compute with is copied. */
export function* packFlame(
  treeId: number,
  { tree, sides }: KeptTree,
): Work<{ value: FlameData; transfer: ArrayBuffer[] }> {
  const { value, transfer } = yield* packTree(tree, (column) => column.slice() as typeof column);
  const hasTimeOrder = sides.length === 1 && sides[0]!.profile.inTimeOrder;
  return { value: { ...value, treeId, frames: packFrames(tree.frames), hasTimeOrder }, transfer };
}

/**
 * Lays a tree out and packs it without its frames.
 * @param own gives the page a column of its own; a tree that nobody needs any more gives the column itself.
 */
export function* packTree(
  tree: CallTree,
  own: <T extends Int32Array | Float64Array>(column: T) => T = (column) => column,
): Work<{ value: DrawnTree; transfer: ArrayBuffer[] }> {
  const drawn = tree.total.length === 1 ? ([0] as const) : (['union', 0, 1] as const);
  const drawings: FlameLayout[] = [];
  for (const [i, side] of drawn.entries()) {
    drawings.push(yield* within(i / drawn.length, (i + 1) / drawn.length, layOutFlame(tree, side)));
  }
  const value: DrawnTree = {
    parent: own(tree.parent),
    frame: own(tree.frame),
    firstChild: own(tree.firstChild),
    childCount: own(tree.childCount),
    layouts: drawings.map((d) => ({ start: d.start, width: d.width })),
    self: tree.self.map((column) => own(column)),
    // A plain tree's widths are its totals, and in the page one column serves for both.
    total: isPlain(tree) ? [drawings[0]!.width] : tree.total.map((column) => own(column)),
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
