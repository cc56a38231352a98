// biome-ignore-all lint/a11y/useSemanticElements: boxes of a picture are no list items
import { useEffect, useId, useRef } from 'react';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import type { Drawing } from './drawing';
import styles from './graph.module.css';
import { Hand, nodeAt, wheel } from './input';
import { Calls, Items, type Lit, Nodes } from './marks';
import { type GraphPane, readableScale } from './pane';
import { step } from './walk';

interface PictureProps extends Pick<ViewProps, 'data' | 'text' | 'links' | 'onFrameMenu'> {
  readonly label: string;
  readonly drawing: Drawing;
  readonly nodeOfFrame: Int32Array;
  readonly pane: GraphPane;
  readonly selected: number;
  readonly lit: Lit | null;
  readonly matches: Uint8Array | null;
  /** Of a frame: whether its change may be noise. */
  readonly isNoise: ((frame: number) => boolean) | null;
  /** Selects a node that was clicked; -1 = none. */
  readonly onPick: (node: number) => void;
  readonly onKey: (key: string) => boolean;
}

/** The graph itself. The hand and the keys move about in it; what is pointed at is pointed at in all views. */
export function Picture(props: PictureProps) {
  const { drawing, pane, links, selected, data, nodeOfFrame } = props;
  const { graph, layout, boxes } = drawing;
  const area = useRef<HTMLDivElement>(null);
  const moved = useRef<SVGGElement>(null);
  const id = useId();

  const latest = useRef(props);
  latest.current = props;
  const select = (node: number) => selectFrame(links, node < 0 ? -1 : graph.frame[node]!);

  useEffect(() => {
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
    const sizes = new ResizeObserver(() =>
      pane.resize({ width: element.clientWidth, height: element.clientHeight }),
    );
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
  }, [pane]);

  // Moves touch two attributes and nothing of React's.
  useEffect(() => {
    const place = () => {
      const { scale, x, y } = pane.view.getState();
      moved.current?.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
      if (area.current !== null) area.current.dataset.far = String(scale < readableScale);
    };
    place();
    return pane.view.subscribe(place);
  }, [pane]);

  // For whoever measures: from asking to the first frame that shows it.
  useEffect(() => {
    const id = requestAnimationFrame(() =>
      performance.measure('graph-drawn', { start: drawing.spentMs.began, end: performance.now() }),
    );
    return () => cancelAnimationFrame(id);
  }, [drawing]);

  useEffect(() => {
    const mark = (frame: number) => {
      const element = area.current;
      for (const node of element?.querySelectorAll('[data-hover]') ?? []) node.removeAttribute('data-hover');
      const at = frame < 0 ? -1 : nodeOfFrame[frame]!;
      if (at >= 0) element?.querySelector(`[data-node="${at}"]`)?.setAttribute('data-hover', '');
    };
    mark(links.getState().hoverFrame);
    return links.subscribe((now, then) => now.hoverFrame !== then.hoverFrame && mark(now.hoverFrame));
  }, [links, nodeOfFrame]);

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
      <svg
        data-picture
        className={styles.picture}
        aria-hidden
        focusable="false"
        data-compares={data.total.length > 1}
      >
        <g ref={moved}>
          <Calls drawing={drawing} lit={props.lit} isNoise={props.isNoise} />
          <Nodes {...props} />
        </g>
      </svg>
      <Items id={id} drawing={drawing} names={props.text.names} unit={data.unit} selected={selected} />
    </div>
  );
}

const directions: Readonly<Record<string, Parameters<typeof step>[3]>> = {
  ArrowUp: 'caller',
  ArrowDown: 'callee',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
