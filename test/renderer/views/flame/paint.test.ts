import { describe, expect, it } from 'vitest';
import { faded, flameTheme, goneFill, narrowFill, neutralFill } from '../../../../engine/flame/palette';
import { LabelCache } from '../../../../renderer/views/flame/labels';
import { type Painter, type PaintInput, PaintScratch, paint } from '../../../../renderer/views/flame/paint';
import { BoxList, collectVisible } from '../../../../renderer/views/flame/visible';
import { type DrawnTree, drawn, row } from './trees';

const theme = flameTheme(false);
const colorName = new Map([
  [theme.background, 'background'],
  [theme.text, 'text'],
  [theme.fadedText, 'faded text'],
  [theme.hover, 'hover'],
  [theme.outline, 'outline'],
  [theme.thumb, 'thumb'],
  [theme.fills[neutralFill], 'neutral'],
  [theme.fills[goneFill], 'gone'],
  [theme.fills[narrowFill], 'narrow'],
  [theme.fills[neutralFill + faded], 'faded neutral'],
]);

/** What was drawn, one line per call, fills named. */
function display(tree: DrawnTree, change: Partial<PaintInput> = {}): string[] {
  const log: string[] = [];
  const painter: Painter = {
    fill: (color) => log.push(`fill ${colorName.get(color) ?? color}`),
    rect: (x, y, w, h) => log.push(`rect ${x},${y} ${w}×${h}`),
    hatch: (_, falling, x, y, w, h) =>
      log.push(`hatch ${falling ? 'falling' : 'rising'} ${x},${y} ${w}×${h}`),
    text: (label, x, y) => log.push(`text ${label} ${x},${y}`),
  };
  const boxes = new BoxList();
  collectVisible(boxes, tree, tree, { x0: 0, x1: tree.width[0]!, scroll: 0 }, 200, 90);
  const input: PaintInput = {
    boxes,
    frameOf: tree.frame,
    fillOf: () => neutralFill,
    isFaded: () => false,
    labels: new LabelCache(tree.names),
    theme,
    widthPx: 200,
    heightPx: 90,
    scrollPx: 0,
    upright: false,
    contentPx: 54,
    charPx: 7,
    pixelRatio: 1,
    hoverFrame: -1,
    selectedNode: -1,
    ...change,
  };
  expect(paint(painter, input, new PaintScratch())).toBe(boxes.length);
  return log;
}

const tree = drawn('main 25\n  work 75');
const frameOf = (name: string) => tree.names.indexOf(name);

describe('painting', () => {
  it('clears, fills boxes with a gap on their right and below, then writes labels', () => {
    expect(display(tree)).toEqual([
      'fill background',
      'rect 0,0 200×90',
      'fill neutral',
      'rect 0,0 199×17',
      'rect 0,18 199×17',
      'rect 0,36 149×17',
      'fill text',
      'text root 4,13',
      'text main 4,31',
      'text work 4,49',
      'fill faded text',
    ]);
  });

  it('stands on its root where flames burn upwards', () => {
    const log = display(tree, { upright: true });
    expect(log.filter((line) => line.startsWith('text'))).toEqual([
      'text root 4,85',
      'text main 4,67',
      'text work 4,49',
    ]);
    const scrolled = display(tree, { upright: true, contentPx: 180, scrollPx: 18 });
    expect(scrolled).toContain('text root 4,103');
    expect(scrolled.at(-1)).toBe('rect 194,36 4×45');
  });

  it('changes the colour once per colour, not once per box', () => {
    const wide = row(Array.from({ length: 40 }, () => 5));
    const log = display(wide, { fillOf: (node) => (node % 2 === 0 ? neutralFill : goneFill) });
    expect(log.filter((line) => line === 'fill neutral' || line === 'fill gone')).toHaveLength(2);
    expect(log.filter((line) => line.startsWith('rect'))).toHaveLength(42);
  });

  it('fades boxes and their labels', () => {
    const log = display(tree, { isFaded: (node) => node === 1 });
    expect(log).toContain('fill faded neutral');
    expect(log.indexOf('text main 4,31')).toBeGreaterThan(log.indexOf('fill faded text'));
    expect(log.indexOf('text work 4,49')).toBeLessThan(log.indexOf('fill faded text'));
  });

  it('lays the hover tone over every box of the frame', () => {
    const twice = drawn('a 10\n  b 40\nb 50');
    const log = display(twice, { hoverFrame: twice.names.indexOf('b') });
    const after = log.slice(log.indexOf('fill hover') + 1, log.indexOf('fill text'));
    expect(after.sort()).toEqual(['rect 0,36 79×17', 'rect 100,18 99×17']);
  });

  it('hatches what is on one side only', () => {
    const log = display(tree, { fillOf: (node) => (tree.frame[node] === frameOf('work') ? goneFill : 0) });
    expect(log.filter((line) => line.startsWith('hatch'))).toEqual(['hatch falling 0,36 149×17']);
  });

  it('outlines the selected node', () => {
    const log = display(tree, { selectedNode: 2 });
    expect(log.slice(log.indexOf('fill outline'))).toHaveLength(5);
  });

  it('draws joined boxes in their own tone and without a label', () => {
    const log = display(row([190, ...Array.from({ length: 20 }, () => 0.5)]));
    expect(log).toContain('fill narrow');
    expect(log.filter((line) => line.startsWith('text'))).toEqual(['text root 4,13', 'text f0 4,31']);
  });

  it('shows where in the rows the window is, where there are more than fit', () => {
    const thumb = (change: Partial<PaintInput>) => {
      const log = display(tree, change);
      return log.slice(log.indexOf('fill thumb') + 1);
    };
    expect(display(tree)).not.toContain('fill thumb');
    expect(thumb({ contentPx: 180 })).toEqual(['rect 194,0 4×45']);
    expect(thumb({ contentPx: 180, scrollPx: 90 })).toEqual(['rect 194,45 4×45']);
  });

  it('lays edges on physical pixels', () => {
    const log = display(row([33.3, 66.7]), { pixelRatio: 2, widthPx: 200 });
    const lefts = log.filter((l) => l.startsWith('rect')).map((l) => Number(l.split(/[ ,]/)[1]));
    for (const left of lefts) expect(left * 2).toBe(Math.round(left * 2));
  });
});
