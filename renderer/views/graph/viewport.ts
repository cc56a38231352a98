import type { Point, Size } from './layout';

/** What part of a graph is seen: a point of it is drawn at `x + scale · point`, in pixels of the pane. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const scales = { least: 0.02, most: 8 };
/** Room around a graph that is shown whole; larger than this it is not drawn to fill a pane. */
const marginPx = 16;
const mostFitted = 1.25;

export function fitted(graph: Size, pane: Size): Viewport {
  const room = (px: number) => Math.max(1, px - 2 * marginPx);
  const scale = Math.min(mostFitted, room(pane.width) / graph.width, room(pane.height) / graph.height);
  return centred({ x: graph.width / 2, y: graph.height / 2 }, clampScale(scale), pane);
}

/** At this scale all words are read with ease, below {@link leastOpened} those of small boxes cannot be. */
const opened = 0.95;
const leastOpened = 0.72;

/**
 * What is seen first: all of it, or where that could not be read, `start` at the upper edge.
 * @param start the middle of the upper edge of where to begin
 */
export function opening(graph: Size, pane: Size, start: Point): Viewport {
  const whole = fitted(graph, pane);
  if (whole.scale >= leastOpened) return whole;
  // No room is wasted on what lies beside the graph.
  const place = (at: number, length: number, paneLength: number) => {
    const end = paneLength - marginPx - length * opened;
    return end > marginPx ? (end + marginPx) / 2 : Math.min(marginPx, Math.max(end, at));
  };
  // What lies below others is seen with some of those.
  const above = Math.min(opened * start.y, 0.3 * pane.height);
  return {
    scale: opened,
    x: place(pane.width / 2 - opened * start.x, graph.width, pane.width),
    y: place(marginPx + above - opened * start.y, graph.height, pane.height),
  };
}

/** Shows a point in the middle of the pane. */
export function centred({ x, y }: Point, scale: number, pane: Size): Viewport {
  return { scale, x: pane.width / 2 - scale * x, y: pane.height / 2 - scale * y };
}

/** Grows the picture `by` times about a point of the pane, which stays where it is. */
export function zoomAbout(view: Viewport, by: number, { x, y }: Point): Viewport {
  const scale = clampScale(view.scale * by);
  const grown = scale / view.scale;
  return { scale, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown };
}

/** Keeps a part of the graph within the pane, however far it is dragged. */
export function clamp(view: Viewport, graph: Size, pane: Size): Viewport {
  const part = (px: number) => Math.min(48, px / 4);
  const inSight = (at: number, length: number, paneLength: number) =>
    Math.min(paneLength - part(paneLength), Math.max(part(paneLength) - length * view.scale, at));
  return {
    scale: view.scale,
    x: inSight(view.x, graph.width, pane.width),
    y: inSight(view.y, graph.height, pane.height),
  };
}

/** Where all of a graph has room as large as it is drawn, it is all in sight: moves as little as that takes. */
export function within(view: Viewport, graph: Size, pane: Size): Viewport {
  const move = (at: number, length: number, paneLength: number) => {
    const most = paneLength - marginPx - length * view.scale;
    return most < marginPx ? at : Math.min(most, Math.max(marginPx, at));
  };
  return {
    scale: view.scale,
    x: move(view.x, graph.width, pane.width),
    y: move(view.y, graph.height, pane.height),
  };
}

/** Moves as little as shows a box whole; where it is too small to be read, it grows. */
export function reveal(view: Viewport, middle: Point, box: Size, pane: Size, readable: number): Viewport {
  if (view.scale < readable) return centred(middle, readable, pane);
  const move = (at: number, center: number, length: number, paneLength: number) => {
    const low = at + view.scale * (center - length / 2) - marginPx;
    const high = at + view.scale * (center + length / 2) + marginPx;
    if (low < 0) return at - low;
    return high > paneLength ? at - Math.min(high - paneLength, low) : at;
  };
  return {
    scale: view.scale,
    x: move(view.x, middle.x, box.width, pane.width),
    y: move(view.y, middle.y, box.height, pane.height),
  };
}

/** Between two viewports, `t` from 0 to 1; zooms look steady where scales grow by factors. */
export function between(a: Viewport, b: Viewport, t: number): Viewport {
  if (t >= 1) return b;
  const scale = a.scale * (b.scale / a.scale) ** t;
  // Scale and place move in step, so that points travel on straight lines.
  const done = a.scale === b.scale ? t : (scale - a.scale) / (b.scale - a.scale);
  return { scale, x: a.x + (b.x - a.x) * done, y: a.y + (b.y - a.y) * done };
}

function clampScale(scale: number): number {
  return Math.min(scales.most, Math.max(scales.least, Number.isFinite(scale) ? scale : 1));
}
