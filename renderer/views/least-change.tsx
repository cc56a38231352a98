import { useWords } from '../words/words';
import type { ViewProps } from './contract';
import { share } from './figures';
import styles from './least-change.module.css';

/** Shares that can be chosen: none is quiet, then a thousandth of a percent to ten percent. */
export const leastShares = [0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1] as const;

/** The step of the slider that a share is, or is nearest to. */
export function stepOf(least: number): number {
  let nearest = 0;
  leastShares.forEach((choice, step) => {
    if (Math.abs(choice - least) < Math.abs(leastShares[nearest]! - least)) nearest = step;
  });
  return nearest;
}

/** How small a change may be and still be shown, in pictures and tables alike. */
export function LeastChange({
  leastChange,
  onLeastChange,
}: Pick<ViewProps, 'leastChange' | 'onLeastChange'>) {
  const words = useWords().flame;
  const written = leastChange === 0 ? words.everyChange : `≥ ${share(leastChange, 1)}`;
  return (
    <span className={styles.least} title={`${words.least}: ${written}\n${words.leastHint}`}>
      <input
        aria-label={words.least}
        type="range"
        min={0}
        max={leastShares.length - 1}
        step={1}
        value={stepOf(leastChange)}
        aria-valuetext={written}
        data-testid="least-change"
        onChange={({ target }) => onLeastChange(leastShares[Number(target.value)]!)}
      />
      <span aria-hidden>Δ {leastChange === 0 ? '≥ 0%' : written}</span>
    </span>
  );
}
