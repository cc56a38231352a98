import { comparisonWarnings, errorShareOf, type SideFacts } from '../../engine/stats/warnings';
import type { Run } from '../../proto/run';
import { sentence, words } from '../words/words';
import type { RunSide } from './actions/rounds';
import { loadNotes } from './load-note';
import type { Note } from './model';
import type { OpenProfile, Session } from './session';
import { variantName } from './titles';

/** Rounds of a side from which change can be told from noise. */
const enoughRounds = 3;

/** What a person must know of a run before believing what it shows. */
export function runNotes(run: Run): Note[] {
  return [...brokenNotes(run), ...loadNotes(run)];
}

/** Which side of a run of two is compared with another run. */
export function sideNotes(run: Run, variant: number): Note[] {
  return run.plan.variants.length < 2 ? [] : [() => words().comparison.sideTaken(variantName(run, variant))];
}

function brokenNotes({ status, failure }: Run): Note[] {
  if (status === 'whole') return [];
  if (failure === null || failure.code === 'cancelled') return [() => words().comparison.cancelledRun];
  return [() => words().comparison.brokenRun(sentence(failure))];
}

/** What a person must know of a comparison of two sides, which may be of one run. */
export function comparisonNotes(before: RunSide, after: RunSide, session: Session): Note[] {
  if (session.kind !== 'comparison') return [];
  const warnings = comparisonWarnings(factsOf(before, session.before), factsOf(after, session.after));
  const { rounds } = session;
  const few = rounds !== undefined && Math.min(rounds.before.length, rounds.after.length) < enoughRounds;
  return [
    ...warnings.map((warning) => () => words().comparison.warning(warning)),
    ...(few ? [() => words().comparison.fewRounds] : []),
  ];
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
