import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { FlameTheme } from '../../../engine/flame/palette';
import type { DrawnTree } from '../../../engine/worker/protocol';
import { useWords } from '../../words/words';
import type { Anchor, LinksStore, ViewProps } from '../contract';
import { selectNode } from '../links';
import { FlameController } from './controller';
import { nodeFacts, sentenceOf } from './facts';
import styles from './flame.module.css';
import type { Hit } from './hit';
import { key, press, wheel } from './input';
import { Outline } from './outline';
import type { Scene } from './scene';
import { Tooltip } from './tooltip';
import { rowPx } from './viewport';

interface FlameCanvasProps extends Pick<ViewProps, 'text' | 'sides' | 'onFrameMenu' | 'onOpenView'> {
  readonly tree: DrawnTree;
  /** Rows are those of `tree`. */
  readonly links: LinksStore;
  readonly scene: Scene;
  readonly theme: FlameTheme;
  /** Accessible name: what the picture shows. */
  readonly label: string;
  /** Whether the nodes of `tree` are those of the view's own tree, so that others can be told of them. */
  readonly hasSharedNodes: boolean;
  /** What a double click means; not given = nothing of its own. */
  readonly onPivot?: (frame: number) => void;
  /** Tells linked pictures where this one went; gives this one's way of following. */
  readonly onMoved?: (anchor: Anchor) => void;
  readonly onReady?: (controller: FlameController | null) => void;
}

interface Pointed {
  readonly hit: Hit;
  readonly x: number;
  readonly y: number;
}

/** A flame graph: one canvas, its tooltip, and what a screen reader is told of it. */
export function FlameCanvas(props: FlameCanvasProps) {
  const { tree, text, links, scene, theme, sides, onFrameMenu } = props;
  const words = useWords().flame;
  const canvas = useRef<HTMLCanvasElement>(null);
  const controller = useRef<FlameController | null>(null);
  const [made, setMade] = useState<FlameController | null>(null);
  const moved = useRef(props.onMoved);
  moved.current = props.onMoved;
  const [pointed, setPointed] = useState<Pointed | null>(null);

  // The controller outlives scenes and themes; the two effects after it hand those over.
  const newest = useRef({ scene, theme });
  newest.current = { scene, theme };
  const onReady = useRef(props.onReady);
  onReady.current = props.onReady;
  useLayoutEffect(() => {
    const element = canvas.current!;
    const { scene, theme } = newest.current;
    const own = new FlameController(element, scene, theme, links, (anchor) => moved.current?.(anchor));
    controller.current = own;
    setMade(own);
    onReady.current?.(own);
    const onWheel = (event: WheelEvent) => wheel(own, event);
    // React's own wheel listeners are passive and could not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    const frame = element.parentElement!;
    const measure = () => own.resize(frame.clientWidth, frame.clientHeight, devicePixelRatio);
    // It also tells the first size, and then the page is laid out already: asked for here, that would be done twice.
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      onReady.current?.(null);
      own.dispose();
      controller.current = null;
    };
  }, [links]);
  useLayoutEffect(() => {
    controller.current!.show(scene);
    setPointed(null);
  }, [scene]);
  useEffect(() => controller.current!.dress(theme), [theme]);

  const point = (x: number, y: number) => {
    const hit = controller.current!.hit(x, y);
    links.setState({ hoverFrame: hit.kind === 'node' ? tree.frame[hit.node]! : -1 });
    setPointed(hit.kind === 'nothing' ? null : { hit, x, y });
  };
  const leave = () => {
    links.setState({ hoverFrame: -1 });
    setPointed(null);
  };
  const openMenu = (node: number, x: number, y: number) => {
    setPointed(null);
    selectNode(links, tree, node);
    onFrameMenu({ x, y, frame: tree.frame[node]!, node: props.hasSharedNodes ? node : -1 });
  };

  return (
    <div className={styles.picture}>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes keys, which 'application' says */}
      <canvas
        ref={canvas}
        className={styles.canvas}
        tabIndex={0}
        role="application"
        aria-label={props.label}
        aria-roledescription={words.flameGraph}
        aria-keyshortcuts="ArrowUp ArrowDown ArrowLeft ArrowRight Enter Backspace Escape + - 0"
        data-testid="flame-canvas"
        onPointerDown={(event) => {
          setPointed(null);
          press(controller.current!, event.nativeEvent);
        }}
        onPointerMove={({ nativeEvent }) => {
          if (nativeEvent.buttons === 0) point(nativeEvent.offsetX, nativeEvent.offsetY);
        }}
        onPointerLeave={leave}
        onDoubleClick={({ nativeEvent }) => {
          const hit = controller.current!.hit(nativeEvent.offsetX, nativeEvent.offsetY);
          if (hit.kind === 'node') props.onPivot?.(tree.frame[hit.node]!);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          // Keys ask for the menu too; they mean what is selected.
          const byKey = event.nativeEvent.button !== 2;
          const { selectedNode } = links.getState();
          const hit = controller.current!.hit(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
          if (byKey && selectedNode >= 0) {
            const { x, y } = controller.current!.placeOf(selectedNode);
            // Below the box, so that one still reads which it is.
            openMenu(selectedNode, x, y + rowPx / 2);
          } else if (hit.kind === 'node') openMenu(hit.node, event.clientX, event.clientY);
        }}
        onKeyDown={(event) => {
          const { selectedNode } = links.getState();
          if (
            event.key.toLowerCase() === 'p' &&
            !event.ctrlKey &&
            !event.metaKey &&
            !event.altKey &&
            selectedNode > 0
          ) {
            if (props.onPivot !== undefined) props.onPivot(tree.frame[selectedNode]!);
            else props.onOpenView('sandwich', tree.frame[selectedNode]!);
            event.preventDefault();
          } else if (key(controller.current!, event.nativeEvent)) {
            event.preventDefault();
            setPointed(null);
          }
        }}
      >
        {made !== null && <Outline controller={made} tree={tree} text={text} sides={sides} links={links} />}
      </canvas>
      {pointed !== null && (
        <Tooltip
          x={pointed.x}
          y={pointed.y}
          note={words.narrow}
          facts={pointed.hit.kind === 'node' ? nodeFacts(tree, text, sides, pointed.hit.node) : null}
        />
      )}
      <Announcement tree={tree} text={text} links={links} sides={sides} />
    </div>
  );
}

function Announcement({
  tree,
  text,
  links,
  sides,
}: Pick<FlameCanvasProps, 'tree' | 'text' | 'links' | 'sides'>) {
  const node = useStore(links, (now) => now.selectedNode);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="flame-announcement">
      {node >= 0 && node < tree.frame.length ? sentenceOf(nodeFacts(tree, text, sides, node)) : ''}
    </p>
  );
}
