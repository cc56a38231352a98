import { comparisonWarnings, errorShareOf, type SideFacts } from '../../engine/stats/warnings';
import type { Run } from '../../proto/run';
import { sentence, words } from '../words/words';
import type { RunSide } from './actions/rounds';
import { loadNotes } from './load-note';
import type { OpenProfile, Session } from './session';

/** Rounds of a side from which change can be told from noise. */
const enoughRounds = 3;

/** What a person must know of a run before believing what it shows. */
export function runNotes(run: Run): string[] {
  return [...brokenNotes(run), ...loadNotes(run)];
}

function brokenNotes({ status, failure }: Run): string[] {
  if (status === 'whole') return [];
  const { comparison } = words();
  if (failure === null || failure.code === 'cancelled') return [comparison.cancelledRun];
  return [comparison.brokenRun(sentence(failure))];
}

/** What a person must know of a comparison of two sides, which may be of one run. */
export function comparisonNotes(before: RunSide, after: RunSide, session: Session): string[] {
  if (session.kind !== 'comparison') return [];
  const { comparison } = words();
  const warnings = comparisonWarnings(factsOf(before, session.before), factsOf(after, session.after));
  const { rounds } = session;
  const few = rounds !== undefined && Math.min(rounds.before.length, rounds.after.length) < enoughRounds;
  return [...warnings.map(comparison.warning), ...(few ? [comparison.fewRounds] : [])];
}

function factsOf({ run, variant, captures }: RunSide, { info }: OpenProfile): SideFacts {
  const reports = run.turns.flatMap((turn) =>
    turn.variant === variant && turn.report !== null ? [turn.report] : [],
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    load: run.plan.variants[variant]!.load,
    ...(reports.length > 0 ? { errorShare: mean(reports.map(errorShareOf)) } : {}),
    seconds: mean(captures.map(({ startedMs, endedMs }) => endedMs - startedMs)) / 1000,
    period: info.period,
    periodUnit: info.periodUnit,
    buildId: info.buildId,
  };
}
