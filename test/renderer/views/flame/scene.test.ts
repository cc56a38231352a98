import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../../engine/analysis/tree';
import { amountFill, ownChangeFill, signFill } from '../../../../engine/flame/fills';
import {
  amountSteps,
  changeSteps,
  firstAmountFill,
  flameTheme,
  goneFill,
  newFill,
  unchangedFill,
} from '../../../../engine/flame/palette';
import { atOnce } from '../../../../engine/work/work';
import { packFlame } from '../../../../engine/worker/flame-data';
import { drawMinimap } from '../../../../renderer/views/flame/minimap';
import { createScene, type SceneOptions } from '../../../../renderer/views/flame/scene';
import { BoxList } from '../../../../renderer/views/flame/visible';
import { frameText } from '../../../../renderer/views/frame-text';
import { textProfile } from '../../../helpers/text-profile';

const cpu = [{ type: 'cpu', unit: 'nanoseconds' }];
const profiles = [
  textProfile(
    `main  main  main
     work  rest  gone
     900   60    40`,
    cpu,
  ),
  textProfile(
    `main  main  main
     work  rest  new
     300   61    40`,
    cpu,
  ),
];
const sides = profiles.map((profile) => ({ profile, sampleIndex: 0 }));

function fills(of: typeof sides, options: SceneOptions) {
  const { value: data } = atOnce(packFlame(1, { tree: buildTree(of), sides: of, factors: of.map(() => 1) }));
  const text = frameText(data.frames);
  const scene = createScene(data, text, options);
  return (name: string) => scene.fillOf(Array.from(data.frame).findIndex((f) => text.names[f] === name));
}

describe('the colours of a scene', () => {
  it('mean what share of all a node is, with its callees or by itself', () => {
    const total = fills(sides.slice(0, 1), { layoutIndex: 0, coloring: 'total' });
    expect(total('main')).toBe(firstAmountFill + amountSteps - 1);
    expect(total('work')).toBe(firstAmountFill + amountSteps - 1);
    expect(total('rest')).toBeLessThan(total('work'));
    const self = fills(sides.slice(0, 1), { layoutIndex: 0, coloring: 'self' });
    expect(self('main')).toBe(firstAmountFill);
    expect(self('work')).toBe(total('work'));
  });

  it('mean change, with what is new, gone, small and noise apart', () => {
    const change = fills(sides, { layoutIndex: 0, coloring: 'change', quietShare: 0.01 });
    expect(change('work')).toBeLessThan(unchangedFill);
    expect(change('rest')).toBe(unchangedFill);
    expect(change('new')).toBe(newFill);
    expect(change('gone')).toBe(goneFill);
    const noisy = { layoutIndex: 0, coloring: 'change', quietShare: 0.01, isNoise: () => true } as const;
    expect(fills(sides, noisy)('work')).toBe(unchangedFill);
  });

  it('mean a node’s own change, as a share of all', () => {
    const own = fills(sides, { layoutIndex: 0, coloring: 'own-change', quietShare: 0.001 });
    expect(own('work')).toBe(unchangedFill - changeSteps);
    expect(own('main')).toBe(unchangedFill);
    expect([own('new'), own('gone')]).toEqual([newFill, goneFill]);
  });

  it('go by thirds of the whole', () => {
    expect([1, 0.34, 0.3, 0.11].map((share) => amountFill(share) - firstAmountFill)).toEqual([7, 7, 6, 5]);
    expect(amountFill(0)).toBe(firstAmountFill);
    expect(amountFill(1e-9)).toBe(firstAmountFill);
    expect(ownChangeFill(-0.5, 0)).toBe(unchangedFill - changeSteps);
    expect(ownChangeFill(1e-9, 0)).toBe(unchangedFill + 1);
  });
});

describe('a minimap', () => {
  const theme = flameTheme(false);
  function rects(upright: boolean, text: string, heightPx = 36) {
    const profile = textProfile(text, cpu);
    const of = [{ profile, sampleIndex: 0 }];
    const { value: data } = atOnce(packFlame(1, { tree: buildTree(of), sides: of, factors: [1] }));
    const scene = createScene(data, frameText(data.frames), { layoutIndex: 0, coloring: 'total', upright });
    const drawn: number[][] = [];
    const painter = { fillStyle: '', fillRect: (...rect: number[]) => drawn.push(rect) };
    drawMinimap(painter, { boxes: new BoxList(), scene, theme, widthPx: 100, heightPx });
    return drawn;
  }

  it('holds every row, the root on its side', () => {
    const text = 'main main\nwork rest\n75 25';
    expect(rects(false, text)).toEqual([
      [0, 0, 100, 36],
      [0, 0, 100, 6],
      [0, 6, 100, 6],
      [0, 12, 75, 6],
      [75, 12, 25, 6],
    ]);
    expect(rects(true, text)[1]).toEqual([0, 30, 100, 6]);
  });

  it('skips rows where there are more than pixels', () => {
    const deep = `${Array.from({ length: 99 }, (_, i) => `f${i}`).join('\n')}\n1`;
    expect(rects(false, deep)).toHaveLength(1 + 36);
  });
});

describe('the colours of a difference that was saved', () => {
  it('tell gains from losses, and how much one outweighs the other', () => {
    expect(signFill(10, 10)).toBe(unchangedFill + changeSteps);
    expect(signFill(-10, 10)).toBe(unchangedFill - changeSteps);
    expect(signFill(1, 10)).toBe(unchangedFill + 1);
    expect(signFill(0, 10)).toBe(unchangedFill);
    expect(signFill(0, 0)).toBe(unchangedFill);
    const saved = textProfile(
      `main  main
       more  less
       30    -10`,
      cpu,
    );
    const fill = fills([{ profile: saved, sampleIndex: 0 }], { layoutIndex: 0, coloring: 'sign' });
    expect(fill('more')).toBe(unchangedFill + changeSteps);
    expect(fill('less')).toBe(unchangedFill - changeSteps);
    expect(fill('main')).toBe(unchangedFill + 3);
  });
});
