import type { ClockUs } from '../ports';

/**
 * Microseconds on the machine's monotonic clock, which every process of one machine reads alike; see
 * proto/load.ts. A number holds it exactly for 285 years of uptime.
 */
export const nowUs: ClockUs = () => Number(process.hrtime.bigint() / 1000n);

/** Resolves after `ms` milliseconds, or at once when `signal` is aborted: the caller looks at the signal. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
