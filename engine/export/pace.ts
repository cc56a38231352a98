import type { Pace } from './types';

/** For work that nobody waits for but its own process. */
export const atOnce: Pace = { progress() {}, step: async () => {} };

/** A pace for one part of a work: its 0…1 are `from`…`to` of the whole. */
export function between(pace: Pace, from: number, to: number): Pace {
  return {
    progress: (done) => pace.progress(from + (to - from) * done),
    step: () => pace.step(),
  };
}
