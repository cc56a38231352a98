import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './workspace.module.css';

interface SplitProps {
  readonly main: ReactNode;
  /** null = closed; the main pane then has all the room. */
  readonly side: ReactNode | null;
  readonly sideLabel: string;
  /** Width of the side in CSS pixels. */
  readonly widthPx: number;
  readonly onWidth: (widthPx: number) => void;
}

const leastSidePx = 280;
const leastMainPx = 320;
const keyPx = 24;

/** Two panes with a border that can be dragged, or moved with the arrow keys. */
export function Split({ main, side, sideLabel, widthPx, onWidth }: SplitProps) {
  const frame = useRef<HTMLDivElement>(null);
  const resize = (wanted: number) => {
    const most = (frame.current?.clientWidth ?? wanted + leastMainPx) - leastMainPx;
    onWidth(Math.round(Math.max(leastSidePx, Math.min(most, wanted))));
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = frame.current!.getBoundingClientRect().right;
    resize(right - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: keyPx, ArrowRight: -keyPx }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    resize(widthPx + by);
  };
  return (
    <div ref={frame} className={styles.split}>
      <div className={styles.splitMain}>{main}</div>
      {side !== null && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot be focused and moved */}
          <div
            role="separator"
            aria-orientation="vertical"
            aria-label={`Width of ${sideLabel}`}
            aria-valuenow={widthPx}
            aria-valuemin={leastSidePx}
            tabIndex={0}
            className={styles.splitter}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={onPointerMove}
            onKeyDown={onKeyDown}
          />
          <aside className={styles.splitSide} style={{ width: widthPx }} aria-label={sideLabel}>
            {side}
          </aside>
        </>
      )}
    </div>
  );
}
