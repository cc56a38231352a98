import type { Painter } from './paint';

/** Measures of the label face in CSS pixels; labels are monospaced, so one character tells all. */
export interface LabelFace {
  readonly font: string;
  readonly charPx: number;
}

let known: LabelFace | null = null;

/** The face of labels, which is the same on every canvas; asking for it makes the browser work out styles. */
export function labelFace(context: CanvasRenderingContext2D): LabelFace {
  known ??= measuredFace(context);
  return known;
}

function measuredFace(context: CanvasRenderingContext2D): LabelFace {
  const family = getComputedStyle(context.canvas).getPropertyValue('--font-code').trim() || 'monospace';
  const font = `11px ${family}`;
  context.font = font;
  return { font, charPx: context.measureText('MMMMMMMMMM').width / 10 };
}

/** A {@link Painter} on a canvas whose backing store is `pixelRatio` times its CSS size. */
export function canvasPainter(
  context: CanvasRenderingContext2D,
  face: LabelFace,
  pixelRatio: number,
): Painter {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.font = face.font;
  context.textBaseline = 'alphabetic';
  let hatchOf = '';
  let pattern: CanvasPattern | null = null;
  return {
    fill: (color) => {
      context.fillStyle = color;
    },
    rect: (x, y, width, height) => context.fillRect(x, y, width, height),
    text: (label, x, baseline) => context.fillText(label, x, baseline),
    hatch: (color, falling, x, y, width, height) => {
      const wanted = `${color} ${falling}`;
      if (hatchOf !== wanted) {
        pattern = hatchPattern(context, color, falling);
        hatchOf = wanted;
      }
      if (pattern === null) return;
      context.fillStyle = pattern;
      context.fillRect(x, y, width, height);
    },
  };
}

/** A tile of 6 × 6 pixels with one diagonal that meets itself at the edges. */
function hatchPattern(
  context: CanvasRenderingContext2D,
  color: string,
  falling: boolean,
): CanvasPattern | null {
  const tile = new OffscreenCanvas(6, 6);
  const drawing = tile.getContext('2d');
  if (drawing === null) return null;
  drawing.strokeStyle = color;
  drawing.lineWidth = 1.5;
  drawing.beginPath();
  for (const shift of [-6, 0, 6]) {
    drawing.moveTo(shift - 1, falling ? -1 : 7);
    drawing.lineTo(shift + 7, falling ? 7 : -1);
  }
  drawing.stroke();
  return context.createPattern(tile, 'repeat');
}
