import type { ExperimentProgress } from '../../proto/run';
import type { RatePoint, Recording } from './model';

/** As many points as a chart has pixels to show them; older ones are thinned, not dropped. */
const mostPoints = 600;

/** Takes a progress signal in; one of another experiment changes nothing. */
export function advance(recording: Recording | null, progress: ExperimentProgress): Recording | null {
  if (recording === null || recording.id !== progress.id) return recording;
  return { ...recording, progress, rates: withPoint(recording.rates, progress) };
}

function withPoint(rates: readonly RatePoint[], { tick }: ExperimentProgress): readonly RatePoint[] {
  if (tick === null || tick.atUs === rates[rates.length - 1]?.atUs) return rates;
  const kept = rates.length < mostPoints ? rates : rates.filter((_, i) => i % 2 === 0);
  return [...kept, { atUs: tick.atUs, requestsPerSecond: tick.requestsPerSecond }];
}

/** Share of all experiments done, 0…1. */
export function doneOf(recording: Recording): number {
  return (recording.step + (recording.progress?.done ?? 0)) / recording.names.length;
}

/** Seconds until all experiments have ended, by their plans. */
export function secondsLeftOf(recording: Recording): number {
  const now = recording.progress?.secondsLeft ?? recording.secondsEach;
  return now + (recording.names.length - 1 - recording.step) * recording.secondsEach;
}
