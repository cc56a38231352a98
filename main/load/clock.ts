import { performance } from 'node:perf_hooks';

/**
 * The shared clock (proto/load.ts) at the price of `performance.now()`: both read the machine's monotonic
 * clock, so one offset taken at start-up holds for the life of the process. A BigInt per request would cost
 * more than the parser.
 */
const offsetUs = measureOffset();

/** Microseconds on the shared monotonic clock, with a fraction. */
export function nowUs(): number {
  return performance.now() * 1000 + offsetUs;
}

/** The tightest of a few paired readings: a thread that is suspended between the two would skew one pair. */
function measureOffset(): number {
  let best = 0;
  let bestGap = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 8; i++) {
    const before = process.hrtime.bigint();
    const here = performance.now() * 1000;
    const after = process.hrtime.bigint();
    const gap = Number(after - before);
    if (gap >= bestGap) continue;
    bestGap = gap;
    best = Number((before + after) / 2n) / 1000 - here;
  }
  return best;
}
