import type { ExperimentProgress } from '../../proto/run';
import { cancelRecording } from '../state/actions/record';
import type { Recording } from '../state/model';
import { doneOf, secondsLeftOf } from '../state/recording';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Progress } from '../ui/progress';
import { Kbd } from '../ui/surfaces';
import { usePorts } from './app-context';
import { describeErrors, errorTotal, formatCount, formatLatency, formatRate, formatSeconds } from './format';
import styles from './live.module.css';
import { Sparkline } from './sparkline';

const phaseNames: Readonly<Record<ExperimentProgress['phase'], string>> = {
  starting: 'Starting',
  'warming-up': 'Warming up',
  capturing: 'Capturing profiles',
  stopping: 'Stopping the load',
  saving: 'Saving the run',
};

/** What the experiment under way does and measures, ten times a second. */
export function Live({ recording }: { readonly recording: Recording }) {
  const ports = usePorts();
  const { names, step, progress, rates, secondsEach, cancelling } = recording;
  const phase = cancelling ? 'Cancelling' : phaseNames[progress?.phase ?? 'starting'];
  const which = names.length > 1 ? ` ${names[step]} (${step + 1} of ${names.length})` : '';
  const tick = progress?.tick ?? null;
  return (
    <section className={styles.live} aria-label="Recording">
      <div className={styles.progress}>
        <div className={styles.head}>
          <p className={styles.phase} role="status">
            {phase}
            {which !== '' && `:${which}`}
          </p>
          <p className={styles.left}>{formatSeconds(secondsLeftOf(recording))} left</p>
        </div>
        <Progress done={doneOf(recording)} label="Recording" />
      </div>
      {tick !== null && (
        <>
          <dl className={styles.figures}>
            <Figure name="Requests/s" value={formatRate(tick.requestsPerSecond)} />
            <Figure name="Latency p50" value={formatLatency(tick.latency.p50)} />
            <Figure name="Latency p99" value={formatLatency(tick.latency.p99)} />
            <Figure
              name="Errors"
              value={formatCount(errorTotal(tick.errors))}
              detail={describeErrors(tick.errors)}
              wrong={errorTotal(tick.errors) > 0}
            />
          </dl>
          <div className={styles.chart}>
            <div className={styles.chartHead}>
              <span>
                Requests/s, up to{' '}
                {formatRate(rates.reduce((most, p) => Math.max(most, p.requestsPerSecond), 0))}
              </span>
              <span>
                {formatCount(tick.requests)} requests over {formatCount(tick.open)} connections
              </span>
            </div>
            <Sparkline
              points={rates}
              spanUs={secondsEach * 1e6}
              label={`Requests per second, now ${formatRate(tick.requestsPerSecond)}`}
            />
          </div>
        </>
      )}
      <div>
        <Button disabled={cancelling} aria-keyshortcuts="Escape" onClick={() => void cancelRecording(ports)}>
          Cancel
        </Button>{' '}
        <Kbd>Esc</Kbd>
      </div>
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly detail?: string;
  readonly wrong?: boolean;
}

function Figure({ name, value, detail = '', wrong = false }: FigureProps) {
  return (
    <div className={styles.figure} title={detail}>
      <dt className={styles.figureName}>{name}</dt>
      <dd className={classNames(styles.figureValue, wrong && styles.wrong)}>{value}</dd>
    </div>
  );
}
