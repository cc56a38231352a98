import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Layout, Point, Size } from './layout';
import {
  between,
  centred,
  clamp,
  fitted,
  opening,
  reveal,
  type Viewport,
  within,
  zoomAbout,
} from './viewport';

/** What moves need from outside; tests give others. */
export interface Clock {
  /** Calls back before the next frame with its time in milliseconds. */
  readonly nextFrame: (run: (ms: number) => void) => number;
  readonly forget: (id: number) => void;
  /** Whether the system asks for no motion. */
  readonly isStill: () => boolean;
}

const glideMs = 150;
/** Below this scale words cannot be read. */
export const readableScale = 0.7;

/** Where one looks at a graph, and how that moves. */
export class GraphPane {
  readonly view: StoreApi<Viewport> = createStore<Viewport>(() => ({ scale: 1, x: 0, y: 0 }));
  size: Size = { width: 0, height: 0 };
  private layout: Layout | null = null;
  private start: Point = { x: 0, y: 0 };
  /** What is to stay so when the pane or the graph changes: the first sight of it, all of it, or a place. */
  private stays: 'opening' | 'whole' | 'place' = 'opening';
  /** What is to stay in sight when the pane gets smaller, until the hand moves. */
  private wanted: { readonly middle: Point; readonly box: Size; readonly readable: number } | null = null;
  private frame = 0;
  /** Where a movement under way ends; null = there is none. */
  private goal: Viewport | null = null;

  constructor(private readonly clock: Clock) {}

  /** A graph that is out of sight has no size, and is to keep where one looked. */
  resize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return;
    const by = { x: (size.width - this.size.width) / 2, y: (size.height - this.size.height) / 2 };
    // A movement would go on to where it was to end in the former room.
    const { goal } = this;
    this.stop();
    if (goal !== null) this.set(goal);
    this.size = size;
    if (this.stays === 'place') this.set({ ...this.now, x: this.now.x + by.x, y: this.now.y + by.y });
    else this.set(this.kept());
    if (this.wanted !== null) {
      const { middle, box, readable } = this.wanted;
      this.set(reveal(this.now, middle, box, this.size, readable));
    }
  }

  /**
   * @param start the middle of the upper edge of where one begins to read
   * @param anchor a node's place in the old and in the new layout, which is to stay where it is seen
   */
  show(layout: Layout, start: Point, anchor: { readonly from: Point; readonly to: Point } | null): void {
    this.stop();
    const isFirst = this.layout === null;
    this.layout = layout;
    this.start = start;
    this.wanted = null;
    if (isFirst || anchor === null || this.stays === 'whole') {
      if (this.stays === 'place') this.stays = 'opening';
      this.set(this.kept());
      return;
    }
    this.stays = 'place';
    const { scale, x, y } = this.now;
    const { from, to } = anchor;
    const moved = { scale, x: x + scale * (from.x - to.x), y: y + scale * (from.y - to.y) };
    this.set(within(moved, layout, this.size));
  }

  fit(): void {
    this.stays = 'whole';
    this.wanted = null;
    this.glide(this.kept());
  }

  /** Moves at once, as the hand does. */
  move(view: Viewport): void {
    this.stop();
    this.wanted = null;
    this.stays = 'place';
    this.set(view);
  }

  pan(dx: number, dy: number): void {
    this.move({ ...this.now, x: this.now.x + dx, y: this.now.y + dy });
  }

  /** @param at a point of the pane; absent = its middle */
  zoom(by: number, at: Point = this.middle): void {
    this.move(zoomAbout(this.now, by, at));
  }

  glideZoom(by: number): void {
    this.stays = 'place';
    this.glide(zoomAbout(this.now, by, this.middle));
  }

  /** Shows a node. @param readable the least scale it is to have; one that the pointer is on has had its own */
  reveal(middle: Point, box: Size, readable = readableScale): void {
    this.wanted = { middle, box, readable };
    const view = reveal(this.now, middle, box, this.size, readable);
    if (view.scale === this.now.scale && view.x === this.now.x && view.y === this.now.y) return;
    this.stays = 'place';
    this.glide(view);
  }

  /** Shows all of a part of the graph, as large as it is now where that has room. */
  frameAll({ middle, box }: { readonly middle: Point; readonly box: Size }): void {
    this.stays = 'place';
    this.wanted = null;
    const { scale } = fitted(box, this.size);
    if (scale < this.now.scale) this.glide(centred(middle, scale, this.size));
    else this.glide(reveal(this.now, middle, box, this.size, Math.min(scale, readableScale)));
  }

  center(at: Point): void {
    this.move(centred(at, this.now.scale, this.size));
  }

  stop(): void {
    this.clock.forget(this.frame);
    this.goal = null;
  }

  /** The point of the graph in the middle of the pane. */
  get middleOfGraph(): Point {
    const { scale, x, y } = this.now;
    return { x: (this.size.width / 2 - x) / scale, y: (this.size.height / 2 - y) / scale };
  }

  /** Whether a point of the graph is in the pane. */
  sees(at: Point): boolean {
    const { scale, x, y } = this.now;
    const [across, down] = [x + scale * at.x, y + scale * at.y];
    return across >= 0 && down >= 0 && across <= this.size.width && down <= this.size.height;
  }

  private get now(): Viewport {
    return this.view.getState();
  }

  private get middle(): Point {
    return { x: this.size.width / 2, y: this.size.height / 2 };
  }

  private kept(): Viewport {
    if (this.layout === null) return this.now;
    return this.stays === 'whole'
      ? fitted(this.layout, this.size)
      : opening(this.layout, this.size, this.start);
  }

  private glide(to: Viewport): void {
    this.stop();
    if (this.clock.isStill()) {
      this.set(to);
      return;
    }
    const from = this.now;
    this.goal = to;
    let began = -1;
    const step = (ms: number) => {
      if (began < 0) began = ms;
      const t = Math.min(1, (ms - began) / glideMs);
      this.set(between(from, to, 1 - (1 - t) ** 3));
      if (t < 1) this.frame = this.clock.nextFrame(step);
      else this.goal = null;
    };
    this.frame = this.clock.nextFrame(step);
  }

  private set(view: Viewport): void {
    const to = this.layout === null ? view : clamp(view, this.layout, this.size);
    const { scale, x, y } = this.now;
    if (to.scale !== scale || to.x !== x || to.y !== y) this.view.setState(to, true);
  }
}

/** The window's own frames. */
export const windowClock: Clock = {
  nextFrame: (run) => requestAnimationFrame(run),
  forget: (id) => cancelAnimationFrame(id),
  isStill: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
};
