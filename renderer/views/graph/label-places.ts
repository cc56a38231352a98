import { headHalf, headLength } from './curve';
import type { Layout, Point, Size } from './layout';

/**
 * Graphviz keeps room for a label beside its own line, and knows nothing of how wide lines and heads of others are that
 * pass there. A label under which one lies is moved by a little, to where it covers least. Lengths are points of the layout.
 */

/** A spot of a line: its place, and how far the line reaches to each side of it. */
interface Spot extends Point {
  readonly half: number;
}

/** One cubic curve of a line, and the rectangle that its points span. */
interface Piece {
  readonly points: readonly Point[];
  readonly half: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Moves that are tried: near ones first, as the first of the best is taken. A label stays beside its own line. */
const moves: readonly Point[] = [0, 2, -2, 4, -4, 6, -6, 8, -8, 10, -10]
  .flatMap((x) => [0, 3, -3, 5, -5].map((y): Point => ({ x, y })))
  .sort((a, b) => Math.hypot(a.x, 1.5 * a.y) - Math.hypot(b.x, 1.5 * b.y));
const farthest = { x: 10, y: 5 };
/** Between a label and what it stands beside. */
const clearance = 1.5;
/** Between spots of a line. */
const step = 3;
/** From this half width on a line is nothing that words can be read upon. */
const broad = 1;
/** What covers a box or another label cannot be read at all. */
const covering = 1000;

/**
 * @param sizes of the labels' words
 * @param widths of the lines
 * @returns the middles of the labels
 */
export function placeLabels(
  layout: Layout,
  boxes: readonly Size[],
  sizes: readonly Size[],
  widths: readonly number[],
): Point[] {
  const pieces = layout.calls.flatMap(({ curve }, call) => piecesOf(curve, widths[call]! / 2));
  const wide = pieces.filter(({ half }) => half > broad);
  const heads = layout.calls.flatMap(({ curve }, call) => headOf(curve, widths[call]!));
  const places = layout.calls.map(({ label }) => label);
  sizes.forEach((size, call) => {
    const at = places[call]!;
    const half = { x: size.width / 2 + clearance, y: size.height / 2 };
    // Thin lines are many and seldom in the way: they count where a label has to move.
    if (spotsNear(wide, heads, at, half).length === 0) return;
    const reach = { x: half.x + farthest.x, y: half.y + farthest.y };
    const near = spotsNear(pieces, heads, at, reach);
    const rects = [
      ...layout.nodes.map((node, i) => ({ ...node, ...boxes[i]! })),
      ...places.flatMap((place, i) => (i === call ? [] : [{ ...place, ...sizes[i]! }])),
    ].filter((rect) => covers(rect, at, reach));
    let least = Number.POSITIVE_INFINITY;
    for (const move of moves) {
      const tried = { x: at.x + move.x, y: at.y + move.y };
      let cost = 0.02 * Math.hypot(move.x, move.y);
      for (const spot of near) cost += depth(spot, tried, half);
      for (const rect of rects) if (covers(rect, tried, half)) cost += covering;
      if (cost >= least) continue;
      least = cost;
      places[call] = tried;
    }
  });
  return places;
}

/** How deep a spot lies under a label, as an area. */
function depth(spot: Spot, at: Point, half: Point): number {
  const x = half.x + spot.half - Math.abs(spot.x - at.x);
  const y = half.y + spot.half - Math.abs(spot.y - at.y);
  return x > 0 && y > 0 ? Math.min(x, y, 2 * spot.half) * spot.half : 0;
}

function covers(rect: Point & Size, at: Point, half: Point): boolean {
  return (
    Math.abs(rect.x - at.x) < half.x + rect.width / 2 && Math.abs(rect.y - at.y) < half.y + rect.height / 2
  );
}

/** The spots of lines and heads that reach into the rectangle of `half` around `at`. */
function spotsNear(pieces: readonly Piece[], heads: readonly Spot[], at: Point, half: Point): Spot[] {
  const isNear = (x: number, y: number, more: number) =>
    Math.abs(x - at.x) < half.x + more && Math.abs(y - at.y) < half.y + more;
  const near = heads.filter((spot) => isNear(spot.x, spot.y, spot.half));
  for (const { points, half: more, left, right, top, bottom } of pieces) {
    if (left > at.x + half.x + more || right < at.x - half.x - more) continue;
    if (top > at.y + half.y + more || bottom < at.y - half.y - more) continue;
    // What the rectangle spans is no shorter than half the curve's way.
    const parts = Math.max(1, Math.ceil((2 * Math.max(right - left, bottom - top)) / step));
    for (let part = 0; part <= parts; part++) {
      const { x, y } = onCurve(points, part / parts);
      if (isNear(x, y, more)) near.push({ x, y, half: more });
    }
  }
  return near;
}

function piecesOf(curve: readonly Point[], half: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i + 3 < curve.length; i += 3) {
    const points = curve.slice(i, i + 4);
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    pieces.push({ points, half, left, right, top: Math.min(...ys), bottom: Math.max(...ys) });
  }
  return pieces;
}

/** The spots of the head at the end of a line, from its tip on. */
function headOf(curve: readonly Point[], width: number): Spot[] {
  const [tip, before] = [curve.at(-1)!, curve.at(-2)!];
  const reach = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  return [0.25, 0.5, 0.75, 1].map((part) => {
    const back = (part * headLength(width)) / reach;
    const x = tip.x + (before.x - tip.x) * back;
    return { x, y: tip.y + (before.y - tip.y) * back, half: headHalf(width) * part };
  });
}

function onCurve([a, b, c, d]: readonly Point[], t: number): Point {
  const u = 1 - t;
  const [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: p * a!.x + q * b!.x + r * c!.x + s * d!.x,
    y: p * a!.y + q * b!.y + r * c!.y + s * d!.y,
  };
}
