import { Button } from '../ui/button';
import { Progress } from '../ui/progress';
import { useOverdue } from '../ui/use-overdue';
import { useWords } from '../words/words';
import styles from './workspace.module.css';

interface WaitingProps {
  readonly done: number;
  readonly onCancel: () => void;
}

/** Progress and a way out, once a wait has become one. */
export function Waiting({ done, onCancel }: WaitingProps) {
  const words = useWords();
  if (!useOverdue()) return null;
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
