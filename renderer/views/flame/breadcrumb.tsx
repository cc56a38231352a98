import { Fragment } from 'react';
import { useStore } from 'zustand';
import type { ViewProps } from '../contract';
import { focusNode } from '../links';
import { withoutPath } from '../names';
import styles from './flame.module.css';
import { pathTo } from './tree';

/** More callers than this are left out in the middle. */
const most = 6;

/** The path from the root to the focus; each step is a way back. Not there while everything is shown. */
export function Breadcrumb({ data, text, links }: ViewProps) {
  const focus = useStore(links, (now) => now.focus);
  if (focus <= 0 || focus >= data.frame.length) return null;
  const path = pathTo(data, focus);
  const shown = path.length <= most ? path : [path[0], -1, ...path.slice(1 - most)];
  return (
    <nav className={styles.breadcrumb} aria-label="Focused path" data-testid="breadcrumb">
      {shown.map((node, i) => (
        <Fragment key={node}>
          {i > 0 && (
            <span className={styles.crumbMark} aria-hidden>
              ›
            </span>
          )}
          {node < 0 ? (
            <span className={styles.crumbGap}>{path.length - most} more</span>
          ) : (
            <button
              type="button"
              className={styles.crumb}
              title={text.names[data.frame[node]]}
              aria-current={node === focus ? 'location' : undefined}
              onClick={() => focusNode(links, data, node)}
            >
              {withoutPath(text.names[data.frame[node]])}
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
