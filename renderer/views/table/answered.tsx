import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/surfaces';
import { sentence, useWords } from '../../words/words';
import type { Answer } from '../use-answer';
import styles from './table.module.css';

/** Waits shorter than this are not worth a word: what would appear would only flicker. */
const patienceMs = 300;

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
      return <Wait onCancel={answer.cancel} />;
  }
}

function Wait({ onCancel }: { readonly onCancel: () => void }) {
  const words = useWords();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!visible) return null;
  return (
    <div className={styles.wait} role="status">
      <p>{words.tables.working}</p>
      <Button size="small" onClick={onCancel}>
        {words.common.cancel}
      </Button>
    </div>
  );
}
