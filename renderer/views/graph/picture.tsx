// biome-ignore-all lint/a11y/useSemanticElements: boxes of a picture are no list items
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { offerSvg } from '../pictures';
import type { Measure } from './box';
import type { Drawing } from './drawing';
import styles from './graph.module.css';
import { Hand, nodeAt, wheel } from './input';
import { Items } from './marks';
import type { Lit } from './paint';
import { GraphPainting } from './painting';
import type { GraphPane } from './pane';
import type { Scene } from './scene';
import { step } from './walk';

interface PictureProps extends Pick<ViewProps, 'data' | 'text' | 'links' | 'onFrameMenu'> {
  readonly label: string;
  readonly drawing: Drawing;
  readonly scene: Scene;
  readonly measure: Measure;
  readonly nodeOfFrame: Int32Array;
  readonly pane: GraphPane;
  readonly selected: number;
  readonly lit: Lit | null;
  readonly matches: Uint8Array | null;
  /** Selects a node that was clicked; -1 = none. */
  readonly onPick: (node: number) => void;
  readonly onKey: (key: string) => boolean;
  /** Whether the picture before this one had the keys when it went: another tree's goes at once, and gives them on. */
  readonly hadKeys: { current: boolean };
}

/** The graph itself. The hand and the keys move about in it; what is pointed at is pointed at in all views. */
export function Picture(props: PictureProps) {
  const { drawing, scene, measure, pane, links, selected, lit, matches, data, nodeOfFrame, hadKeys } = props;
  const { graph, layout, boxes } = drawing;
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const moved = useRef<HTMLDivElement>(null);
  const shown = useRef<Drawing | null>(null);
  const [painting, setPainting] = useState<GraphPainting | null>(null);
  const id = useId();

  const latest = useRef(props);
  latest.current = props;
  const select = (node: number) => selectFrame(links, node < 0 ? -1 : graph.frame[node]!);

  useLayoutEffect(() => {
    const made = new GraphPainting(canvas.current!, pane, measure);
    offerSvg(canvas.current!, () => made.svg());
    setPainting(made);
    return () => made.dispose();
  }, [pane, measure]);
  useLayoutEffect(() => {
    const element = area.current!;
    if (hadKeys.current && document.activeElement === document.body) element.focus({ preventScroll: true });
    return () => {
      hadKeys.current = document.activeElement === element;
    };
  }, [hadKeys]);
  useEffect(() => {
    if (painting === null) return;
    const element = area.current!;
    const onWheel = (event: WheelEvent) => wheel(pane, event);
    const hand = new Hand(pane, (target) => latest.current.onPick(nodeAt(target)));
    const onDown = (event: PointerEvent) => hand.down(event);
    const onMove = (event: PointerEvent) => hand.move(event);
    const onUp = (event: PointerEvent) => hand.up(event);
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    const sizes = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      // A pane behind another one has no size, and keeps where it looked.
      if (width > 0 && height > 0) pane.resize({ width, height });
      painting.resize(width, height);
    });
    sizes.observe(element);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      sizes.disconnect();
      pane.stop();
    };
  }, [pane, painting]);

  useLayoutEffect(
    () =>
      // For whoever measures: from asking to the frame that shows it.
      painting?.show(scene, () => {
        if (shown.current === drawing) return;
        shown.current = drawing;
        performance.measure('graph-drawn', { start: drawing.spentMs.began, end: performance.now() });
      }),
    [painting, scene, drawing],
  );
  useLayoutEffect(() => {
    const isMatch = matches === null ? null : (node: number) => matches[graph.frame[node]!] === 1;
    painting?.mark({ selected, lit, isMatch });
  }, [painting, selected, lit, matches, graph]);

  // Moves touch one style and nothing of React's.
  useLayoutEffect(() => {
    const place = () => {
      const { scale, x, y } = pane.view.getState();
      moved.current!.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    };
    place();
    return pane.view.subscribe(place);
  }, [pane]);

  useEffect(() => {
    const point = (frame: number) => painting?.point(frame < 0 ? -1 : nodeOfFrame[frame]!);
    point(links.getState().hoverFrame);
    return links.subscribe((now, then) => now.hoverFrame !== then.hoverFrame && point(now.hoverFrame));
  }, [painting, links, nodeOfFrame]);

  const onPointerOver = (event: { target: EventTarget }) => {
    const node = nodeAt(event.target);
    const frame = node < 0 ? -1 : graph.frame[node]!;
    if (links.getState().hoverFrame !== frame) links.setState({ hoverFrame: frame });
  };
  const menu = (node: number, x: number, y: number) =>
    props.onFrameMenu({ x, y, frame: graph.frame[node]!, node: -1 });
  const onContextMenu = (event: React.MouseEvent) => {
    const node = nodeAt(event.target);
    if (node < 0) return;
    event.preventDefault();
    props.onPick(node);
    menu(node, event.clientX, event.clientY);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = directions[event.key];
    if (way !== undefined && boxes.length > 0) {
      const to = selected < 0 ? 0 : step(graph, layout, selected, way);
      select(to);
      pane.reveal(layout.nodes[to]!, boxes[to]!);
    } else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && selected >= 0) {
      const box = area.current!.querySelector(`[data-node="${selected}"]`)!.getBoundingClientRect();
      menu(selected, box.left + box.width / 2, box.bottom);
    } else if (!props.onKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={area}
      role="tree"
      aria-label={props.label}
      aria-activedescendant={selected < 0 ? undefined : `${id}-${selected}`}
      tabIndex={0}
      className={styles.area}
      data-testid="graph-area"
      data-nodes={boxes.length}
      data-calls={drawing.labels.length}
      data-graph-ms={drawing.spentMs.graph.toFixed(1)}
      data-layout-ms={drawing.spentMs.layout.toFixed(1)}
      onPointerOver={onPointerOver}
      onPointerLeave={() => links.setState({ hoverFrame: -1 })}
      onContextMenu={onContextMenu}
      onDoubleClick={(event) => {
        const node = nodeAt(event.target);
        if (node < 0) pane.fit();
        else pane.reveal(layout.nodes[node]!, boxes[node]!);
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} className={styles.canvas} data-picture aria-hidden data-testid="graph-canvas" />
      <div ref={moved} role="none" className={styles.items}>
        <Items
          id={id}
          drawing={drawing}
          names={props.text.names}
          unit={data.unit}
          selected={selected}
          lit={lit}
          matches={matches}
        />
      </div>
    </div>
  );
}

const directions: Readonly<Record<string, Parameters<typeof step>[3]>> = {
  ArrowUp: 'caller',
  ArrowDown: 'callee',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
