import { type FlameTheme, faded, goneFill, narrowFill, newFill } from '../../../engine/flame/palette';
import type { LabelCache } from './labels';
import { rowPx } from './viewport';
import type { BoxList } from './visible';

/** The few things a picture is drawn with; a canvas in the window, a recorder in tests. CSS pixels. */
export interface Painter {
  /** Colour of what follows. */
  fill(color: string): void;
  rect(x: number, y: number, width: number, height: number): void;
  /** Diagonal lines in the box, laid over what is there: rising to the right, or falling. */
  hatch(color: string, falling: boolean, x: number, y: number, width: number, height: number): void;
  text(label: string, x: number, baseline: number): void;
}

export interface PaintInput {
  readonly boxes: BoxList;
  readonly frameOf: Int32Array;
  /** Fill index of a node; fading is applied here. */
  readonly fillOf: (node: number) => number;
  /** Nodes that are drawn faded: not matched by the search, or above the focus. */
  readonly isFaded: (node: number) => boolean;
  readonly labels: LabelCache;
  readonly theme: FlameTheme;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of rows beyond the edge at which the root's row is: the upper one, or the lower if upright. */
  readonly scrollPx: number;
  readonly upright: boolean;
  /** Height of all rows; more than the window's means that there is something to scroll to. */
  readonly contentPx: number;
  /** Width of one character of the label face. */
  readonly charPx: number;
  /** Physical pixels per CSS pixel: edges are laid on physical ones. */
  readonly pixelRatio: number;
  /** Frame whose boxes are laid over with the hover tone, -1 for none; node that is outlined, -1 for none. */
  readonly hoverFrame: number;
  readonly selectedNode: number;
}

const padPx = 4;
const baselinePx = 13;

/** Working columns of {@link paint}, kept between frames. */
export class PaintScratch {
  fill = new Uint8Array(4096);
  order = new Int32Array(4096);
  readonly bucket = new Int32Array(257);

  reserve(length: number): void {
    if (this.fill.length >= length) return;
    this.fill = new Uint8Array(length * 2);
    this.order = new Int32Array(length * 2);
  }
}

/** Draws a collected picture, one colour after the other, then its labels. Returns the boxes drawn. */
export function paint(p: Painter, input: PaintInput, scratch: PaintScratch): number {
  const { boxes, theme } = input;
  p.fill(theme.background);
  p.rect(0, 0, input.widthPx, input.heightPx);
  sortByFill(input, scratch);

  let current = -1;
  for (let k = 0; k < boxes.length; k++) {
    const i = scratch.order[k];
    if (scratch.fill[i] !== current) {
      current = scratch.fill[i];
      p.fill(theme.fills[current]);
    }
    drawBox(p, input, i);
  }
  hatchOneSided(p, input, scratch);
  if (input.hoverFrame >= 0) overlayHover(p, input);
  drawLabels(p, input, scratch);
  if (input.selectedNode >= 0) outlineSelected(p, input);
  if (input.contentPx > input.heightPx) drawThumb(p, input);
  return boxes.length;
}

/** Counting sort of the boxes by fill: a canvas parses a colour at each change, so there is one per colour. */
function sortByFill(input: PaintInput, scratch: PaintScratch): void {
  const { boxes } = input;
  scratch.reserve(boxes.length);
  scratch.bucket.fill(0);
  for (let i = 0; i < boxes.length; i++) {
    const node = boxes.node[i];
    let fill = node < 0 ? narrowFill : input.fillOf(node);
    if (node >= 0 && input.isFaded(node)) fill += faded;
    scratch.fill[i] = fill;
    scratch.bucket[fill + 1]++;
  }
  for (let f = 1; f < scratch.bucket.length; f++) scratch.bucket[f] += scratch.bucket[f - 1];
  for (let i = 0; i < boxes.length; i++) scratch.order[scratch.bucket[scratch.fill[i]]++] = i;
}

/** The upper edge of a row. */
function rowTop({ upright, heightPx, scrollPx }: PaintInput, row: number): number {
  return upright ? heightPx - (row + 1) * rowPx + scrollPx : row * rowPx - scrollPx;
}

function drawBox(p: Painter, input: PaintInput, i: number): void {
  const ratio = input.pixelRatio;
  const left = Math.round(input.boxes.left[i] * ratio) / ratio;
  const right = Math.round(input.boxes.right[i] * ratio) / ratio;
  // One physical pixel stays free between neighbours, where there is room for it.
  const gap = right - left > 2.5 ? 1 / ratio : 0;
  const width = Math.max(1 / ratio, right - left - gap);
  p.rect(left, rowTop(input, input.boxes.row[i]!), width, rowPx - 1);
}

function hatchOneSided(p: Painter, input: PaintInput, scratch: PaintScratch): void {
  const { boxes } = input;
  for (let i = 0; i < boxes.length; i++) {
    const fill = scratch.fill[i] % faded;
    if (fill !== newFill && fill !== goneFill) continue;
    const width = boxes.right[i] - boxes.left[i];
    if (width < 4) continue;
    const top = rowTop(input, boxes.row[i]!);
    p.hatch(input.theme.hatch, fill === goneFill, boxes.left[i]!, top, width - 1, rowPx - 1);
  }
}

function overlayHover(p: Painter, input: PaintInput): void {
  const { boxes } = input;
  p.fill(input.theme.hover);
  for (let i = 0; i < boxes.length; i++) {
    if (boxes.node[i] >= 0 && input.frameOf[boxes.node[i]] === input.hoverFrame) drawBox(p, input, i);
  }
}

function drawLabels(p: Painter, input: PaintInput, scratch: PaintScratch): void {
  const { boxes, charPx } = input;
  for (const wantFaded of [false, true]) {
    p.fill(wantFaded ? input.theme.fadedText : input.theme.text);
    for (let i = 0; i < boxes.length; i++) {
      if (boxes.node[i] < 0 || scratch.fill[i] >= faded !== wantFaded) continue;
      // A box cut by the window's left edge keeps its label in sight.
      const left = Math.max(0, boxes.left[i]);
      const room = Math.min(input.widthPx, boxes.right[i]) - left - 2 * padPx;
      const chars = Math.floor(room / charPx);
      if (chars < 1) continue;
      const label = input.labels.get(input.frameOf[boxes.node[i]], chars);
      if (label !== '') p.text(label, left + padPx, rowTop(input, boxes.row[i]!) + baselinePx);
    }
  }
}

/** Where in the rows the window is; the picture has no scroll bar of its own to say so. */
function drawThumb(p: Painter, input: PaintInput): void {
  const share = input.heightPx / input.contentPx;
  const length = Math.max(24, input.heightPx * share);
  const scrolled = Math.min(1, input.scrollPx / (input.contentPx - input.heightPx));
  const way = input.upright ? 1 - scrolled : scrolled;
  p.fill(input.theme.thumb);
  p.rect(input.widthPx - 6, Math.round((input.heightPx - length) * way), 4, Math.round(length));
}

function outlineSelected(p: Painter, input: PaintInput): void {
  const { boxes } = input;
  for (let i = 0; i < boxes.length; i++) {
    if (boxes.node[i] !== input.selectedNode) continue;
    const left = Math.max(0, boxes.left[i]);
    const width = Math.max(2, Math.min(input.widthPx, boxes.right[i]) - left - 1);
    const top = rowTop(input, boxes.row[i]!);
    const height = rowPx - 1;
    p.fill(input.theme.outline);
    p.rect(left, top, width, 2);
    p.rect(left, top + height - 2, width, 2);
    p.rect(left, top, 2, height);
    p.rect(left + width - 2, top, 2, height);
    return;
  }
}
