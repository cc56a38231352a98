// biome-ignore-all lint/a11y/useSemanticElements: boxes of a picture are no list items
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree itself has the focus and says which item is active
import { type CSSProperties, memo, useEffect, useId, useMemo, useRef } from 'react';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { baselines } from './box';
import { arrow } from './curve';
import { callLabelSize, type Drawing } from './drawing';
import { nodeSentence, totalOf } from './figures';
import styles from './graph.module.css';
import { Hand, nodeAt, wheel } from './input';
import { type GraphPane, readableScale } from './pane';
import { penWidth, type Shade, shade } from './shade';
import { amount, step } from './walk';

/** What is lit; all else stands back. null = everything is. */
export interface Lit {
  readonly nodes: ReadonlySet<number>;
  readonly calls: ReadonlySet<number>;
}

interface PictureProps extends Pick<ViewProps, 'data' | 'text' | 'links' | 'onFrameMenu'> {
  readonly label: string;
  readonly drawing: Drawing;
  readonly nodeOfFrame: Int32Array;
  readonly pane: GraphPane;
  readonly selected: number;
  readonly lit: Lit | null;
  readonly matches: Uint8Array | null;
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
    const hand = new Hand(pane, (target) => {
      const { drawing: now, links: to } = latest.current;
      const node = nodeAt(target);
      selectFrame(to, node < 0 ? -1 : now.graph.frame[node]!);
    });
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
    select(node);
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
      <svg className={styles.picture} role="none" focusable="false" data-compares={data.total.length > 1}>
        <g ref={moved}>
          <Calls drawing={drawing} lit={props.lit} />
          <Nodes
            id={id}
            drawing={drawing}
            names={props.text.names}
            unit={data.unit}
            selected={selected}
            lit={props.lit}
            matches={props.matches}
          />
        </g>
      </svg>
    </div>
  );
}

const directions: Readonly<Record<string, Parameters<typeof step>[3]>> = {
  ArrowUp: 'caller',
  ArrowDown: 'callee',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

function shadeStyle({ strength, heat }: Shade): CSSProperties {
  return { '--strength': strength.toFixed(3), '--heat': heat.toFixed(3) } as CSSProperties;
}

const Calls = memo(function Calls({ drawing, lit }: { readonly drawing: Drawing; readonly lit: Lit | null }) {
  const { graph, layout, labels } = drawing;
  const drawn = useMemo(() => {
    const total = totalOf(graph);
    return layout.calls.map(({ curve, label }, call) => {
      const part = total === 0 ? 0 : amount(graph.weight, call) / total;
      const width = penWidth(part);
      return { ...arrow(curve, width), label, width, shade: shade(part) };
    });
  }, [graph, layout]);
  return (
    <g aria-hidden>
      {drawn.map(({ line, head, label, width, shade: of }, call) => (
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: a call is its row
          key={call}
          className={styles.call}
          data-sign={of.sign}
          data-dim={lit !== null && !lit.calls.has(call)}
          data-lit={lit?.calls.has(call)}
          style={shadeStyle(of)}
        >
          <path
            d={line}
            strokeWidth={width}
            strokeDasharray={graph.isResidual[call] === 1 ? '2 4' : undefined}
          />
          <path d={head} className={styles.head} />
          <text x={label.x} y={label.y + callLabelSize * 0.35} fontSize={callLabelSize}>
            {labels[call]}
          </text>
        </g>
      ))}
    </g>
  );
});

interface NodesProps {
  readonly id: string;
  readonly drawing: Drawing;
  readonly names: readonly string[];
  readonly unit: string;
  readonly selected: number;
  readonly lit: Lit | null;
  readonly matches: Uint8Array | null;
}

const Nodes = memo(function Nodes({ id, drawing, names, unit, selected, lit, matches }: NodesProps) {
  const words = useWords().graph;
  const { graph } = drawing;
  const total = totalOf(graph);
  return Array.from(graph.frame, (frame, node) => (
    <Node
      key={frame}
      id={`${id}-${node}`}
      node={node}
      drawing={drawing}
      sentence={nodeSentence(graph, node, names[frame]!, unit, words)}
      part={total === 0 ? 0 : amount(graph.cum, node) / total}
      isSelected={node === selected}
      isDim={
        (lit !== null && !lit.nodes.has(node)) || (lit === null && matches !== null && matches[frame] === 0)
      }
      isMatch={matches !== null && matches[frame] === 1}
    />
  ));
});

interface NodeProps {
  readonly id: string;
  readonly node: number;
  readonly drawing: Drawing;
  readonly sentence: string;
  readonly part: number;
  readonly isSelected: boolean;
  readonly isDim: boolean;
  readonly isMatch: boolean;
}

const Node = memo(function Node({
  id,
  node,
  drawing,
  sentence,
  part,
  isSelected,
  isDim,
  isMatch,
}: NodeProps) {
  const box = drawing.boxes[node]!;
  const { x, y } = drawing.layout.nodes[node]!;
  const of = shade(part);
  const lines = baselines(box);
  return (
    <g
      id={id}
      role="treeitem"
      aria-label={sentence}
      aria-selected={isSelected}
      className={styles.node}
      data-node={node}
      data-sign={of.sign}
      data-dim={isDim}
      data-match={isMatch}
      style={shadeStyle(of)}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
    >
      <rect x={-box.width / 2} y={-box.height / 2} width={box.width} height={box.height} rx={2} />
      {box.lines.map(({ text, size, isName }, i) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={i}
          y={lines[i]! - box.height / 2}
          fontSize={size}
          className={isName ? styles.name : styles.figures}
        >
          {text}
        </text>
      ))}
    </g>
  );
});
