/**
 * What part of a flame graph is on screen, and how it moves. Pure; all maths in double precision.
 */

/** The visible stretch of the value axis, and how far the rows are scrolled. */
export interface Viewport {
  /** Left and right edge in value units, x0 < x1. */
  readonly x0: number;
  readonly x1: number;
  /** Pixels of rows above the upper edge. */
  readonly scroll: number;
}

/** Height of one row in CSS pixels. */
export const rowPx = 18;

/**
 * The narrowest stretch that can be shown, as a share of the whole. A double holds 53 bits; at 2^-34 of the
 * whole, an edge is known to 2^-19 of the screen: 0.003 px of 1600. Closer, boxes would begin to jitter.
 */
export const narrowestShare = 2 ** -34;

/** A whole of 0 (an empty profile) is shown as if it were 1, so that no span is ever 0. */
export function wholeViewport(total: number): Viewport {
  return { x0: 0, x1: total > 0 ? total : 1, scroll: 0 };
}

/** Moves and widens a viewport as little as needed to lie inside 0…total and between its limits. */
export function clampViewport(view: Viewport, total: number, maxScroll: number): Viewport {
  const whole = total > 0 ? total : 1;
  const span = Math.min(whole, Math.max(whole * narrowestShare, view.x1 - view.x0));
  const middle = (view.x0 + view.x1) / 2;
  const spanKept = Math.abs(span - (view.x1 - view.x0)) <= span * 1e-12;
  const wanted = spanKept ? view.x0 : middle - span / 2;
  const x0 = Math.min(whole - span, Math.max(0, wanted));
  return { x0, x1: x0 + span, scroll: Math.min(Math.max(0, maxScroll), Math.max(0, view.scroll)) };
}

/** Zooms by `factor` (below 1 = closer) so that the value `at` stays where it is on screen. */
export function zoomAbout(view: Viewport, total: number, factor: number, at: number): Viewport {
  const whole = total > 0 ? total : 1;
  const span = view.x1 - view.x0;
  const wanted = Math.min(whole, Math.max(whole * narrowestShare, span * factor));
  const share = (at - view.x0) / span;
  const x0 = Math.min(whole - wanted, Math.max(0, at - share * wanted));
  return { ...view, x0, x1: x0 + wanted };
}

/** The viewport in which a box fills the width; `depth` is its row, `heightPx` the window's height. */
export function viewportOf(start: number, width: number, depth: number, heightPx: number): Viewport {
  // Rows stay where they are while the box is in the upper half; below, three callers remain above it.
  const scroll = (depth + 1) * rowPx > heightPx / 2 ? Math.max(0, (depth - 3) * rowPx) : 0;
  return { x0: start, x1: start + width, scroll };
}

/**
 * The viewport a share `t` (0…1) of the way from `a` to `b`. Spans change geometrically, so that zooming
 * feels even, and the point that both viewports have in common stands still meanwhile.
 */
export function between(a: Viewport, b: Viewport, t: number): Viewport {
  if (t >= 1) return b;
  const spanA = a.x1 - a.x0;
  const spanB = b.x1 - b.x0;
  const span = spanA * (spanB / spanA) ** t;
  const far = Math.abs(spanA - spanB) > 1e-9 * spanA;
  const moved = far ? (spanA - span) / (spanA - spanB) : t;
  const x0 = a.x0 + (b.x0 - a.x0) * moved;
  return { x0, x1: x0 + span, scroll: a.scroll + (b.scroll - a.scroll) * t };
}

/** Starts fast, ends softly. */
export function easeOut(t: number): number {
  return 1 - (1 - t) ** 3;
}
