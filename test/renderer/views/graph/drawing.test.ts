import { describe, expect, it } from 'vitest';
import { createLayouts } from '../../../../main/graphviz/layouts';
import type { EngineClient } from '../../../../renderer/engine/client';
import { arrow } from '../../../../renderer/views/graph/curve';
import { makeDrawing, nodesByFrame } from '../../../../renderer/views/graph/drawing';
import { figure, hasLosses, measuresOf, nodeSentence } from '../../../../renderer/views/graph/figures';
import { callWeight, penWidth, shade } from '../../../../renderer/views/graph/shade';
import { en } from '../../../../renderer/words/en';
import { distFolder } from '../../../helpers/dist';
import { graphOf } from './graphs';

const single = graphOf(`main work 80
                        main rest 20`);
const compared = graphOf(
  `main work 80
   main rest 20`,
  `main work 40
   main rest 20
   main new 5`,
);
const words = en.graph;

describe('a drawing', () => {
  it('has a place for every node and call', async () => {
    const layouts = createLayouts(distFolder);
    const engine = { call: async () => single.graph } as unknown as EngineClient;
    const ports = {
      engine,
      layouts: { warm: () => {}, layout: layouts.layout.bind(layouts) as never },
      measure: (text: string) => 0.6 * text.length,
      now: () => 0,
    };
    const names = ['root', 'main', 'work', 'rest'];
    const of = {
      treeId: 1,
      choice: { nodeCount: 80, nodeFraction: 0, edgeFraction: 0 },
      names,
      unit: 'nanoseconds',
      words,
    };
    const drawing = await makeDrawing(ports, of, new AbortController().signal);
    layouts.stop();
    expect(drawing.layout.nodes).toHaveLength(3);
    expect(drawing.labels).toHaveLength(2);
    expect(drawing.boxes[single.node('work')]!.lines.map(({ text }) => text)).toContain('80ns (80.00%)');
    // What costs most itself is written largest.
    const width = (name: string) => drawing.boxes[single.node(name)]!.width;
    expect(width('work')).toBeGreaterThan(width('rest'));
    const nodes = nodesByFrame(single.graph, 5);
    expect([...nodes].filter((node) => node >= 0).sort()).toEqual([0, 1, 2]);
    expect(nodes[0]).toBe(-1);
  });

  it('of a graph without nodes asks nobody', async () => {
    const empty = graphOf('').graph;
    const ports = {
      engine: { call: async () => empty } as unknown as EngineClient,
      layouts: { warm: () => {}, layout: () => Promise.reject(new Error('asked')) },
      measure: () => 1,
      now: () => 0,
    };
    const of = {
      treeId: 1,
      choice: { nodeCount: 1, nodeFraction: 0, edgeFraction: 0 },
      names: ['root'],
      unit: 'count',
      words,
    };
    const drawing = await makeDrawing(ports, of, new AbortController().signal);
    expect(drawing.layout).toEqual({ width: 0, height: 0, nodes: [], calls: [] });
  });
});

describe('figures', () => {
  it('are value and share of a profile, change of a comparison', () => {
    expect(figure(single.graph.flat, single.node('work'), 100, 'nanoseconds')).toBe('80ns (80.00%)');
    expect(figure(single.graph.flat, single.node('main'), 100, 'nanoseconds')).toBe('0');
    expect(figure(compared.graph.cum, compared.node('work'), 100, 'nanoseconds')).toBe('-40ns (-50.00%)');
    expect(figure(compared.graph.cum, compared.node('new'), 100, 'nanoseconds')).toBe('+5ns (new)');
    expect(measuresOf(compared.graph, compared.node('main'), 'nanoseconds', words).rows[1]).toEqual({
      label: 'Total',
      cells: ['100ns', '65ns', '-35ns', '-35.00%'],
    });
    expect(nodeSentence(single.graph, single.node('main'), 'main', 'nanoseconds', words)).toBe(
      'main. Self 0, total 100ns (100%). 0 callers, 2 calls.',
    );
  });
});

describe("pprof's rules", () => {
  it('tell what is below nothing', () => {
    expect(hasLosses(single.graph)).toBe(false);
    const column = [Float64Array.of(3, -1)];
    expect(hasLosses({ ...single.graph, cum: column })).toBe(true);
    expect(hasLosses({ ...single.graph, weight: column })).toBe(true);
  });

  it('colour by part and sign', () => {
    expect(shade(0)).toEqual({ strength: 0, heat: 0, sign: 'none' });
    expect(shade(Number.NaN)).toEqual({ strength: 0, heat: 0, sign: 'none' });
    expect(shade(1)).toEqual({ strength: 1, heat: 1, sign: 'more' });
    expect(shade(-0.1)).toMatchObject({ strength: 0.5, sign: 'less' });
    expect(shade(-7).strength).toBe(1);
  });

  it('widen and weigh calls by part', () => {
    expect([0, 0.5, -1, 3, Number.NaN].map(penWidth)).toEqual([1, 3.5, 6, 6, 1]);
    expect([0, 0.005, 0.5, -1, 3].map(callWeight)).toEqual([1, 1, 51, 101, 101]);
  });
});

describe('an arrow', () => {
  it('points where the call ends', () => {
    const curve = [
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 0, y: 20 },
      { x: 0, y: 40 },
    ];
    const { line, head } = arrow(curve, 1);
    expect(head).toMatch(/^M0\.0,40\.0L/);
    expect(line).toBe('M0.0,0.0C0.0,10.0 0.0,20.0 0.0,33.4');
  });

  it('has a direction even where all points are one', () => {
    const at = { x: 5, y: 5 };
    expect(arrow([at, at, at, at], 6).head).not.toContain('NaN');
  });
});
