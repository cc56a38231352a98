import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Progress } from '../../ui/progress';
import { useOverdue } from '../../ui/use-overdue';
import { sentence, useWords } from '../../words/words';
import styles from './flame.module.css';
import type { ShapedState } from './use-shaped';

interface ShapeWaitProps {
  readonly state: ShapedState;
  /** Goes back to what there is without waiting. */
  readonly onCancel: () => void;
}

/** How far another shape of the tree is, or why there is none. */
export function ShapeWait({ state, onCancel }: ShapeWaitProps) {
  const all = useWords();
  const { loading, failure } = state;
  const overdue = useOverdue(loading);
  if (failure !== null && failure.code !== 'cancelled') return <Banner>{sentence(failure)}</Banner>;
  if (!overdue) return null;
  return (
    <div className={styles.wait}>
      <span>{all.flame.shaping}</span>
      <Progress label={all.flame.shaping} done={state.done} />
      <Button
        size="small"
        onClick={() => {
          state.cancel();
          onCancel();
        }}
      >
        {all.common.cancel}
      </Button>
    </div>
  );
}
