import type { ErrorCounts, StopReason } from '../../proto/load';

/** Over so long, … */
const windowUs = 5e6;
/** … more than this share of what was tried … */
const worstShare = 0.5;
/** … and at least so many failures in all stop a load: three of four are chance. */
const leastFailures = 10;
/** A service that never took a connection is given so long. */
const unreachableUs = 2e6;

/** What a load has done until a moment. */
export interface Progress {
  readonly atUs: number;
  readonly requests: number;
  readonly errors: ErrorCounts;
  /** Connections opened since the start. */
  readonly opened: number;
}

/**
 * Stops a load that only does harm: one whose every attempt to connect fails, and one of which more than half has
 * failed over five seconds. A status is no failure: an error page under load is a thing to measure.
 */
export class Breaker {
  readonly #startedUs: number;
  #readings: { readonly atUs: number; readonly answered: number; readonly failed: number }[];

  constructor(startedUs: number) {
    this.#startedUs = startedUs;
    this.#readings = [{ atUs: startedUs, answered: 0, failed: 0 }];
  }

  /** Why to stop, or null. To be told every now and then, in order. */
  judge({ atUs, requests, errors, opened }: Progress): StopReason | null {
    const { status, ...failures } = errors;
    const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
    if (opened === 0 && failed > 0 && atUs - this.#startedUs >= unreachableUs) return 'unreachable';
    this.#readings.push({ atUs, answered: requests, failed });
    // The last reading that is as old as the window is its beginning.
    let begin = this.#readings.length - 1;
    while (begin >= 0 && atUs - this.#readings[begin].atUs < windowUs) begin--;
    if (begin < 0) return null;
    this.#readings = this.#readings.slice(begin);
    const [first] = this.#readings;
    const failedSince = failed - first.failed;
    const triedSince = failedSince + requests - first.answered;
    return failedSince >= leastFailures && failedSince > triedSince * worstShare ? 'errors' : null;
  }
}
