import type { ReactNode } from 'react';
import type { TreeSummary } from '../../../engine/tables/summary';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { FrameName } from '../table/frame-name';
import styles from './summary.module.css';

export interface ToldProps extends ViewProps {
  readonly summary: TreeSummary;
}

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}

/** A function's name that leads to it: selects it in all views and shows who calls it. */
export function FrameLink({
  frame,
  text,
  links,
  onOpenView,
  onFrameMenu,
}: ViewProps & { readonly frame: number }) {
  return (
    <button
      type="button"
      className={styles.link}
      onPointerEnter={() => links.setState({ hoverFrame: frame })}
      onPointerLeave={() => links.setState({ hoverFrame: -1 })}
      onContextMenu={(event) => {
        event.preventDefault();
        onFrameMenu({ x: event.clientX, y: event.clientY, frame, node: -1 });
      }}
      onClick={() => {
        selectFrame(links, frame);
        onOpenView('callers', frame);
      }}
    >
      <FrameName text={text} frame={frame} />
    </button>
  );
}
