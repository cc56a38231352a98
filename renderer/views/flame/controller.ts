import type { FlameTheme } from '../../../engine/flame/palette';
import type { Anchor, LinksStore } from '../contract';
import { anchorOf, anchorOn, viewportAt } from './anchor';
import { canvasPainter, type LabelFace, labelFace } from './canvas-painter';
import { type Hit, hitTest } from './hit';
import { PaintScratch, paint } from './paint';
import { type Emphasis, emphasise, type Scene } from './scene';
import { depthOf } from './tree';
import { between, clampViewport, easeOut, rowPx, type Viewport, wholeViewport } from './viewport';
import { BoxList, collectVisible, type FillShare, widthsByFill } from './visible';

/** How long a jump takes, so that one sees where it came from. */
const animationMs = 150;

/**
 * One flame graph on one canvas: holds where it looks, moves there, and paints when something changed —
 * at most once per frame of the screen, and never otherwise. React creates it and hands it scenes.
 */
export class FlameController {
  view: Viewport = wholeViewport(0);
  widthPx = 1;
  heightPx = 1;
  private readonly context: CanvasRenderingContext2D;
  private readonly boxes = new BoxList();
  private readonly scratch = new PaintScratch();
  private readonly face: LabelFace;
  private pixelRatio = 1;
  private emphasis: Emphasis = { fillOf: () => 0, isFaded: () => false };
  private scheduled = 0;
  private sized = false;
  private jump: { from: Viewport; to: Viewport; startedMs: number } | null = null;
  private readonly unsubscribe: () => void;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly canvas: HTMLCanvasElement,
    private scene: Scene,
    private theme: FlameTheme,
    readonly links: LinksStore,
    /** Called when the person moved the picture, so that a linked one can follow. */
    private readonly onMoved: (anchor: Anchor) => void,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('the browser gives no 2D canvas');
    this.context = context;
    this.face = labelFace(context);
    this.view = wholeViewport(this.whole);
    this.refresh();
    this.schedule();
    this.unsubscribe = links.subscribe((now, before) => {
      if (now.search !== before.search || now.focus !== before.focus) this.refresh();
      if (now.resets !== before.resets) this.lookAt(anchorOn(this.scene.data, 0, this.heightPx));
      else if (now.focus !== before.focus) {
        const place = anchorOn(this.scene.data, now.focus, this.heightPx);
        this.lookAt(place);
        links.setState({ place });
      }
      if (now.follows !== before.follows && now.place !== null) this.follow(now.place);
      this.schedule();
    });
  }

  dispose(): void {
    this.unsubscribe();
    cancelAnimationFrame(this.scheduled);
  }

  /** Shows another drawing from its whole, as the rows of the former one mean nothing in it; or this one otherwise. */
  show(scene: Scene): void {
    const former = this.scene;
    this.scene = scene;
    this.jump = null;
    if (former.at !== scene.at) this.view = wholeViewport(this.whole);
    this.refresh();
    this.schedule();
  }

  dress(theme: FlameTheme): void {
    this.theme = theme;
    this.schedule();
  }

  /**
   * Takes the size of its frame; before it has one, nothing is painted. The first time, it also goes where the picture
   * before it was.
   */
  resize(widthPx: number, heightPx: number, pixelRatio: number): void {
    const first = !this.sized;
    const [width, height] = [Math.max(1, widthPx), Math.max(1, heightPx)];
    const isSame = width === this.widthPx && height === this.heightPx && pixelRatio === this.pixelRatio;
    if (isSame && !first) return;
    this.sized = true;
    this.widthPx = width;
    this.heightPx = height;
    this.pixelRatio = pixelRatio;
    this.canvas.width = Math.round(this.widthPx * pixelRatio);
    this.canvas.height = Math.round(this.heightPx * pixelRatio);
    this.view = (first ? this.placed() : null) ?? this.clamped(this.view);
    // Sizing a canvas clears it; waiting for the next frame would show it blank.
    this.paintNow(performance.now());
  }

  /** Calls back after each painting. Returns how to stop. */
  onPainted(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The frames on screen that are at least so wide, at most so many of the widest, caller before callee. */
  inSight(leastPx: number, most: number): { node: number; row: number }[] {
    const { boxes } = this;
    const found: { node: number; row: number; width: number }[] = [];
    for (let i = 0; i < boxes.length; i++) {
      const width = Math.min(this.widthPx, boxes.right[i]!) - Math.max(0, boxes.left[i]!);
      if (boxes.node[i]! >= 0 && width >= leastPx) {
        found.push({ node: boxes.node[i]!, row: boxes.row[i]!, width });
      }
    }
    found.sort((a, b) => b.width - a.width);
    const shown = found.slice(0, most).map(({ node, row }) => ({ node, row }));
    return shown.sort((a, b) => a.row - b.row || a.node - b.node);
  }

  /** How much of the screen each fill takes: for legends. */
  widthsByFill(): ReadonlyMap<number, FillShare> {
    return widthsByFill(this.boxes, this.scene.fillOf);
  }

  /** A point in a node's box, in the window. */
  placeOf(node: number): { x: number; y: number } {
    const { at } = this.scene;
    const pxPerValue = this.widthPx / (this.view.x1 - this.view.x0);
    const left = Math.max(0, (at.start[node]! - this.view.x0) * pxPerValue);
    const down = depthOf(this.scene.data, node) * rowPx - this.view.scroll + rowPx / 2;
    const box = this.canvas.getBoundingClientRect();
    const y = this.scene.upright ? this.heightPx - down : down;
    return { x: box.left + Math.min(this.widthPx - 8, left + 8), y: box.top + y };
  }

  get current(): Scene {
    return this.scene;
  }

  /** The value axis ends here: at the drawing's width, or at the wider one's of two that share a scale. */
  get whole(): number {
    return this.scene.data.frame.length === 0 ? 0 : this.scene.reach(0);
  }

  /** Which way on screen deeper rows lie: 1 = down, −1 = up. */
  get deeper(): 1 | -1 {
    return this.scene.upright ? -1 : 1;
  }

  get maxScroll(): number {
    return this.scene.data.rows * rowPx - this.heightPx;
  }

  /** Follows the hand at once. */
  move(view: Viewport): void {
    this.jump = null;
    this.view = this.clamped(view);
    this.schedule();
    this.tell(this.anchorOf(this.view));
  }

  /** Goes there by a short movement, and takes linked pictures along. */
  glide(view: Viewport): void {
    this.glideAlone(view);
    this.tell(this.anchorOf(this.clamped(view)));
  }

  lookAt(anchor: Anchor): void {
    this.glideAlone(this.viewportAt(anchor));
  }

  /** Shows what a linked picture shows, without telling it back. */
  follow(anchor: Anchor): void {
    this.jump = null;
    this.view = this.clamped(this.viewportAt(anchor));
    this.schedule();
  }

  hit(xPx: number, yPx: number): Hit {
    const y = this.scene.upright ? this.heightPx - yPx : yPx;
    return hitTest(this.scene.data, this.scene.at, this.view, this.widthPx, xPx, y);
  }

  schedule(): void {
    if (this.scheduled === 0) this.scheduled = requestAnimationFrame((now) => this.paintNow(now));
  }

  private anchorOf(view: Viewport): Anchor {
    return anchorOf(this.scene.data, this.scene.at, this.scene.reach, view);
  }

  private viewportAt(anchor: Anchor): Viewport {
    return viewportAt(this.scene.data, this.scene.at, this.scene.reach, anchor);
  }

  /** Where the links say that one looks; null = at the whole. */
  private placed(): Viewport | null {
    const { place } = this.links.getState();
    return place === null || place.node >= this.scene.data.frame.length
      ? null
      : this.clamped(this.viewportAt(place));
  }

  private tell(place: Anchor): void {
    this.links.setState({ place });
    this.onMoved(place);
  }

  private glideAlone(view: Viewport): void {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.jump = still ? null : { from: this.view, to: this.clamped(view), startedMs: performance.now() };
    if (still) this.view = this.clamped(view);
    this.schedule();
  }

  private clamped(view: Viewport): Viewport {
    return clampViewport(view, this.whole, this.maxScroll);
  }

  private refresh(): void {
    const { search, focus } = this.links.getState();
    this.emphasis = emphasise(this.scene, search, focus);
  }

  private paintNow(nowMs: number): void {
    cancelAnimationFrame(this.scheduled);
    this.scheduled = 0;
    if (!this.sized) return;
    if (this.jump !== null) {
      const t = Math.max(0, (nowMs - this.jump.startedMs) / animationMs);
      this.view = between(this.jump.from, this.jump.to, easeOut(Math.min(1, t)));
      if (t >= 1) this.jump = null;
      else this.schedule();
    }
    const startedMs = performance.now();
    const { scene, view, widthPx, heightPx, pixelRatio } = this;
    collectVisible(this.boxes, scene.data, scene.at, view, widthPx, heightPx);
    const links = this.links.getState();
    // A frame selected in a table stays marked while the pointer is elsewhere.
    const marked = links.selectedNode < 0 ? links.selectedFrame : -1;
    const drawn = paint(
      canvasPainter(this.context, this.face, pixelRatio),
      {
        boxes: this.boxes,
        frameOf: scene.data.frame,
        ...this.emphasis,
        labels: scene.labels,
        theme: this.theme,
        widthPx,
        heightPx,
        scrollPx: view.scroll,
        upright: scene.upright,
        contentPx: scene.data.rows * rowPx,
        charPx: this.face.charPx,
        pixelRatio,
        hoverFrame: links.hoverFrame >= 0 ? links.hoverFrame : marked,
        selectedNode: links.selectedNode,
      },
      this.scratch,
    );
    this.canvas.dataset.framesDrawn = String(drawn);
    for (const listener of this.listeners) listener();
    // Observers have their copy by now; entries kept would pile up sixty times a second.
    performance.measure('flame-paint', { start: startedMs, end: performance.now() });
    performance.clearMeasures('flame-paint');
  }
}
