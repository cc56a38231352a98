import { FlamebenchError } from '../../proto/errors';
import type { LoadEvent, LoadPlan, Rehearsed } from '../../proto/load';
import type { Fork } from '../ports';

const heartbeatMs = 1000;
/** Longer than each step of a script may take by itself. */
const patienceMs = 30_000;

/**
 * Asks a plan's script, in a load process of its own, what it would send first: its file, `setup`, `init`, `delay` and
 * `request` are run once, and nothing is sent.
 *
 * @throws FlamebenchError 'script-failed', and as a load: 'bad-url', 'target-not-confirmed', 'load-crashed', …;
 *   'cancelled' by the signal
 */
export function rehearse(fork: Fork, plan: LoadPlan, signal: AbortSignal): Promise<Rehearsed> {
  return new Promise((resolve, reject) => {
    const child = fork('load-host', []);
    const beating = setInterval(() => child.send({ type: 'heartbeat' }), heartbeatMs);
    const end = (settle: () => void): void => {
      clearInterval(beating);
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      child.kill();
      settle();
    };
    const fail = (error: FlamebenchError): void => end(() => reject(error));
    const crash = (reason: string): void => fail(new FlamebenchError('load-crashed', plan.url, { reason }));
    const cancel = (): void => fail(new FlamebenchError('cancelled', plan.url));
    const late = setTimeout(() => crash(`it was still loading after ${patienceMs / 1000} s`), patienceMs);
    signal.addEventListener('abort', cancel);
    child.onMessage((message) => {
      const event = message as LoadEvent;
      if (event.type === 'rehearsed') end(() => resolve(event));
      else if (event.type === 'failed') {
        fail(new FlamebenchError(event.error.code, event.error.subject, event.error.facts));
      }
    });
    child.onExit(crash);
    if (signal.aborted) return cancel();
    child.send({ type: 'rehearse', plan });
  });
}
