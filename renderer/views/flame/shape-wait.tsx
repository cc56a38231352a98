import { useEffect, useState } from 'react';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Progress } from '../../ui/progress';
import { sentence, useWords } from '../../words/words';
import styles from './flame.module.css';
import type { ShapedState } from './use-shaped';

/** Waits shorter than this are not worth a word. */
const patienceMs = 300;

interface ShapeWaitProps {
  readonly state: ShapedState;
  /** Goes back to what there is without waiting. */
  readonly onCancel: () => void;
}

/** How far another shape of the tree is, or why there is none. */
export function ShapeWait({ state, onCancel }: ShapeWaitProps) {
  const all = useWords();
  const { loading, failure } = state;
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    setPatient(true);
    if (!loading) return;
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, [loading]);
  if (failure !== null && failure.code !== 'cancelled') return <Banner>{sentence(failure)}</Banner>;
  if (!loading || patient) return null;
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
