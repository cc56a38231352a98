import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { StackGrid } from './stack-grid';
import styles from './table.module.css';

interface WithStackProps extends Pick<ViewProps, 'text' | 'links' | 'onFrameMenu'> {
  /** The rows one of which is chosen. */
  readonly list: ReactNode;
  /** How many there are. */
  readonly count: number;
  /** What to choose, and why, in one sentence. */
  readonly select: string;
  readonly onFirst: () => void;
  /** What is chosen; null = nothing. */
  readonly chosen: {
    /** Tells this stack from another one. */
    readonly key: string;
    /** Leaf first. */
    readonly stack: readonly number[];
    /** What is known of it beside its frames. */
    readonly head: ReactNode;
  } | null;
  readonly testId?: string;
}

/** A list of stacks and the frames of the one that is chosen: below, or beside where there is room. */
export function WithStack({ list, count, select, onFirst, chosen, testId, ...shared }: WithStackProps) {
  const words = useWords().tables;
  return (
    <div className={styles.split}>
      <div className={styles.splitList}>{list}</div>
      {count > 0 && (
        <div className={styles.splitDetail}>
          {chosen === null ? (
            <EmptyState action={{ label: words.callers.choose, run: onFirst }}>{select}</EmptyState>
          ) : (
            <div className={styles.detail}>
              {chosen.head !== null && <div className={styles.detailHead}>{chosen.head}</div>}
              <div className={styles.rows}>
                <StackGrid
                  key={chosen.key}
                  label={words.traces.stack}
                  {...(testId === undefined ? {} : { testId })}
                  stack={chosen.stack}
                  {...shared}
                />
              </div>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
