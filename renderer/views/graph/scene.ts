import { withoutArguments, withoutPath } from '../names';
import { baselines, shortened } from './box';
import { arrow } from './curve';
import type { Drawing } from './drawing';
import { partOf, scaleOf } from './figures';
import type { Point, Size } from './layout';
import type { GraphNoise } from './noise';
import { penWidth, type Shade, shade } from './shade';
import type { GraphTheme } from './theme';
import { amount } from './walk';

/** A graph as it is painted: shapes, texts and colours. Lengths and places are points of the layout. */

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface SceneText {
  readonly text: string;
  readonly size: number;
  /** Of the baseline; a text stands with its middle on its node's. */
  readonly y: number;
  readonly isName: boolean;
}

export interface SceneNode extends Bounds {
  readonly middle: Point;
  readonly fill: string;
  readonly line: string;
  readonly texts: readonly SceneText[];
  /** What is written on it while its own words are too small to read. */
  readonly sign: string;
}

export interface SceneCall {
  readonly bounds: Bounds;
  /** As SVG writes paths. */
  readonly line: string;
  readonly head: string;
  readonly width: number;
  readonly color: string;
  readonly isDashed: boolean;
  readonly label: Point;
  readonly text: string;
}

export interface Scene {
  readonly theme: GraphTheme;
  readonly size: Size;
  readonly nodes: readonly SceneNode[];
  readonly calls: readonly SceneCall[];
  /** Nodes from the heaviest to the lightest, by total. */
  readonly byWeight: readonly number[];
}

/** What may be noise has no colour. */
const grey: Shade = { strength: 0, heat: 0, sign: 'none' };

/**
 * @param names per frame row
 * @param noise which changes may be noise; null = none
 */
export function sceneOf(
  { graph, layout, boxes, labels }: Drawing,
  names: readonly string[],
  theme: GraphTheme,
  noise: GraphNoise | null,
): Scene {
  const scale = scaleOf(graph);
  const shadeOf = (isNoise: boolean | undefined, value: number) =>
    isNoise === true ? grey : shade(partOf(value, scale));
  const nodes = layout.nodes.map((middle, node): SceneNode => {
    const box = boxes[node]!;
    const of = shadeOf(noise?.ofFrame(graph.frame[node]!), amount(graph.cum, node));
    const top = middle.y - box.height / 2;
    const lines = baselines(box);
    return {
      middle,
      left: middle.x - box.width / 2,
      right: middle.x + box.width / 2,
      top,
      bottom: top + box.height,
      fill: theme.fill(of),
      line: theme.line(of),
      texts: box.lines.map(({ text, size, isName }, i) => ({ text, size, isName, y: top + lines[i]! })),
      sign: shortened(withoutArguments(withoutPath(names[graph.frame[node]!]!))),
    };
  });
  const calls = layout.calls.map(({ curve, label }, call): SceneCall => {
    const part = partOf(amount(graph.weight, call), scale);
    const width = penWidth(part);
    return {
      ...arrow(curve, width),
      width,
      bounds: boundsOf([...curve, label], 24),
      color: theme.line(shadeOf(noise?.ofCall(call), amount(graph.weight, call))),
      isDashed: graph.isResidual[call] === 1,
      label,
      text: labels[call]!,
    };
  });
  const weight = (node: number) => Math.abs(amount(graph.cum, node));
  const byWeight = [...nodes.keys()].sort((a, b) => weight(b) - weight(a));
  return { theme, size: layout, nodes, calls, byWeight };
}

/** The rectangle around points, with `margin` to each side. */
function boundsOf(points: readonly Point[], margin: number): Bounds {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x, y } of points) {
    left = Math.min(left, x - margin);
    right = Math.max(right, x + margin);
    top = Math.min(top, y - margin);
    bottom = Math.max(bottom, y + margin);
  }
  return { left, top, right, bottom };
}
