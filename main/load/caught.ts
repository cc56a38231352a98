import { counter, type WorkerMemory } from './memory';

/** A thread that has not come round for so long is caught in a call of its script. */
export const caughtUs = 5e6;

/** Watches that threads come round: a call of a script that does not end must not cost the rest of the load. */
export class CaughtThreads {
  readonly #memories: readonly WorkerMemory[];
  readonly #seen: { sweeps: number; atUs: number }[];

  constructor(memories: readonly WorkerMemory[], startedUs: number) {
    this.#memories = memories;
    this.#seen = memories.map(() => ({ sweeps: 0, atUs: startedUs }));
  }

  /** Whether one is caught. To be asked every now and then; `isOver` tells of threads that have ended. */
  look(atUs: number, isOver: (index: number) => boolean): boolean {
    let found = false;
    this.#memories.forEach(({ counters }, i) => {
      const seen = this.#seen[i];
      const sweeps = counters[counter.sweeps];
      if (sweeps !== seen.sweeps || isOver(i)) this.#seen[i] = { sweeps, atUs };
      else if (atUs - seen.atUs > caughtUs) found = true;
    });
    return found;
  }
}
