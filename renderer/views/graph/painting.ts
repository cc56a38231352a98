import { graphSvg } from '../../../engine/render/graph-svg';
import type { Measure } from './box';
import { canvasPainter } from './canvas-painter';
import { type Lit, type Painter, type PaintState, paint } from './paint';
import type { GraphPane } from './pane';
import type { Scene } from './scene';
import { svgPainter } from './svg-painter';

/** What is marked, as its view says. */
export interface Marks {
  readonly selected: number;
  readonly lit: Lit | null;
  readonly isMatch: ((node: number) => boolean) | null;
}

/**
 * A graph on a canvas: painted when something changed, at most once per frame of the screen. A canvas that is out
 * of sight keeps what was painted, so that coming back to it costs nothing.
 */
export class GraphPainting {
  private readonly context: CanvasRenderingContext2D;
  private painter: Painter | null = null;
  private scene: Scene | null = null;
  private marks: Marks = { selected: -1, lit: null, isMatch: null };
  private hover = -1;
  private pixelRatio = 0;
  private isHidden = true;
  private isStale = true;
  private frame = 0;
  private onPainted: (() => void) | null = null;
  private readonly forget: () => void;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly pane: GraphPane,
    private readonly measure: Measure,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('the browser gives no 2D canvas');
    this.context = context;
    this.forget = pane.view.subscribe(() => this.schedule());
  }

  /** @param onPainted called once the scene was painted for the first time */
  show(scene: Scene, onPainted: () => void): void {
    if (scene !== this.scene) this.painter = null;
    this.scene = scene;
    this.onPainted = onPainted;
    this.schedule();
  }

  mark(marks: Marks): void {
    this.marks = marks;
    this.schedule();
  }

  point(hover: number): void {
    if (hover === this.hover) return;
    this.hover = hover;
    this.schedule();
  }

  /** The pane is as large as this now, in CSS pixels; 0 = out of sight. */
  resize(width: number, height: number): void {
    this.isHidden = width === 0 || height === 0;
    if (this.isHidden) return;
    const ratio = devicePixelRatio;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== across || this.canvas.height !== down || ratio !== this.pixelRatio) {
      this.canvas.width = across;
      this.canvas.height = down;
      this.pixelRatio = ratio;
      this.painter = null;
      this.isStale = true;
    }
    // Before the screen shows it: a canvas of another size is blank.
    if (this.isStale) this.paint();
  }

  /** The whole graph with its marks, as a file that can be moved and zoomed. */
  svg(): string {
    const { scene } = this;
    const family = getComputedStyle(this.canvas).getPropertyValue('--font-code').trim() || 'monospace';
    const size = scene === null ? { width: 0, height: 0 } : scene.size;
    const margin = 8;
    const page = { width: Math.ceil(size.width + 2 * margin), height: Math.ceil(size.height + 2 * margin) };
    const painter = svgPainter(page, family);
    const view = { scale: 1, x: margin, y: margin };
    if (scene !== null) paint(painter, scene, { ...this.state(), hover: -1, view, size: page });
    return graphSvg(painter.svg());
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.forget();
  }

  private schedule(): void {
    this.isStale = true;
    if (this.frame !== 0 || this.isHidden) return;
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private state(): PaintState {
    return {
      ...this.marks,
      hover: this.hover,
      view: this.pane.view.getState(),
      size: this.pane.size,
      measure: this.measure,
    };
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.isHidden || this.scene === null) return;
    const began = performance.now();
    this.painter ??= canvasPainter(this.context, this.pixelRatio);
    const seen = paint(this.painter, this.scene, this.state());
    this.isStale = false;
    // For whoever looks or measures.
    Object.assign(this.canvas.dataset, {
      nodesDrawn: seen.nodes,
      callsDrawn: seen.calls,
      textsDrawn: seen.texts,
    });
    performance.measure('graph-paint', { start: began, end: performance.now() });
    this.onPainted?.();
    this.onPainted = null;
  }
}
