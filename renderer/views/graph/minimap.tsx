import { useEffect, useRef } from 'react';
import { useWords } from '../../words/words';
import type { Drawing } from './drawing';
import styles from './graph.module.css';
import type { GraphPane } from './pane';

/** Sides of the little picture at most, in CSS pixels. */
const most = { width: 148, height: 108 };

interface MinimapProps {
  readonly drawing: Drawing;
  readonly pane: GraphPane;
}

/** The whole graph small, and what part of it is seen; it shows itself where that is not all. */
export function Minimap({ drawing, pane }: MinimapProps) {
  const words = useWords().graph;
  const { layout, boxes } = drawing;
  const frame = useRef<HTMLDivElement>(null);
  const seen = useRef<SVGRectElement>(null);
  const scale = Math.min(most.width / layout.width, most.height / layout.height);

  useEffect(() => {
    const place = () => {
      const view = pane.view.getState();
      const rect = {
        x: -view.x / view.scale,
        y: -view.y / view.scale,
        width: pane.size.width / view.scale,
        height: pane.size.height / view.scale,
      };
      for (const [name, value] of Object.entries(rect)) seen.current?.setAttribute(name, String(value));
      const isAll =
        rect.x <= 0 &&
        rect.y <= 0 &&
        rect.x + rect.width >= layout.width &&
        rect.y + rect.height >= layout.height;
      const isSmall = pane.size.width < 3 * most.width || pane.size.height < 2.5 * most.height;
      if (frame.current !== null) frame.current.hidden = isAll || isSmall;
    };
    place();
    return pane.view.subscribe(place);
  }, [pane, layout]);

  const go = (event: React.PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    pane.center({ x: (event.clientX - left) / scale, y: (event.clientY - top) / scale });
  };
  return (
    <div ref={frame} className={styles.minimap} aria-hidden title={words.overview} hidden>
      <svg
        aria-hidden
        width={layout.width * scale}
        height={layout.height * scale}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        onPointerDown={go}
        onPointerMove={go}
      >
        {layout.nodes.map(({ x, y }, node) => {
          const { width, height } = boxes[node]!;
          return (
            <rect
              key={drawing.graph.frame[node]}
              className={styles.minimapNode}
              x={x - width / 2}
              y={y - height / 2}
              width={width}
              height={height}
            />
          );
        })}
        <rect ref={seen} className={styles.minimapSeen} />
      </svg>
    </div>
  );
}
