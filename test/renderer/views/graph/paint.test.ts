import { describe, expect, it } from 'vitest';
import { contrast } from '../../../../engine/flame/colour-space';
import { box, fontSize } from '../../../../renderer/views/graph/box';
import type { Drawing } from '../../../../renderer/views/graph/drawing';
import { type Painter, type PaintState, paint } from '../../../../renderer/views/graph/paint';
import { anchorOf, startOf } from '../../../../renderer/views/graph/place';
import { type Scene, sceneOf } from '../../../../renderer/views/graph/scene';
import { svgPainter } from '../../../../renderer/views/graph/svg-painter';
import { graphTheme } from '../../../../renderer/views/graph/theme';
import { graphOf } from './graphs';

const measure = (text: string) => 0.6 * text.length;

/** A graph whose nodes stand in one column, each a row below the one before, with calls straight between them. */
function drawingOf(...texts: string[]): {
  drawing: Drawing;
  names: string[];
  node: (name: string) => number;
} {
  const { graph, names: shown, node } = graphOf(...texts);
  const names: string[] = [];
  graph.frame.forEach((frame, i) => {
    names[frame] = shown[i]!;
  });
  const nodes = [...graph.frame.keys()].map((i) => ({ x: 200, y: 50 + 100 * i }));
  const drawing: Drawing = {
    treeId: 1,
    choice: { nodeCount: 0, nodeFraction: 0, edgeFraction: 0 },
    graph,
    boxes: shown.map((name) => box(name, ['1 (1%)'], fontSize(0, 1), measure)),
    labels: [...graph.source.keys()].map((call) => `call ${call}`),
    layout: {
      width: 400,
      height: 100 * nodes.length,
      nodes,
      calls: [...graph.source.keys()].map((call) => {
        const [from, to] = [nodes[graph.source[call]!]!, nodes[graph.target[call]!]!];
        return { curve: [from, from, to, to], label: { x: 220, y: (from.y + to.y) / 2 } };
      }),
    },
    spentMs: { began: 0, graph: 0, layout: 0 },
  };
  return { drawing, names, node };
}

const three = drawingOf('main work 80\nmain rest 20');
const scene = sceneOf(three.drawing, three.names, graphTheme(false, 'red-green', false), null);
const { theme } = scene;

/** What was drawn, one line per call. */
function display(of: Scene, change: Partial<PaintState> = {}): string[] {
  const log: string[] = [];
  const painter: Painter = {
    ground: () => log.push('ground'),
    look: ({ scale }) => log.push(`look ${scale}`),
    fade: (opacity) => log.push(`fade ${opacity}`),
    line: (_, __, width, isDashed) => log.push(`line ${width.toFixed(1)}${isDashed ? ' dashed' : ''}`),
    shape: () => log.push('head'),
    box: ({ left }, _, __, edge, width) =>
      log.push(`box ${left.toFixed(0)} ${edge === theme.selected ? 'selected ' : ''}${width.toFixed(1)}`),
    text: (text) => log.push(`text ${text}`),
  };
  paint(painter, of, {
    view: { scale: 1, x: 0, y: 0 },
    size: { width: 400, height: 400 },
    selected: -1,
    hover: -1,
    lit: null,
    isMatch: null,
    measure,
    ...change,
  });
  return log;
}
const texts = (log: readonly string[]) => log.filter((line) => line.startsWith('text'));

describe('a call graph', () => {
  it('is painted with calls behind boxes, and every word', () => {
    const log = display(scene);
    expect(log[0]).toBe('ground');
    expect(log.filter((line) => line.startsWith('box'))).toHaveLength(3);
    expect(log.filter((line) => line === 'head')).toHaveLength(2);
    expect(log.lastIndexOf('head')).toBeLessThan(log.findIndex((line) => line.startsWith('box')));
    expect(texts(log)).toContain('text work');
    expect(texts(log)).toContain('text call 0');
  });

  it('leaves out what is not in sight', () => {
    // Only the first row.
    const log = display(scene, { size: { width: 400, height: 90 } });
    expect(log.filter((line) => line.startsWith('box'))).toHaveLength(1);
    expect(display(scene, { view: { scale: 1, x: -5000, y: 0 } }).filter((l) => l.startsWith('box'))).toEqual(
      [],
    );
  });

  it('from afar writes no words that cannot be read, but names what is heavy as far as there is room', () => {
    const near = display(scene, { view: { scale: 0.6, x: 0, y: 0 } });
    expect(texts(near)).toContain('text call 0');
    const far = display(scene, { view: { scale: 0.3, x: 100, y: 50 } });
    expect(
      texts(far)
        .map((line) => line.slice(5))
        .sort(),
    ).toEqual(['main', 'rest', 'work']);
    // No room between them: the heaviest alone.
    const farther = display(scene, { view: { scale: 0.05, x: 100, y: 50 } });
    expect(texts(farther)).toEqual(['text main']);
    // What is selected comes first.
    const selected = three.node('rest');
    expect(texts(display(scene, { view: { scale: 0.05, x: 100, y: 50 }, selected }))).toEqual(['text rest']);
    // Calls stay lines that can be seen.
    expect(farther.some((line) => line === 'line 14.0')).toBe(true);
  });

  it('lets stand back what is not lit or not found, and marks what is selected', () => {
    const [main, work] = [three.node('main'), three.node('work')];
    const lit = { nodes: new Set([main, work]), calls: new Set<number>() };
    const log = display(scene, { lit, selected: work });
    const from = log.lastIndexOf('fade 0.3');
    const back = log.slice(from, log.indexOf('fade 1', from));
    expect(texts(back)).toContain('text rest');
    expect(texts(back)).not.toContain('text work');
    expect(log.some((line) => line.startsWith('box') && line.includes('selected 3.0'))).toBe(true);
    const found = display(scene, { isMatch: (node) => node === work });
    expect(found.filter((line) => /^box .* 2\.5$/.test(line))).toHaveLength(1);
  });

  it('as a file says the same, and names cannot become markup', () => {
    const odd = drawingOf('<b>&"x" work 1');
    const painter = svgPainter({ width: 300, height: 200 }, '"A&B", monospace');
    paint(painter, sceneOf(odd.drawing, odd.names, theme, null), {
      view: { scale: 1, x: 0, y: 0 },
      size: { width: 300, height: 200 },
      selected: -1,
      hover: -1,
      lit: { nodes: new Set([0]), calls: new Set() },
      isMatch: null,
      measure,
    });
    const svg = painter.svg();
    expect(svg).toContain('viewBox="0 0 300 200"');
    expect(svg).toContain('>&lt;b<');
    expect(svg).not.toContain('<b');
    expect(svg).toContain('opacity="0.3"');
    expect(svg.match(/<g/g)).toHaveLength(svg.match(/<\/g>/g)!.length);
  });
});

