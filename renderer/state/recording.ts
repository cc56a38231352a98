import type { ExperimentProgress } from '../../proto/run';
import type { RatePoint, Recording } from './model';

/** As many points as a chart has pixels to show them; older ones are thinned, not dropped. */
const mostPoints = 600;

/** Takes a progress signal in; one of another experiment changes nothing. */
export function advance(recording: Recording | null, progress: ExperimentProgress): Recording | null {
  if (recording === null || recording.id !== progress.id) return recording;
  const { turn: step } = progress;
  // Each turn has a load of its own, and a chart of its own.
  const rates = step === recording.step ? recording.rates : [];
  return { ...recording, step, progress, rates: withPoint(rates, progress) };
}

function withPoint(rates: readonly RatePoint[], { tick }: ExperimentProgress): readonly RatePoint[] {
  if (tick === null || tick.atUs === rates[rates.length - 1]?.atUs) return rates;
  const kept = rates.length < mostPoints ? rates : rates.filter((_, i) => i % 2 === 0);
  return [...kept, { atUs: tick.atUs, requestsPerSecond: tick.requestsPerSecond }];
}

/** Share of the whole experiment done, 0…1. */
export function doneOf({ progress }: Recording): number {
  return progress?.done ?? 0;
}

/** Seconds until the experiment has ended, by its plan. */
export function secondsLeftOf({ progress, names, secondsEach }: Recording): number {
  return progress?.secondsLeft ?? names.length * secondsEach;
}
