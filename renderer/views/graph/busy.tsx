import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { useWords } from '../../words/words';
import styles from './graph.module.css';

/** Waits shorter than this are not worth a word. */
const patienceMs = 300;

/** A layout that takes a while, and the way out of it. How long it will take nobody knows. */
export function Busy({ onCancel }: { readonly onCancel: () => void }) {
  const words = useWords();
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isVisible) return null;
  return (
    <div className={styles.busy} role="status">
      <div role="progressbar" aria-label={words.graph.laying} className={styles.busyTrack}>
        <i className={styles.busyBar} />
      </div>
      {words.graph.laying}
      <Button size="small" onClick={onCancel}>
        {words.common.cancel}
      </Button>
    </div>
  );
}

/** The picture before stays, but is not what the sliders say. */
export function Stopped({ onRetry }: { readonly onRetry: () => void }) {
  const words = useWords().graph;
  return (
    <div className={styles.busy} role="status">
      {words.stopped}
      <Button size="small" onClick={onRetry}>
        {words.layAgain}
      </Button>
    </div>
  );
}
