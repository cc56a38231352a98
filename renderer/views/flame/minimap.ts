import { type FlameTheme, narrowFill } from '../../../engine/flame/palette';
import type { Scene } from './scene';
import { rowPx } from './viewport';
import { type BoxList, collectVisible } from './visible';

/** Height of the strip that holds the whole picture, in CSS pixels. */
export const minimapPx = 36;

/** What a minimap is drawn with; a canvas has it. */
export interface MinimapPainter {
  fillStyle: unknown;
  fillRect(x: number, y: number, width: number, height: number): void;
}

interface MinimapInput {
  /** Reused from drawing to drawing. */
  readonly boxes: BoxList;
  readonly scene: Scene;
  readonly theme: FlameTheme;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Draws the whole of a scene, all rows of it, into a strip; of rows thinner than a pixel the first of each. */
export function drawMinimap(p: MinimapPainter, input: MinimapInput): void {
  const { boxes, scene, theme, widthPx, heightPx } = input;
  p.fillStyle = theme.background;
  p.fillRect(0, 0, widthPx, heightPx);
  const { rows } = scene.data;
  const rowHeight = Math.min(6, heightPx / Math.max(1, rows));
  const whole = scene.data.frame.length === 0 ? 0 : scene.reach(0);
  if (!(whole > 0)) return;
  collectVisible(boxes, scene.data, scene.at, { x0: 0, x1: whole, scroll: 0 }, widthPx, rows * rowPx);
  let current = -1;
  for (let i = 0; i < boxes.length; i++) {
    const row = boxes.row[i]!;
    const top = Math.floor(row * rowHeight);
    if (rowHeight < 1 && row > 0 && top === Math.floor((row - 1) * rowHeight)) continue;
    const node = boxes.node[i]!;
    const fill = node < 0 ? narrowFill : scene.fillOf(node);
    if (fill !== current) {
      current = fill;
      p.fillStyle = theme.fills[fill];
    }
    const height = Math.max(1, Math.floor((row + 1) * rowHeight) - top);
    const y = scene.upright ? heightPx - top - height : top;
    p.fillRect(boxes.left[i]!, y, boxes.right[i]! - boxes.left[i]!, height);
  }
}
