import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Progress } from '../../ui/progress';
import { EmptyState } from '../../ui/surfaces';
import { useOverdue } from '../../ui/use-overdue';
import { sentence, useWords } from '../../words/words';
import type { ToldAnswer } from '../told';
import type { Answer } from '../use-answer';
import styles from './table.module.css';

interface AnsweredProps<T> {
  readonly answer: Answer<T>;
  readonly children: (value: T) => ReactNode;
}

/** What the engine answered, once it has; until then, where it takes long, that it is at work, and a way out. */
export function Answered<T>({ answer, children }: AnsweredProps<T>): ReactNode {
  switch (answer.state) {
    case 'ready':
      return children(answer.value);
    case 'failed':
      return <Failed {...answer} />;
    case 'waiting':
      return <Wait done={answer.done} onCancel={answer.cancel} />;
  }
}

interface ShownProps<T, P> {
  readonly of: ToldAnswer<T, P>;
  readonly children: (value: T, props: P) => ReactNode;
}

/** What the engine told, with the props that it belongs to; what it told before stays while it is at work. */
export function Shown<T, P>({ of: { answer, told }, children }: ShownProps<T, P>): ReactNode {
  if (answer.state === 'failed') return <Failed {...answer} />;
  const waits = answer.state === 'waiting';
  if (told === null) return waits && <Wait done={answer.done} onCancel={answer.cancel} />;
  return (
    <div className={styles.shown} aria-busy={waits}>
      {children(told.value, told.props)}
      {waits && <Wait done={answer.done} onCancel={answer.cancel} isOver />}
    </div>
  );
}

function Failed({ failure, retry }: Answer<never> & { readonly state: 'failed' }) {
  const { common } = useWords();
  return <EmptyState action={{ label: common.tryAgain, run: retry }}>{sentence(failure)}</EmptyState>;
}

interface WaitProps {
  /** 0…1. */
  readonly done: number;
  readonly onCancel: () => void;
  /** Over what was there before. */
  readonly isOver?: boolean;
}

/** How far the engine is, and the way out, once a wait has become one. */
export function Wait({ done, onCancel, isOver = false }: WaitProps) {
  const words = useWords();
  if (!useOverdue()) return null;
  return (
    <div className={styles.wait} data-over={isOver} role="status">
      <p>{words.tables.working}</p>
      <Progress label={words.tables.working} done={done} />
      <Button size="small" onClick={onCancel}>
        {words.common.cancel}
      </Button>
    </div>
  );
}
