import { dashes, type Painter } from './paint';

/** A {@link Painter} on a canvas whose backing store is `pixelRatio` times its CSS size. */
export function canvasPainter(context: CanvasRenderingContext2D, pixelRatio: number): Painter {
  const family = getComputedStyle(context.canvas).getPropertyValue('--font-code').trim() || 'monospace';
  /** Paths as they were written, and as the canvas has them. */
  const paths = new Map<string, Path2D>();
  const pathOf = (d: string) => {
    let path = paths.get(d);
    if (path === undefined) {
      path = new Path2D(d);
      paths.set(d, path);
    }
    return path;
  };
  let fontSize = 0;
  context.textAlign = 'center';
  context.lineCap = 'round';
  context.lineJoin = 'round';
  return {
    ground: (color, { width, height }) => {
      context.globalAlpha = 1;
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      context.fillStyle = color;
      context.fillRect(0, 0, width, height);
    },
    look: ({ scale, x, y }) => {
      const by = pixelRatio * scale;
      context.setTransform(by, 0, 0, by, pixelRatio * x, pixelRatio * y);
    },
    fade: (opacity) => {
      context.globalAlpha = opacity;
    },
    line: (d, color, width, isDashed) => {
      context.strokeStyle = color;
      context.lineWidth = width;
      if (isDashed) {
        context.setLineDash(dashes(width));
        context.lineCap = 'butt';
      }
      context.stroke(pathOf(d));
      if (isDashed) {
        context.setLineDash([]);
        context.lineCap = 'round';
      }
    },
    shape: (d, color) => {
      context.fillStyle = color;
      context.fill(pathOf(d));
    },
    box: ({ left, top, right, bottom }, radius, fill, edge, edgeWidth) => {
      context.beginPath();
      context.roundRect(left, top, right - left, bottom - top, radius);
      context.fillStyle = fill;
      context.fill();
      context.strokeStyle = edge;
      context.lineWidth = edgeWidth;
      context.stroke();
    },
    text: (text, x, baseline, size, color, halo) => {
      if (size !== fontSize) {
        context.font = `${size}px ${family}`;
        fontSize = size;
      }
      if (halo !== '') {
        context.strokeStyle = halo;
        context.lineWidth = 2;
        context.strokeText(text, x, baseline);
      }
      context.fillStyle = color;
      context.fillText(text, x, baseline);
    },
  };
}
