import { isOpenModel } from '../../proto/load';
import { type ExperimentPlan, type ExperimentProgress, turnsOf } from '../../proto/run';
import { emptyHistory, withProgress } from './live-history';
import type { Recording } from './model';

/** The state of an experiment that is about to start. `roundName` writes a round's number, from 1. */
export function recordingOf(
  id: string,
  plan: ExperimentPlan,
  roundName: (round: number) => string,
): Recording {
  const { variants, rounds } = plan;
  const turns = turnsOf(plan).map(({ round, variant }) => {
    const name = variants[variant]!.label || plan.label;
    return rounds === 1 ? name : `${name}, ${roundName(round + 1)}`;
  });
  return {
    id,
    turns,
    secondsEach: plan.warmupSeconds + plan.seconds,
    intended: variants.some(({ load }) => load !== null && isOpenModel(load)),
    progress: null,
    history: emptyHistory,
    preflights: [],
    cancelling: false,
  };
}

/** Takes a progress signal in; one of another experiment changes nothing. */
export function advance(recording: Recording | null, progress: ExperimentProgress): Recording | null {
  if (recording === null || recording.id !== progress.id) return recording;
  return { ...recording, progress, history: withProgress(recording.history, progress) };
}

/** Share of the experiment done, 0…1. */
export function doneOf({ progress }: Recording): number {
  return progress?.done ?? 0;
}

/** Seconds until the experiment has ended, by its plan. */
export function secondsLeftOf({ progress, secondsEach, turns }: Recording): number {
  return progress?.secondsLeft ?? secondsEach * turns.length;
}

/** Seconds that the charts' axis covers: what is planned, and more where it takes longer. */
export function spanOf({ secondsEach, turns, history }: Recording): number {
  return Math.max(secondsEach * turns.length, history.times[history.times.length - 1] ?? 0, 1);
}
