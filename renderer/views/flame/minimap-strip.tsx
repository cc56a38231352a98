import { type PointerEvent, useEffect, useRef } from 'react';
import type { FlameTheme } from '../../../engine/flame/palette';
import type { FlameController } from './controller';
import styles from './flame.module.css';
import { drawMinimap, minimapPx } from './minimap';
import type { Scene } from './scene';
import { rowPx } from './viewport';
import { BoxList } from './visible';

interface MinimapProps {
  readonly controller: FlameController;
  readonly scene: Scene;
  readonly theme: FlameTheme;
}

/**
 * The whole picture in a strip, and in it where one looks; dragging in it goes there. Keys reach all of that in
 * the picture itself, so it is no stop of theirs.
 */
export function MinimapStrip({ controller, scene, theme }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    const context = element.getContext('2d', { alpha: false });
    if (context === null) return;
    const boxes = new BoxList();
    /** The picture without the frame that shows where one looks; null = to be drawn anew. */
    let whole: ImageBitmap | OffscreenCanvas | null = null;
    let shown = '';
    const paint = () => {
      const ratio = devicePixelRatio;
      const width = element.parentElement!.clientWidth;
      const { view } = controller;
      const wanted = `${width} ${ratio} ${view.x0} ${view.x1} ${view.scroll} ${controller.heightPx}`;
      if (width === 0 || (whole !== null && wanted === shown)) return;
      shown = wanted;
      if (whole === null || element.width !== Math.round(width * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = Math.round(minimapPx * ratio);
        const picture = new OffscreenCanvas(element.width, element.height);
        const drawing = picture.getContext('2d', { alpha: false })!;
        drawing.scale(ratio, ratio);
        drawMinimap(drawing, { boxes, scene, theme, widthPx: width, heightPx: minimapPx });
        whole = picture;
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(whole, 0, 0);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const all = controller.whole || 1;
      const left = (view.x0 / all) * width;
      const right = Math.max(left + 3, (view.x1 / all) * width);
      const rows = Math.max(1, scene.data.rows * rowPx);
      const from = Math.min(1, view.scroll / rows) * minimapPx;
      const to = Math.min(1, (view.scroll + controller.heightPx) / rows) * minimapPx;
      const [top, bottom] = scene.upright ? [minimapPx - to, minimapPx - from] : [from, to];
      context.fillStyle = theme.veil;
      context.fillRect(0, 0, left, minimapPx);
      context.fillRect(right, 0, width - right, minimapPx);
      context.fillRect(left, 0, right - left, top);
      context.fillRect(left, bottom, right - left, minimapPx - bottom);
      context.strokeStyle = theme.outline;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, top + 0.5, right - left - 1, Math.max(2, bottom - top - 1));
    };
    // The picture itself comes first, and this is a task of its own.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = controller.onPainted(() => {
      if (whole !== null) paint();
      else
        timer ??= setTimeout(() => {
          // Out of sight it has no width yet, and is painted when the picture is painted again.
          timer = undefined;
          paint();
        });
    });
    controller.schedule();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [controller, scene, theme]);

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const { view, whole } = controller;
    const middle = (event.nativeEvent.offsetX / event.currentTarget.clientWidth) * whole;
    const span = view.x1 - view.x0;
    const down = event.nativeEvent.offsetY / minimapPx;
    const rows = scene.data.rows * rowPx;
    const scroll = (scene.upright ? 1 - down : down) * rows - controller.heightPx / 2;
    controller.move({ x0: middle - span / 2, x1: middle + span / 2, scroll });
  };
  return (
    <div className={styles.minimap} aria-hidden data-testid="minimap">
      <canvas
        ref={canvas}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && go(event)}
      />
    </div>
  );
}
