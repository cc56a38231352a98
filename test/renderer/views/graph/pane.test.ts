import { describe, expect, it } from 'vitest';
import { GraphPane } from '../../../../renderer/views/graph/pane';
import {
  between,
  clamp,
  fitted,
  opening,
  reveal,
  zoomAbout,
} from '../../../../renderer/views/graph/viewport';

const pane = { width: 800, height: 600 };
const small = { width: 400, height: 200 };
const large = { width: 8000, height: 3000 };
const layoutOf = (size: typeof small) => ({ ...size, nodes: [], calls: [] });

describe('a viewport', () => {
  it('shows a graph whole, in the middle, and a small one no larger than reads well', () => {
    expect(fitted(small, pane)).toEqual({ scale: 1.25, x: 150, y: 175 });
    const view = fitted(large, pane);
    expect(view.scale * large.width).toBeCloseTo(pane.width - 32);
    expect(fitted({ width: 0, height: 0 }, { width: 0, height: 0 }).scale).toBeGreaterThan(0);
  });

  it('opens where one begins to read, unless all can be read', () => {
    expect(opening(small, pane, { x: 0, y: 0 })).toEqual(fitted(small, pane));
    const view = opening(large, pane, { x: 5000, y: 20 });
    expect(view.x + view.scale * 5000).toBe(pane.width / 2);
    // What is called by others is seen with them, as far as there is room.
    expect(view.y + view.scale * 20).toBe(16 + view.scale * 20);
    const deep = opening(large, pane, { x: 5000, y: 1500 });
    expect(deep.y + deep.scale * 1500).toBeCloseTo(16 + 0.3 * pane.height);
    // Near its end there is no more to see.
    const last = opening(large, pane, { x: 7990, y: 2990 });
    expect(last.x + last.scale * large.width).toBeCloseTo(pane.width - 16);
    expect(last.y + last.scale * large.height).toBeCloseTo(pane.height - 16);
    const flat = opening({ width: 8000, height: 100 }, pane, { x: 0, y: 0 });
    expect(flat.y).toBeCloseTo((pane.height - flat.scale * 100) / 2);
  });

  it('zooms about a point that stays', () => {
    const view = { scale: 1, x: 30, y: -20 };
    const at = { x: 200, y: 100 };
    const grown = zoomAbout(view, 2, at);
    expect((at.x - grown.x) / grown.scale).toBeCloseTo(at.x - view.x);
    expect(zoomAbout(view, 1e9, at).scale).toBe(8);
    expect(zoomAbout(view, 0, at).scale).toBe(0.02);
    expect(zoomAbout(view, Number.NaN, at).scale).toBe(1);
  });

  it('keeps some of the graph in sight', () => {
    const far = clamp({ scale: 1, x: 1e6, y: -1e6 }, small, pane);
    expect(far.x).toBeLessThan(pane.width);
    expect(far.y + small.height).toBeGreaterThan(0);
  });

  it('moves as little as shows a node, and grows where it is too small to be read', () => {
    const box = { width: 100, height: 50 };
    const seen = { scale: 1, x: 0, y: 0 };
    expect(reveal(seen, { x: 400, y: 300 }, box, pane, 0.6)).toEqual(seen);
    expect(reveal(seen, { x: 900, y: 300 }, box, pane, 0.6)).toEqual({ scale: 1, x: -166, y: 0 });
    expect(reveal(seen, { x: -100, y: 300 }, box, pane, 0.6).x).toBe(166);
    const grown = reveal({ scale: 0.1, x: 0, y: 0 }, { x: 900, y: 300 }, box, pane, 0.6);
    expect([grown.scale, grown.x + 0.6 * 900]).toEqual([0.6, 400]);
  });

  it('travels from one to the other', () => {
    const [a, b] = [
      { scale: 1, x: 0, y: 0 },
      { scale: 4, x: -300, y: 60 },
    ];
    expect(between(a, b, 0)).toEqual(a);
    expect(between(a, b, 1)).toBe(b);
    expect(between(a, b, 0.5)).toEqual({ scale: 2, x: -100, y: 20 });
  });
});

