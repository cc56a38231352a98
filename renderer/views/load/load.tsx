import { useContext, useMemo } from 'react';
import type { Run } from '../../../proto/run';
import { LoadCharts, type SharedScale, sharedScale } from '../../charts/load-charts';
import { type LoadSeries, seriesOfReports } from '../../charts/load-series';
import type { OpenProfile } from '../../state/session';
import { Banner } from '../../ui/banner';
import { Menu } from '../../ui/menu';
import { EmptyState } from '../../ui/surfaces';
import { sentence, useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { NoRun } from '../no-run';
import { type RunAnswer, RunsContext, useRun } from '../runs';
import { exportLoad, loadFormats } from './exports';
import { Facts } from './facts';
import styles from './load.module.css';
import { bandsOf, type LoadSide, profilesIn, sideOf, sideOfVariant } from './sides';

/** The load under which the profiles were taken: report and charts, of a comparison side by side on one scale. */
export function Load({ session }: ViewProps) {
  const [before, after] = profilesIn(session) as readonly [OpenProfile, OpenProfile?];
  const one = useRun(before.run);
  const other = useRun(after?.run ?? '');
  const words = useWords();
  const sides = useMemo(
    () => [sideIn(before, one), after === undefined ? null : sideIn(after, other)],
    [before, one, after, other],
  );
  const series = useMemo(
    () => sides.map((side) => (side === null || side.report === null ? null : seriesOf(side, words))),
    [sides, words],
  );
  const scale = useMemo(() => {
    const known = series.filter((each): each is LoadSeries => each !== null);
    return known.length > 1 ? sharedScale(known) : null;
  }, [series]);
  const profiles = after === undefined ? [before] : [before, after];
  return (
    <div className={styles.scroll} data-testid="load-view">
      <div className={styles.load}>
        {profiles.map((profile, i) => (
          <section key={profile.source} className={styles.side} aria-label={profile.title}>
            <Side
              profile={profile}
              answer={i === 0 ? one : other}
              side={sides[i] ?? null}
              series={series[i] ?? null}
              scale={scale}
            />
          </section>
        ))}
      </div>
    </div>
  );
}

function sideIn(profile: OpenProfile, answer: RunAnswer): LoadSide | null {
  return answer.state === 'ready' ? sideOf(profile, answer.run) : null;
}

function seriesOf(side: LoadSide, { load, comparison }: ReturnType<typeof useWords>): LoadSeries {
  const bands = bandsOf(side, (kind) => comparison.kinds[kind], comparison.round);
  return seriesOfReports(side.reports, side.run.zeroUs, bands, load.errors);
}

interface SideProps {
  readonly profile: OpenProfile;
  readonly answer: RunAnswer;
  readonly side: LoadSide | null;
  readonly series: LoadSeries | null;
  readonly scale: SharedScale | null;
}

function Side({ profile, answer, side, series, scale }: SideProps) {
  const words = useWords().load;
  if (answer.state === 'none') return <NoRun>{words.noRun}</NoRun>;
  if (answer.state === 'waiting') return <p role="status">{words.reading}</p>;
  if (answer.state === 'failed') return <Banner>{sentence(answer.failure)}</Banner>;
  return <Report side={side} origin={profile.origin} series={series} scale={scale} />;
}

/** The load of a run by itself, a part for each variant: of one that broke before any profile was whole. */
export function RunLoad({ run }: { readonly run: Run }) {
  const words = useWords();
  const sides = useMemo(
    () => run.plan.variants.map(({ label }, variant) => sideOfVariant(run, variant, label || run.label)),
    [run],
  );
  return (
    <div className={styles.load}>
      {sides.map((side) => (
        <section key={side.variant} className={styles.side} aria-label={side.title}>
          <Report
            side={side}
            origin={run.id}
            isScreen
            series={side.report === null ? null : seriesOf(side, words)}
            scale={null}
          />
        </section>
      ))}
    </div>
  );
}

interface ReportProps extends Pick<SideProps, 'side' | 'series' | 'scale'> {
  readonly origin: string;
  /** Shown by a screen that says itself which run this is, and that it is broken. */
  readonly isScreen?: boolean;
}

function Report({ side, origin, series, scale, isScreen = false }: ReportProps) {
  const words = useWords().load;
  const runs = useContext(RunsContext);
  const report = side?.report ?? null;
  if (side === null || report === null) return <EmptyState>{words.noLoad}</EmptyState>;
  const save = (format: (typeof loadFormats)[number]) => {
    const { name, bytes } = exportLoad(side, report, format);
    void runs?.saveFile(name, bytes);
  };
  return (
    <>
      <header className={styles.head}>
        {!(isScreen && side.run.plan.variants.length === 1) && (
          <h2 className={styles.title} title={`${side.title}\n${origin}`}>
            {side.title}
          </h2>
        )}
        <span className={`${styles.url} selectable`} title={side.plan?.url}>
          {side.plan?.url}
        </span>
        <Menu
          label={words.export}
          items={loadFormats.map((format) => ({
            id: format,
            label: words.exportNames[format],
            run: () => save(format),
          }))}
        />
      </header>
      {side.run.status === 'broken' && !isScreen && <Banner tone="warning">{words.brokenRun}</Banner>}
      {report.clientBound && <Banner tone="warning">{words.boundReport[report.clientBoundReason]}</Banner>}
      <Facts side={side} report={report} />
      {series !== null && series.times.length > 0 && (
        <LoadCharts series={series} sync={`load-${side.run.id}`} {...(scale === null ? {} : { scale })} />
      )}
    </>
  );
}
