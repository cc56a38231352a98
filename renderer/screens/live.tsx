import { useMemo, useSyncExternalStore } from 'react';
import { formatBytes, formatCount, formatLatency, formatRate, formatSeconds } from '../charts/format';
import { LoadCharts } from '../charts/load-charts';
import { heatColumn, type LoadSeries } from '../charts/load-series';
import { type SeriesColour, seriesColours } from '../charts/series';
import { cancelRecording } from '../state/actions/record';
import { errorKinds } from '../state/live-history';
import type { Recording } from '../state/model';
import { doneOf, secondsLeftOf, spanOf } from '../state/recording';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Progress } from '../ui/progress';
import { Kbd } from '../ui/surfaces';
import { useWords } from '../words/words';
import { usePorts } from './app-context';
import { describeErrors, errorTotal } from './format';
import styles from './live.module.css';

/** From this share of its time at work on, the generator says more of itself than of the service. */
const busyShare = 0.9;
/** Milliseconds that one request in a hundred may be late. */
const lateMs = 2;

/** What the experiment under way does and measures, ten times a second. */
export function Live({ recording }: { readonly recording: Recording }) {
  const ports = usePorts();
  const words = useWords().load;
  const { turns, progress, cancelling, history, preflights } = recording;
  const phase = cancelling ? words.cancelling : words.phases[progress?.phase ?? 'starting'];
  const turn = progress?.turn ?? 0;
  const which = turns.length > 1 ? words.turn(turns[turn] ?? '', turn + 1, turns.length) : '';
  // Between two captures nothing is measured: what was last stays, dimmed, so that nothing jumps.
  const tick = progress?.tick ?? history.last;
  const measuring = (progress?.tick ?? null) !== null;
  const bound =
    tick === null || tick.warmingUp
      ? ''
      : tick.utilization > busyShare
        ? words.bound.busy
        : (tick.openModel?.lag.p99 ?? 0) > lateMs
          ? words.bound.lag
          : '';
  return (
    <section className={styles.live} aria-label={words.recording}>
      <div className={styles.progress}>
        <div className={styles.head}>
          <p className={styles.phase} role="status">
            {phase}
            {which !== '' && `: ${which}`}
          </p>
          <p className={styles.left}>{words.left(formatSeconds(secondsLeftOf(recording)))}</p>
          <Button
            size="small"
            disabled={cancelling}
            title={words.stopHint}
            aria-keyshortcuts="Escape"
            onClick={() => void cancelRecording(ports)}
          >
            {words.stop} <Kbd>Esc</Kbd>
          </Button>
        </div>
        <Progress done={doneOf(recording)} label={words.recording} />
        {preflights.map(({ variant, preflight }) => (
          <p key={variant} className={styles.first}>
            {variant !== '' && `${variant}: `}
            {words.firstAnswer(
              `${preflight.status} ${preflight.statusText}`.trim(),
              formatBytes(preflight.bytes),
              formatLatency(preflight.ms),
              preflight.address,
            )}
          </p>
        ))}
      </div>
      {bound !== '' && <Banner tone="warning">{bound}</Banner>}
      {tick !== null && (
        <dl className={styles.figures} data-measuring={measuring}>
          <Figure
            name={words.rate}
            value={formatRate(tick.requestsPerSecond)}
            note={words.connections(formatCount(tick.open))}
          />
          <Figure name={`${words.latency} p50`} value={formatLatency(tick.latency.p50)} />
          <Figure name={`${words.latency} p99`} value={formatLatency(tick.latency.p99)} />
          <Figure name={words.latencyMax} value={formatLatency(tick.latency.max)} />
          <Figure
            name={words.errors}
            value={formatCount(errorTotal(tick.errors))}
            note={describeErrors(tick.errors)}
            wrong={errorTotal(tick.errors) > 0}
          />
        </dl>
      )}
      {history.times.length > 1 ? <LiveCharts recording={recording} /> : null}
    </section>
  );
}

function LiveCharts({ recording }: { readonly recording: Recording }) {
  const words = useWords().load;
  const { history, turns } = recording;
  const span = spanOf(recording);
  const series = useMemo<LoadSeries>(() => {
    const colours: readonly SeriesColour[] = ['danger', ...seriesColours];
    const seen = errorKinds.filter((kind) => history.errors[kind].some((value) => (value ?? 0) > 0));
    return {
      times: history.times,
      rate: history.rate,
      intended: history.intended,
      latency: history.latency,
      errors: (seen.length === 0 ? errorKinds.slice(0, 1) : seen).map((kind) => ({
        label: words.errorKinds[kind],
        // A kind keeps its colour, whichever others are there.
        colour: colours[errorKinds.indexOf(kind)]!,
        values: history.errors[kind],
      })),
      columns: history.intervals.map((interval) => heatColumn(interval, history.zeroUs)),
      bands: history.windows.map(({ turn, from, to }) => ({ from, to, label: turns[turn] ?? '' })),
      span,
    };
  }, [history, turns, span, words]);
  return <LoadCharts series={series} sync="live" heights={useHeights()} />;
}

/** What stands above the charts, and what they need at least so that all four are seen at once. */
const otherPx = 330;
const leastPx = { chart: 92, errors: 52, heat: 92 };
const wordsPx = 116;

/** Charts as high as the window has room for, without scrolling. */
function useHeights() {
  const heightPx = useSyncExternalStore(
    (changed) => {
      window.addEventListener('resize', changed);
      return () => window.removeEventListener('resize', changed);
    },
    () => innerHeight,
  );
  return useMemo(() => {
    const least = 2 * leastPx.chart + leastPx.errors + leastPx.heat;
    const grow = Math.max(1, (heightPx - otherPx - wordsPx) / least);
    const of = (px: number) => Math.round(px * grow);
    return { chart: of(leastPx.chart), errors: of(leastPx.errors), heat: of(leastPx.heat) };
  }, [heightPx]);
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  readonly wrong?: boolean;
}

function Figure({ name, value, note = '', wrong = false }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt className={styles.figureName}>{name}</dt>
      <dd className={classNames(styles.figureValue, wrong && styles.wrong)}>{value}</dd>
      {note !== '' && (
        <dd className={styles.figureNote} title={note}>
          {note}
        </dd>
      )}
    </div>
  );
}
