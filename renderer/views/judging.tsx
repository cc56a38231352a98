import type { FrameSignificance } from '../../engine/stats/types';
import { Button } from '../ui/button';
import { Progress } from '../ui/progress';
import { useOverdue } from '../ui/use-overdue';
import { sentence, useWords, type Words } from '../words/words';
import styles from './judging.module.css';
import type { Judgement } from './significance';

/** By what noise is told from change, in a sentence. */
export function noiseBasis({ noise, rounds }: FrameSignificance, said: Words['changes']): string {
  return noise === 'rounds' ? said.byRounds(...rounds) : said.bySampling;
}

/** In a row of controls: how far the judgement of a comparison is, or why there is none. Nothing once it is there. */
export function Judging({ judgement }: { readonly judgement: Judgement<unknown> }) {
  const { changes, common } = useWords();
  const overdue = useOverdue(judgement.state === 'waiting');
  if (judgement.state === 'failed') {
    const { failure, retry } = judgement;
    return (
      <span className={styles.judging} role="status">
        {failure.code === 'cancelled' ? changes.notJudged : sentence(failure)}
        <Button size="small" kind="quiet" onClick={retry}>
          {changes.judge}
        </Button>
      </span>
    );
  }
  if (judgement.state !== 'waiting' || !overdue) return null;
  return (
    <span className={styles.judging}>
      {changes.judging}
      <Progress label={changes.judging} done={judgement.done} />
      <Button size="small" kind="quiet" onClick={judgement.cancel}>
        {common.cancel}
      </Button>
    </span>
  );
}
