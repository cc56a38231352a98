import { callLabelSize } from './drawing';
import type { Size } from './layout';
import type { Bounds, Scene, SceneCall, SceneNode } from './scene';
import type { Viewport } from './viewport';

/** The few things a graph is drawn with: a canvas in the window, a file's text, a recorder in tests. */
export interface Painter {
  /** Covers all with a colour. */
  ground(color: string, size: Size): void;
  /** Where points of what follows are; lengths grow with them. */
  look(view: Viewport): void;
  /** How much of what follows is there, 0…1. */
  fade(opacity: number): void;
  /** @param d as SVG writes paths; {@link dashes} says how a dashed one is */
  line(d: string, color: string, width: number, isDashed: boolean): void;
  shape(d: string, color: string): void;
  box(bounds: Bounds, radius: number, fill: string, edge: string, edgeWidth: number): void;
  /** @param x of its middle @param halo the colour around its letters; '' = none */
  text(text: string, x: number, baseline: number, size: number, color: string, halo: string): void;
}

/** Dash and gap of a line of a width, whose dashes end flat: a short wide one shows more than one of them as well. */
export function dashes(width: number): [number, number] {
  return [2.5 + 0.3 * width, 2.5 + 0.3 * width];
}

/** What is lit; all else stands back. */
export interface Lit {
  readonly nodes: ReadonlySet<number>;
  readonly calls: ReadonlySet<number>;
}

/** What is marked in a graph, and from where it is seen. */
export interface PaintState {
  readonly view: Viewport;
  /** Of the pane, in CSS pixels. */
  readonly size: Size;
  /** -1 = none. */
  readonly selected: number;
  readonly hover: number;
  /** null = everything is lit. */
  readonly lit: Lit | null;
  /** Of a node: whether it is found; null = nothing is searched for. */
  readonly isMatch: ((node: number) => boolean) | null;
  /** Width of a text in points at a font size of 1. */
  readonly measure: (text: string) => number;
}

/** Words smaller than this are no help, in CSS pixels. */
const leastTextPx = 4;
/** Words of calls are many and stand between boxes: they wait until there is room. */
const leastCallTextPx = 5;
/** The least that can be read: while a node's name is smaller, a sign says it. */
const leastNamePx = 6.5;
const signPx = 11;
/** What is not lit, or not found. */
const dimmed = 0.3;

/** What of a graph is in sight and can be told apart. */
export interface Seen {
  readonly nodes: number;
  readonly calls: number;
  readonly texts: number;
}

/** Paints what of a scene is in sight. */
export function paint(p: Painter, scene: Scene, state: PaintState): Seen {
  const { view, size } = state;
  const sight: Bounds = {
    left: -view.x / view.scale,
    top: -view.y / view.scale,
    right: (size.width - view.x) / view.scale,
    bottom: (size.height - view.y) / view.scale,
  };
  const seen = { nodes: 0, calls: 0, texts: 0 };
  p.ground(scene.theme.background, size);
  p.look(view);
  const { lit } = state;
  const isCallLit = (call: number) => lit === null || lit.calls.has(call);
  const isNodeLit = (node: number) => (lit === null ? (state.isMatch?.(node) ?? true) : lit.nodes.has(node));
  // What stands back lies behind what is lit.
  for (const wanted of [false, true]) {
    p.fade(wanted ? 1 : dimmed);
    scene.calls.forEach((call, i) => {
      if (isCallLit(i) !== wanted || !overlaps(call.bounds, sight)) return;
      seen.calls++;
      paintCall(p, call, state);
    });
  }
  for (const wanted of [false, true]) {
    p.fade(wanted ? 1 : dimmed);
    if (callLabelSize * view.scale >= leastCallTextPx) {
      scene.calls.forEach((call, i) => {
        if (isCallLit(i) !== wanted || !overlaps(call.bounds, sight)) return;
        seen.texts++;
        const color = lit !== null && wanted ? scene.theme.text : scene.theme.mutedText;
        const baseline = call.label.y + callLabelSize * 0.35;
        p.text(call.text, call.label.x, baseline, callLabelSize, color, scene.theme.background);
      });
    }
    scene.nodes.forEach((node, i) => {
      if (isNodeLit(i) !== wanted || !overlaps(node, sight)) return;
      seen.nodes++;
      seen.texts += paintNode(p, scene, node, i, state);
    });
  }
  p.fade(1);
  seen.texts += paintSigns(p, scene, state, isNodeLit);
  return seen;
}

function overlaps(a: Bounds, b: Bounds): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}

function paintCall(p: Painter, call: SceneCall, { view }: PaintState): void {
  // However far away, a call is a line that can be seen.
  p.line(call.line, call.color, Math.max(call.width, 0.7 / view.scale), call.isDashed);
  p.shape(call.head, call.color);
}

/** @returns how many texts it painted */
function paintNode(p: Painter, scene: Scene, node: SceneNode, at: number, state: PaintState): number {
  const { theme } = scene;
  const { scale } = state.view;
  const [edge, width] =
    at === state.selected
      ? [theme.selected, 3]
      : at === state.hover
        ? [theme.hover, 1.5]
        : state.isMatch?.(at) === true
          ? [theme.match, 2.5]
          : [node.line, 1];
  // Marks stay as wide as they are meant when the graph is small.
  p.box(node, 2, node.fill, edge, Math.max(width, width / scale / 1.5));
  let texts = 0;
  for (const { text, size, isName, y } of node.texts) {
    if (size * scale < leastTextPx) continue;
    p.text(text, node.middle.x, y, size, isName ? theme.text : theme.mutedText, '');
    texts++;
  }
  return texts;
}

/**
 * The names of the heaviest nodes whose own words are too small to read, as far as there is room for them, as
 * towns are named on a map: what is seen from afar is still known.
 * @returns how many
 */
function paintSigns(p: Painter, scene: Scene, state: PaintState, isLit: (node: number) => boolean): number {
  const { view, size } = state;
  const isNamed = ({ texts }: SceneNode) => texts.some((t) => t.isName && t.size * view.scale >= leastNamePx);
  const taken = scene.nodes.filter(isNamed).map((node) => onPane(node, view));
  p.look({ scale: 1, x: 0, y: 0 });
  const paintSign = (at: number) => {
    const node = scene.nodes[at]!;
    const x = view.x + view.scale * node.middle.x;
    const y = view.y + view.scale * node.middle.y;
    if (x < 0 || y < 0 || x > size.width || y > size.height || isNamed(node)) return;
    const half = (state.measure(node.sign) * signPx) / 2 + 4;
    const bounds = { left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
    if (bounds.left < 0 || bounds.right > size.width) return;
    if (taken.some((other) => overlaps(other, bounds))) return;
    taken.push(bounds);
    const { theme } = scene;
    const edge = at === state.selected ? theme.selected : at === state.hover ? theme.hover : node.line;
    p.box(bounds, 3, node.fill, edge, at === state.selected ? 2 : 1);
    p.text(node.sign, x, y + signPx * 0.35, signPx, theme.text, '');
    signs++;
  };
  let signs = 0;
  // What is meant just now comes before what is heavy.
  const first = [state.selected, state.hover].filter((node) => node >= 0);
  for (const node of first) paintSign(node);
  for (const node of scene.byWeight) if (!first.includes(node) && isLit(node)) paintSign(node);
  return signs;
}

function onPane(node: Bounds, { scale, x, y }: Viewport): Bounds {
  return {
    left: x + scale * node.left,
    right: x + scale * node.right,
    top: y + scale * node.top,
    bottom: y + scale * node.bottom,
  };
}
