import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Progress } from '../../ui/progress';
import { EmptyState } from '../../ui/surfaces';
import { useOverdue } from '../../ui/use-overdue';
import { sentence, useWords } from '../../words/words';
import type { Answer } from '../use-answer';
import styles from './table.module.css';

interface AnsweredProps<T> {
  readonly answer: Answer<T>;
  readonly children: (value: T) => ReactNode;
}

/** What the engine answered, once it has; until then, where it takes long, that it is at work, and a way out. */
export function Answered<T>({ answer, children }: AnsweredProps<T>): ReactNode {
  const { common } = useWords();
  switch (answer.state) {
    case 'ready':
      return children(answer.value);
    case 'failed':
      return (
        <EmptyState action={{ label: common.tryAgain, run: answer.retry }}>
          {sentence(answer.failure)}
        </EmptyState>
      );
    case 'waiting':
      return <Wait done={answer.done} onCancel={answer.cancel} />;
  }
}

interface WaitProps {
  /** 0…1. */
  readonly done: number;
  readonly onCancel: () => void;
}

/** How far the engine is, and the way out, once a wait has become one. */
export function Wait({ done, onCancel }: WaitProps) {
  const words = useWords();
  if (!useOverdue()) return null;
  return (
    <div className={styles.wait} role="status">
      <p>{words.tables.working}</p>
      <Progress label={words.tables.working} done={done} />
      <Button size="small" onClick={onCancel}>
        {words.common.cancel}
      </Button>
    </div>
  );
}
