import { firstReaching, type Intervals, type NodeTable } from './tree';
import { rowPx, type Viewport } from './viewport';

/** Boxes narrower than this are not drawn by themselves: neighbours are joined to one muted box. */
export const narrowestBoxPx = 1;

/**
 * The boxes that are on screen, in parallel columns that are reused from frame to frame: a list holds
 * no object per box and grows only when a drawing needs more than any before.
 */
export class BoxList {
  length = 0;
  /** Node row; -1 for a joined box of several narrow siblings. */
  node = new Int32Array(4096);
  row = new Int32Array(4096);
  /** Edges in CSS pixels, cut to just outside the window. */
  left = new Float32Array(4096);
  right = new Float32Array(4096);
  /** The walk's own stack of nodes and their rows. */
  private stack = new Int32Array(4096);
  private stackRow = new Int32Array(4096);
  private stackLength = 0;

  clear(): void {
    this.length = 0;
    this.stackLength = 0;
  }

  add(node: number, row: number, left: number, right: number): void {
    if (this.length === this.node.length) this.grow();
    const i = this.length++;
    this.node[i] = node;
    this.row[i] = row;
    this.left[i] = left;
    this.right[i] = right;
  }

  push(node: number, row: number): void {
    if (this.stackLength === this.stack.length) {
      this.stack = doubled(this.stack);
      this.stackRow = doubled(this.stackRow);
    }
    this.stack[this.stackLength] = node;
    this.stackRow[this.stackLength++] = row;
  }

  /** The node last pushed, or -1; its row is then in `poppedRow`. */
  pop(): number {
    if (this.stackLength === 0) return -1;
    this.poppedRow = this.stackRow[--this.stackLength];
    return this.stack[this.stackLength];
  }
  poppedRow = 0;

  private grow(): void {
    this.node = doubled(this.node);
    this.row = doubled(this.row);
    const left = new Float32Array(this.left.length * 2);
    left.set(this.left);
    this.left = left;
    const right = new Float32Array(this.right.length * 2);
    right.set(this.right);
    this.right = right;
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}

/**
 * Collects what is on screen, from the root down. Subtrees outside the window or narrower than
 * {@link narrowestBoxPx} are never entered, so the cost follows the pixels, not the tree: among siblings,
 * runs of narrow ones are leapt over by search, whatever order they are in.
 */
export function collectVisible(
  list: BoxList,
  tree: NodeTable,
  at: Intervals,
  view: Viewport,
  widthPx: number,
  heightPx: number,
): void {
  list.clear();
  if (at.width.length === 0 || !(at.width[0] > 0)) return;
  const pxPerValue = widthPx / (view.x1 - view.x0);
  const narrowest = narrowestBoxPx / pxPerValue;
  const firstRow = Math.floor(view.scroll / rowPx);
  const endRow = Math.ceil((view.scroll + heightPx) / rowPx);

  const place = (node: number, row: number, from: number, to: number): void => {
    if (row < firstRow) return;
    const left = Math.max(-1, (from - view.x0) * pxPerValue);
    const right = Math.min(widthPx + 1, (to - view.x0) * pxPerValue);
    if (right > left) list.add(node, row, left, right);
  };

  place(0, 0, at.start[0], at.start[0] + at.width[0]);
  list.push(0, 0);
  for (let parent = list.pop(); parent >= 0; parent = list.pop()) {
    const row = list.poppedRow + 1;
    if (row >= endRow) continue;
    const first = tree.firstChild[parent];
    const end = first + tree.childCount[parent];
    let runStart = Number.NaN;
    let runEnd = 0;
    let i = first === end ? end : firstReaching(at, first, end, view.x0);
    while (i < end && at.start[i] < view.x1) {
      if (at.width[i] >= narrowest) {
        if (runEnd - runStart >= narrowest) place(-1, row, runStart, runEnd);
        runStart = Number.NaN;
        place(i, row, at.start[i], at.start[i] + at.width[i]);
        if (tree.childCount[i] > 0) list.push(i, row);
        i++;
      } else {
        if (at.start[i] - runEnd > narrowest) {
          if (runEnd - runStart >= narrowest) place(-1, row, runStart, runEnd);
          runStart = Number.NaN;
        }
        // Every sibling before `next` ends inside the next `narrowest`, so none of them can be wide enough.
        const next = firstReaching(at, i + 1, end, at.start[i] + narrowest);
        if (Number.isNaN(runStart)) runStart = at.start[i];
        runEnd = at.start[next - 1] + at.width[next - 1];
        i = next;
      }
    }
    if (runEnd - runStart >= narrowest) place(-1, row, runStart, runEnd);
  }
}

/** What of a picture has one fill. */
export interface FillShare {
  /** Of all its boxes together, CSS pixels. */
  readonly widthPx: number;
  /** The widest of them: what the colour is taken for by whoever looks. */
  readonly node: number;
}

/** How much of the screen each fill takes, by fill. */
export function widthsByFill(
  { length, node, left, right }: BoxList,
  fillOf: (node: number) => number,
): ReadonlyMap<number, FillShare> {
  const shares = new Map<number, { widthPx: number; node: number; widest: number }>();
  for (let i = 0; i < length; i++) {
    if (node[i]! < 0) continue;
    const widthPx = right[i]! - left[i]!;
    const fill = fillOf(node[i]!);
    const known = shares.get(fill);
    if (known === undefined) shares.set(fill, { widthPx, node: node[i]!, widest: widthPx });
    else {
      known.widthPx += widthPx;
      if (widthPx > known.widest) [known.widest, known.node] = [widthPx, node[i]!];
    }
  }
  return shares;
}
