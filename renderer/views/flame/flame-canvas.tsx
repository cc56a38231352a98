import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Anchor, ViewProps } from '../contract';
import { FlameController } from './controller';
import { nodeFacts, sentenceOf } from './facts';
import styles from './flame.module.css';
import type { Hit } from './hit';
import { key, press, wheel } from './input';
import { type Coloring, createScene } from './scene';
import type { FlameTheme } from './theme';
import { Tooltip } from './tooltip';

interface FlameCanvasProps extends ViewProps {
  readonly layoutIndex: number;
  readonly coloring: Coloring;
  /** Given where several pictures share one scale; see Scene. */
  readonly reach?: Float64Array;
  readonly theme: FlameTheme;
  /** Accessible name: what the picture shows. */
  readonly label: string;
  /** Tells linked pictures where this one went; gives this one's way of following. */
  readonly onMoved?: (anchor: Anchor) => void;
  readonly onReady?: (controller: FlameController | null) => void;
}

interface Pointed {
  readonly hit: Hit;
  readonly x: number;
  readonly y: number;
}

/** A flame graph: one canvas, its tooltip, and a live region that says what the keyboard has selected. */
export function FlameCanvas(props: FlameCanvasProps) {
  const { data, text, links, layoutIndex, coloring, reach, theme, sides } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const controller = useRef<FlameController | null>(null);
  const moved = useRef(props.onMoved);
  moved.current = props.onMoved;
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const scene = useMemo(
    () => createScene(data, layoutIndex, coloring, text, reach),
    [data, layoutIndex, coloring, text, reach],
  );

  // The controller outlives scenes and themes; the two effects after it hand those over.
  const first = useRef({ scene, theme });
  const onReady = useRef(props.onReady);
  useLayoutEffect(() => {
    const element = canvas.current!;
    const made = new FlameController(element, first.current.scene, first.current.theme, links, (anchor) =>
      moved.current?.(anchor),
    );
    controller.current = made;
    onReady.current?.(made);
    const onWheel = (event: WheelEvent) => wheel(made, event);
    // React's own wheel listeners are passive and could not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    const frame = element.parentElement!;
    const measure = () => made.resize(frame.clientWidth, frame.clientHeight, devicePixelRatio);
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      onReady.current?.(null);
      made.dispose();
      controller.current = null;
    };
  }, [links]);
  useLayoutEffect(() => {
    if (controller.current!.current !== scene) controller.current!.show(scene);
    setPointed(null);
  }, [scene]);
  useEffect(() => controller.current!.dress(theme), [theme]);

  const point = (x: number, y: number) => {
    const hit = controller.current!.hit(x, y);
    links.setState({ hoverFrame: hit.kind === 'node' ? data.frame[hit.node] : -1 });
    setPointed(hit.kind === 'nothing' ? null : { hit, x, y });
  };
  const leave = () => {
    links.setState({ hoverFrame: -1 });
    setPointed(null);
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
        aria-roledescription="flame graph"
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
        onKeyDown={(event) => {
          if (key(controller.current!, event.nativeEvent)) {
            event.preventDefault();
            setPointed(null);
          }
        }}
      />
      {pointed !== null && (
        <Tooltip
          x={pointed.x}
          y={pointed.y}
          note="Frames too narrow to draw: click or zoom to see them."
          facts={pointed.hit.kind === 'node' ? nodeFacts(data, text, sides, pointed.hit.node) : null}
        />
      )}
      <Announcement {...props} />
    </div>
  );
}

function Announcement({ data, text, links, sides }: ViewProps) {
  const node = useStore(links, (now) => now.selectedNode);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="flame-announcement">
      {node >= 0 && node < data.frame.length ? sentenceOf(nodeFacts(data, text, sides, node)) : ''}
    </p>
  );
}