describe('a pane', () => {
  /** Frames that come when they are called for. */
  function still(isStill = true) {
    const frames: ((ms: number) => void)[] = [];
    const clock = {
      nextFrame: (run: (ms: number) => void) => frames.push(run),
      forget: () => frames.splice(0),
      isStill: () => isStill,
    };
    const made = new GraphPane(clock);
    made.resize(pane);
    return { pane: made, frames, view: () => made.view.getState() };
  }

  it('keeps the whole in sight when it is resized, until a hand has moved', () => {
    const { pane: of, view } = still();
    of.show(layoutOf(small), { x: 0, y: 0 }, null);
    of.resize({ width: 1000, height: 600 });
    expect(view()).toEqual(fitted(small, { width: 1000, height: 600 }));
    of.pan(10, 0);
    const moved = view();
    of.resize({ width: 1100, height: 600 });
    expect(view()).toEqual({ ...moved, x: moved.x + 50 });
    of.fit();
    expect(view()).toEqual(fitted(small, { width: 1100, height: 600 }));
  });

  it('leaves a node where it was seen when the graph is another', () => {
    const { pane: of, view } = still();
    of.show(layoutOf(large), { x: 4000, y: 0 }, null);
    of.zoom(2);
    const { scale, x } = view();
    of.show(layoutOf(large), { x: 4000, y: 0 }, { from: { x: 4000, y: 100 }, to: { x: 4400, y: 100 } });
    expect(view().scale).toBe(scale);
    expect(view().x + scale * 4400).toBeCloseTo(x + scale * 4000);
  });

  it('leaves what is seen where it is, also where no hand has moved, and all of what has room in sight', () => {
    const { pane: of, view } = still();
    of.show(layoutOf(large), { x: 4000, y: 0 }, null);
    const { scale, x } = view();
    of.show(layoutOf(large), { x: 0, y: 0 }, { from: { x: 4000, y: 100 }, to: { x: 4100, y: 100 } });
    expect(view()).toMatchObject({ scale, x: x - 100 * scale });
    of.show(layoutOf(small), { x: 0, y: 0 }, { from: { x: 4000, y: 0 }, to: { x: 0, y: 0 } });
    expect(view().x).toBeGreaterThan(0);
    expect(view().x + view().scale * small.width).toBeLessThan(pane.width);
    of.fit();
    of.show(layoutOf(large), { x: 0, y: 0 }, { from: { x: 0, y: 0 }, to: { x: 9, y: 9 } });
    expect(view()).toEqual(clamp(fitted(large, pane), large, pane));
  });

  it('keeps a node in sight when it gets narrower, until a hand has moved', () => {
    const { pane: of, view } = still();
    of.show(layoutOf(large), { x: 4000, y: 0 }, null);
    const box = { width: 100, height: 50 };
    of.reveal({ x: 4450, y: 300 }, box);
    const right = () => view().x + view().scale * 4500;
    expect(right()).toBeLessThan(pane.width);
    of.resize({ width: 500, height: 600 });
    expect(right()).toBeLessThan(500);
    of.pan(400, 0);
    of.resize({ width: 300, height: 600 });
    expect(right()).toBeGreaterThan(300);
  });

  it('keeps a node in sight that it glides to while the room gets narrower', () => {
    const { pane: of, frames, view } = still(false);
    of.show(layoutOf(large), { x: 4000, y: 0 }, null);
    of.reveal({ x: 5600, y: 300 }, { width: 100, height: 50 });
    frames.shift()!(1000);
    frames.shift()!(1050);
    // The list of its callers opens beside.
    of.resize({ width: 400, height: 600 });
    for (let ms = 1100; frames.length > 0; ms += 50) frames.shift()!(ms);
    const { scale, x } = view();
    expect(x + scale * 5550).toBeGreaterThanOrEqual(0);
    expect(x + scale * 5650).toBeLessThanOrEqual(400);
  });

  it('glides, unless the system asks for no motion', () => {
    const { pane: of, frames, view } = still(false);
    of.show(layoutOf(large), { x: 4000, y: 0 }, null);
    const from = view();
    of.fit();
    expect(view()).toEqual(from);
    frames.shift()!(1000);
    frames.shift()!(1075);
    expect(view().scale).toBeLessThan(from.scale);
    frames.shift()!(1200);
    expect(view()).toEqual(clamp(fitted(large, pane), large, pane));
    expect(frames).toHaveLength(0);
  });
});
