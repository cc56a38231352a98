import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLayouts } from '../../../../main/graphviz/layouts';
import { FlamebenchError } from '../../../../proto/errors';
import { layoutDot, parsePlain } from '../../../../renderer/views/graph/layout';
import { distFolder } from '../../../helpers/dist';

const calls = { source: [0, 0, 1], target: [1, 2, 0] };
const sizes = [
  { width: 72, height: 36 },
  { width: 144, height: 36 },
  { width: 72, height: 72 },
];
const styles = calls.source.map((_, i) => ({ weight: i + 1, label: { width: 30, height: 10 } }));

const plain = [
  'graph 1 4 3',
  'node 0 1 2.5 1 0.5 "" solid box black lightgrey',
  'node 1 2 1 2 0.5 "" solid box black lightgrey',
  'node 2 3 0.5 1 1 "" solid box black lightgrey',
  'edge 0 1 4 1 2.2 1.2 2 1.5 1.5 1.8 1.3 <<TABLE BORDER="0"><TR></TR></TABLE>> 1.25 1.75 solid black',
  'edge 0 2 7 1 1 2 2 3 3 4 4 5 5 6 6 7 7 "" 2 2 solid black',
  'edge 1 0 4 1 1 1 1 1 1 1 1 x 0.5 0.5 solid black',
  'stop',
];

/** The reason why a layout is refused; 'read' where it is not. */
function refusal(text: string): string {
  try {
    parsePlain(text, 3, calls);
    return 'read';
  } catch (thrown) {
    if (!(thrown instanceof FlamebenchError)) throw thrown;
    expect(thrown.failure.code).toBe('graph-failed');
    return String(thrown.failure.facts.reason);
  }
}

describe('the layout of a graph', () => {
  it('comes back from Graphviz in points from the upper left corner, boxes as large as they were asked to be', async () => {
    const layouts = createLayouts(distFolder);
    const dot = layoutDot(sizes, calls, styles);
    const layout = parsePlain(await layouts.layout(dot, 'plain'), 3, calls);
    layouts.stop();
    layout.nodes.forEach(({ x, y }, node) => {
      const { width, height } = sizes[node]!;
      expect(x - width / 2).toBeGreaterThan(-1);
      expect(x + width / 2).toBeLessThan(layout.width + 1);
      expect(y - height / 2).toBeGreaterThan(-1);
      expect(y + height / 2).toBeLessThan(layout.height + 1);
    });
    // Who calls stands above.
    expect(layout.nodes[0]!.y).toBeLessThan(layout.nodes[2]!.y);
    for (const { curve, label } of layout.calls) {
      expect(curve.length % 3).toBe(1);
      expect(label.x).toBeGreaterThan(0);
      expect(label.y).toBeLessThan(layout.height);
    }
    // A call ends at the border of the box it enters.
    const end = layout.calls[1]!.curve.at(-1)!;
    expect(Math.abs(end.y - (layout.nodes[2]!.y - 36))).toBeLessThan(4);
  });

  it('is read, whatever stands for its labels', () => {
    const layout = parsePlain(plain.join('\n'), 3, calls);
    expect([layout.width, layout.height]).toEqual([288, 216]);
    expect(layout.nodes[0]).toEqual({ x: 72, y: 36 });
    expect(layout.calls[0]!.label).toEqual({ x: 90, y: 90 });
    expect(layout.calls.map(({ curve }) => curve.length)).toEqual([4, 7, 4]);
  });

  it('of nothing has no size', () => {
    expect(parsePlain('graph 1 0 0\nstop\n', 0, { source: [], target: [] })).toEqual({
      width: 0,
      height: 0,
      nodes: [],
      calls: [],
    });
  });

  it.each([
    ['nothing', '', 'its layout has no size'],
    ['something else', '<svg/>', 'its layout has no size'],
    ['a size that is none', 'graph 1 NaN 3', 'its layout has no size'],
    [
      'a node too few',
      plain.filter((line) => !line.startsWith('node 2')).join('\n'),
      'some of it was not laid out',
    ],
    [
      'a call too few',
      plain.filter((line) => !line.startsWith('edge 1')).join('\n'),
      'some of it was not laid out',
    ],
    ['a node too many', plain.join('\n').replace('node 2', 'node 3'), 'it has a stray node'],
    ['a node that is no number', plain.join('\n').replace('node 2', 'node __proto__'), 'it has a stray node'],
    ['a node at no place', plain.join('\n').replace('node 1 2 1', 'node 1 2 1e999'), 'it has a stray node'],
    ['a call of nobody', plain.join('\n').replace('edge 1 0', 'edge 2 0'), 'it has a stray call'],
    ['a curve of two points', plain.join('\n').replace('edge 1 0 4', 'edge 1 0 2'), 'it has a broken curve'],
    [
      'a curve that is cut',
      plain.join('\n').replace('edge 0 2 7', 'edge 0 2 1000000'),
      'it has a broken curve',
    ],
    ['a point that is none', plain.join('\n').replace('4 1 2.2', '4 1 x'), 'it has a broken curve'],
  ])('is refused where it has %s', (_, text, reason) => {
    expect(refusal(text)).toBe(reason);
  });

  it('never throws anything else, however it is damaged', () => {
    const text = plain.join('\n');
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 8 }), (at, cut, put) => {
        expect(refusal(text.slice(0, at) + put + text.slice(at + cut))).toBeTypeOf('string');
      }),
      { numRuns: 500 },
    );
  });

  it('is asked for without a word of the profile', () => {
    expect(layoutDot(sizes, calls, styles)).toMatch(/^[\w\s{}[\]=."<>/;-]+$/);
  });
});
