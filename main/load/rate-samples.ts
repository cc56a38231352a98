import { bucketUs, type WorkerMemory } from './memory';

/** wrk counts each thread's responses every 100 ms. */
const bucketsPerWindow = 100_000 / bucketUs;
const windowsPerSecond = 10;

/**
 * The rates, responses a second, of every thread's whole windows of 100 ms in which something was answered, and how
 * often each was seen; ascending. What wrk calls Req/Sec.
 */
export function rateSamples(memories: readonly WorkerMemory[], lengthUs: number): [number, number][] {
  const seen = new Map<number, number>();
  const windows = Math.floor(lengthUs / bucketUs / bucketsPerWindow);
  for (const { completions } of memories) {
    for (let window = 0; window < windows; window++) {
      let sum = 0;
      const first = window * bucketsPerWindow;
      for (let i = first; i < first + bucketsPerWindow && i < completions.length; i++) sum += completions[i];
      if (sum === 0) continue;
      const rate = sum * windowsPerSecond;
      seen.set(rate, (seen.get(rate) ?? 0) + 1);
    }
  }
  return [...seen].sort(([a], [b]) => a - b);
}
