import type { Point } from './layout';

/** A call as SVG draws it: the line up to its arrow, and the arrow. */
export interface Arrow {
  readonly line: string;
  readonly head: string;
}

const one = (value: number) => value.toFixed(1);
const pair = ({ x, y }: Point) => `${one(x)},${one(y)}`;

/** Of a line's head, by the line's width. */
export const headLength = (width: number) => 5 + 1.6 * width;
/** Half of how wide a head is where the line ends in it. */
export const headHalf = (width: number) => 2.5 + 0.8 * width;

/** @param width of the line, which decides how large its head is */
export function arrow(curve: readonly Point[], width: number): Arrow {
  const tip = curve.at(-1)!;
  const length = headLength(width);
  const half = headHalf(width);
  const before = lastBefore(curve, tip, length);
  const reach = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const along = { x: (tip.x - before.x) / reach, y: (tip.y - before.y) / reach };
  const base = { x: tip.x - along.x * length, y: tip.y - along.y * length };
  const side = (sign: number): Point => ({
    x: base.x - sign * along.y * half,
    y: base.y + sign * along.x * half,
  });
  const points = [...curve.slice(0, -1), base];
  let line = `M${pair(points[0]!)}`;
  for (let i = 1; i + 2 < points.length; i += 3) {
    line += `C${pair(points[i]!)} ${pair(points[i + 1]!)} ${pair(points[i + 2]!)}`;
  }
  return { line, head: `M${pair(tip)}L${pair(side(1))}L${pair(side(-1))}Z` };
}

/** The control point from which the line comes to its tip: the last one that is not at the tip itself. */
function lastBefore(curve: readonly Point[], tip: Point, length: number): Point {
  for (let i = curve.length - 2; i >= 0; i--) {
    const point = curve[i]!;
    if (Math.hypot(tip.x - point.x, tip.y - point.y) > length / 2) return point;
  }
  return { x: tip.x, y: tip.y - 1 };
}