describe('colours', () => {
  it('of change say which way; what may be noise has none', () => {
    const compared = drawingOf('main a 60\nmain b 40', 'main a 90\nmain b 20');
    for (const scale of ['red-green', 'orange-blue'] as const) {
      const own = graphTheme(false, scale, true);
      const of = sceneOf(compared.drawing, compared.names, own, null);
      const fill = (name: string) => of.nodes[compared.node(name)]!.fill;
      expect(fill('a')).not.toBe(fill('b'));
      const all = { ofFrame: () => true, ofCall: () => true };
      const quiet = sceneOf(compared.drawing, compared.names, own, all);
      expect(quiet.nodes[compared.node('a')]!.fill).toBe(quiet.nodes[compared.node('b')]!.fill);
      expect(new Set(of.calls.map(({ color }) => color)).size).toBe(2);
      expect(new Set(quiet.calls.map(({ color }) => color)).size).toBe(1);
      // A call is judged by itself, whatever the function that it enters did.
      const calls = sceneOf(compared.drawing, compared.names, own, { ...all, ofCall: () => false });
      expect(calls.calls.map(({ color }) => color)).toEqual(of.calls.map(({ color }) => color));
    }
    const more = (scale: 'red-green' | 'orange-blue') =>
      graphTheme(true, scale, true).fill({ strength: 1, heat: 1, sign: 'more' });
    expect(more('red-green')).not.toBe(more('orange-blue'));
  });

  it('leave words readable on every box, in both appearances', () => {
    for (const isDark of [false, true]) {
      for (const compares of [false, true]) {
        const of = graphTheme(isDark, 'red-green', compares);
        for (const strength of [0, 0.3, 1]) {
          for (const sign of ['more', 'less'] as const) {
            const fill = of.fill({ strength, heat: strength, sign });
            expect(contrast(of.text, fill)).toBeGreaterThan(7);
            expect(contrast(of.mutedText, fill)).toBeGreaterThan(4.5);
          }
        }
      }
    }
  });
});

describe('a place in a graph', () => {
  it('to begin at is the uppermost of what weighs most', () => {
    const { graph, layout, boxes } = three.drawing;
    const main = layout.nodes[three.node('main')]!;
    expect(startOf(graph, layout, boxes)).toEqual({
      x: main.x,
      y: main.y - boxes[three.node('main')]!.height / 2,
    });
    const upsideDown = { ...layout, nodes: layout.nodes.map(({ x, y }) => ({ x, y: -y })) };
    expect(startOf(graph, upsideDown, boxes).y).toBeLessThan(-main.y);
    expect(startOf(graphOf('').graph, { width: 0, height: 0, nodes: [], calls: [] }, [])).toEqual({
      x: 0,
      y: 0,
    });
  });

  it('to stay is what is selected and in sight, else what is nearest to the middle', () => {
    const old = three.drawing;
    const nodes = old.layout.nodes.map(({ x, y }) => ({ x: x + 7, y }));
    const now = { layout: { ...old.layout, nodes } };
    const rows = new Int32Array(9).fill(-1);
    old.graph.frame.forEach((frame, node) => {
      rows[frame] = node;
    });
    const sight = (sees: boolean) => ({ middleOfGraph: { x: 200, y: 0 }, sees: () => sees });
    const last = old.layout.nodes.length - 1;
    expect(anchorOf(old, now, rows, last, sight(true))).toEqual({
      from: old.layout.nodes[last],
      to: nodes[last],
    });
    expect(anchorOf(old, now, rows, last, sight(false))?.from).toEqual(old.layout.nodes[0]);
    expect(anchorOf(old, now, new Int32Array(9).fill(-1), -1, sight(true))).toBeNull();
  });
});
