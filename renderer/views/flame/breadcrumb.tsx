import { Fragment } from 'react';
import { useStore } from 'zustand';
import type { DrawnTree } from '../../../engine/worker/protocol';
import { useWords } from '../../words/words';
import type { LinksStore } from '../contract';
import type { FrameText } from '../frame-text';
import { focusNode } from '../links';
import { withoutPath } from '../names';
import styles from './flame.module.css';
import { pathTo } from './tree';

/** More callers than this are left out in the middle. */
const most = 6;

interface BreadcrumbProps {
  readonly tree: DrawnTree;
  readonly text: FrameText;
  /** Rows are those of `tree`. */
  readonly links: LinksStore;
}

/** The path from the root to the focus; each step is a way back. Not there while everything is shown. */
export function Breadcrumb({ tree, text, links }: BreadcrumbProps) {
  const words = useWords().flame;
  const focus = useStore(links, (now) => now.focus);
  if (focus <= 0 || focus >= tree.frame.length) return null;
  const path = pathTo(tree, focus);
  const shown = path.length <= most ? path : [path[0], -1, ...path.slice(1 - most)];
  return (
    <nav className={styles.breadcrumb} aria-label={words.path} data-testid="breadcrumb">
      {shown.map((node, i) => (
        <Fragment key={node}>
          {i > 0 && (
            <span className={styles.crumbMark} aria-hidden>
              ›
            </span>
          )}
          {node < 0 ? (
            <span className={styles.crumbGap}>{words.moreCallers(path.length - most)}</span>
          ) : (
            <button
              type="button"
              className={styles.crumb}
              title={text.names[tree.frame[node]]}
              aria-current={node === focus ? 'location' : undefined}
              onClick={() => focusNode(links, tree, node)}
            >
              {withoutPath(text.names[tree.frame[node]])}
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
