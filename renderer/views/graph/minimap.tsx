import { useEffect, useRef } from 'react';
import { useWords } from '../../words/words';
import type { Drawing } from './drawing';
import styles from './graph.module.css';
import type { GraphPane } from './pane';
import type { Scene } from './scene';

/** Sides of the little picture at most, in CSS pixels. */
const most = { width: 148, height: 108 };

interface MinimapProps {
  readonly drawing: Drawing;
  readonly scene: Scene;
  readonly pane: GraphPane;
}

/** The whole graph small, and what part of it is seen; it shows itself where that is not all. */
export function Minimap({ drawing, scene, pane }: MinimapProps) {
  const words = useWords().graph;
  const { layout } = drawing;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = Math.min(most.width / layout.width, most.height / layout.height);
  const [width, height] = [Math.max(8, layout.width * scale), Math.max(8, layout.height * scale)];

  useEffect(() => {
    const context = canvas.current!.getContext('2d', { alpha: false });
    if (context === null) return;
    const { theme, nodes, byWeight } = scene;
    const ratio = devicePixelRatio;
    canvas.current!.width = Math.round(width * ratio);
    canvas.current!.height = Math.round(height * ratio);
    const paint = () => {
      const { size } = pane;
      const view = pane.view.getState();
      const seen = {
        left: (-view.x / view.scale) * scale,
        top: (-view.y / view.scale) * scale,
        right: ((size.width - view.x) / view.scale) * scale,
        bottom: ((size.height - view.y) / view.scale) * scale,
      };
      const isAll = seen.left <= 0 && seen.top <= 0 && seen.right >= width && seen.bottom >= height;
      const isSmall = size.width < 3 * most.width || size.height < 2.5 * most.height;
      frame.current!.hidden = isAll || isSmall;
      if (isAll || isSmall) return;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.fillStyle = theme.background;
      context.fillRect(0, 0, width, height);
      // The heaviest last: what is small is not to hide them.
      for (let i = byWeight.length - 1; i >= 0; i--) {
        const node = nodes[byWeight[i]!]!;
        context.fillStyle = node.line;
        const [across, down] = [(node.right - node.left) * scale, (node.bottom - node.top) * scale];
        context.fillRect(node.left * scale, node.top * scale, Math.max(1.5, across), Math.max(1.5, down));
      }
      const [left, top] = [Math.max(0, seen.left), Math.max(0, seen.top)];
      const [right, bottom] = [Math.min(width, seen.right), Math.min(height, seen.bottom)];
      context.fillStyle = theme.veil;
      context.fillRect(0, 0, width, top);
      context.fillRect(0, bottom, width, height - bottom);
      context.fillRect(0, top, left, bottom - top);
      context.fillRect(right, top, width - right, bottom - top);
      context.strokeStyle = theme.selected;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, top + 0.5, Math.max(3, right - left - 1), Math.max(3, bottom - top - 1));
    };
    paint();
    return pane.view.subscribe(paint);
  }, [pane, scene, scale, width, height]);

  const go = (event: React.PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    pane.center({ x: (event.clientX - left) / scale, y: (event.clientY - top) / scale });
  };
  return (
    <div ref={frame} className={styles.minimap} aria-hidden title={words.overview} hidden>
      <canvas ref={canvas} style={{ width, height }} onPointerDown={go} onPointerMove={go} />
    </div>
  );
}
