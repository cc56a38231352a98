import { mergeReports } from '../../../engine/load/merge-reports';
import { sliceOf } from '../../../engine/load/slice';
import type { LoadPlan, LoadReport } from '../../../proto/load';
import type { CaptureKind, Run } from '../../../proto/run';
import type { Band } from '../../charts/series';
import type { OpenProfile, Session } from '../../state/session';
import { words } from '../../words/words';

/** What the view shows of one side: a variant of a run, all its rounds together. Pure. */
export interface LoadSide {
  readonly title: string;
  readonly run: Run;
  readonly variant: number;
  readonly plan: LoadPlan | null;
  /** In the order of the rounds; none where no load was driven. */
  readonly reports: readonly LoadReport[];
  /** All of them as one; null where there are none. */
  readonly report: LoadReport | null;
  readonly windows: readonly CaptureWindow[];
}

/** The window of one capture, and what the load did in it. */
export interface CaptureWindow {
  readonly kind: CaptureKind;
  /** From 0. */
  readonly round: number;
  /** Seconds since the experiment began. */
  readonly from: number;
  readonly to: number;
  readonly requests: number;
  /** Milliseconds; 0 = unknown. */
  readonly p50: number;
  readonly p99: number;
}

/** The profiles whose loads are shown, before and after. */
export function profilesIn(session: Session): readonly OpenProfile[] {
  return session.kind === 'single' ? [session.profile] : [session.before, session.after];
}

/**
 * The variant of its run that a profile is of: its source names the files of its captures, 'run:ID/a.pb.gz+b.pb.gz'.
 */
export function variantOf({ source, run: id }: Pick<OpenProfile, 'source' | 'run'>, run: Run): number {
  const [first = ''] = source.slice(`run:${id}/`.length).split('+');
  return run.captures.find(({ file }) => file === first)?.variant ?? 0;
}

export function sideOf(profile: OpenProfile, run: Run): LoadSide {
  return sideOfVariant(run, variantOf(profile, run), profile.title);
}

export function sideOfVariant(run: Run, variant: number, title: string): LoadSide {
  const turns = run.turns.filter((turn) => turn.variant === variant);
  const reports = turns.flatMap(({ report }) => (report === null ? [] : [report]));
  const windows = run.captures
    .filter((capture) => capture.variant === variant)
    .map(({ kind, round, startedMs, endedMs, requests }): CaptureWindow => {
      const report = turns.find((turn) => turn.round === round)?.report ?? null;
      const slice =
        report === null
          ? null
          : sliceOf(report, run.zeroUs + startedMs * 1000, run.zeroUs + endedMs * 1000).latency;
      return {
        ...{ kind, round, requests, from: startedMs / 1000, to: endedMs / 1000 },
        ...{ p50: slice?.p50 ?? 0, p99: slice?.p99 ?? 0 },
      };
    });
  return {
    title,
    run,
    variant,
    plan: run.plan.variants[variant]?.load ?? null,
    reports,
    report: reports.length === 0 ? null : mergeReports(reports),
    windows,
  };
}

/** One band a round, over all its captures. */
export function bandsOf(
  { windows, run }: LoadSide,
  kindName: (kind: CaptureKind) => string,
  roundName: (round: number) => string,
): Band[] {
  return [...new Set(windows.map(({ round }) => round))].map((round) => {
    const own = windows.filter((window) => window.round === round);
    const kinds = words().common.list(own.map(({ kind }) => kindName(kind)));
    return {
      from: Math.min(...own.map(({ from }) => from)),
      to: Math.max(...own.map(({ to }) => to)),
      label: run.plan.rounds === 1 ? kinds : roundName(round + 1),
    };
  });
}
