import { useEffect, useState } from 'react';
import { Button } from '../ui/button';
import { Progress } from '../ui/progress';
import { useWords } from '../words/words';
import styles from './workspace.module.css';

/** Waits shorter than this are not worth a word: what would appear would only flicker. */
const patienceMs = 300;

interface WaitingProps {
  readonly done: number;
  readonly onCancel: () => void;
}

/** Progress and a way out, once a wait has become one. */
export function Waiting({ done, onCancel }: WaitingProps) {
  const words = useWords();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!visible) return null;
  return (
    <div className={styles.waiting}>
      <p>{words.workspace.building}…</p>
      <Progress label={words.workspace.building} done={done} />
      <Button size="small" onClick={onCancel}>
        {words.common.cancel}
      </Button>
    </div>
  );
}
