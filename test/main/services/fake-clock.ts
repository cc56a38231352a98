import type { ClockUs, Sleep } from '../../../main/ports';

interface Sleeper {
  readonly atUs: number;
  readonly wake: () => void;
}

/**
 * A clock that stands still while anything can still happen, and then jumps to the next sleeper: an
 * experiment of a minute runs in no time, always in the same order.
 */
export class FakeClock {
  private timeUs = 1_000_000;
  private sleepers: Sleeper[] = [];
  private running = true;

  readonly now: ClockUs = () => this.timeUs;

  readonly sleep: Sleep = (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.sleepers = this.sleepers.filter((other) => other.wake !== wake);
        resolve();
      };
      this.sleepers.push({ atUs: this.timeUs + ms * 1000, wake });
      signal.addEventListener('abort', wake);
    });

  /** Lets time pass until `promise` settles, and gives or throws what it does. */
  async run<T>(promise: Promise<T>): Promise<T> {
    const settled = () => {
      this.running = false;
    };
    promise.then(settled, settled);
    while (this.running) {
      // Everything that is ready runs before the time moves.
      await new Promise(setImmediate);
      if (!this.running) break;
      const next = this.sleepers.sort((a, b) => a.atUs - b.atUs)[0];
      if (!next) throw new Error('everybody waits for something that no clock brings');
      this.timeUs = Math.max(this.timeUs, next.atUs);
      next.wake();
    }
    return promise;
  }
}
