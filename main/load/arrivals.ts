import type { LoadStage } from '../../proto/load';

/** Where the rate moves in a straight line. Seconds since the start; `count` requests have been due before. */
interface Segment {
  readonly fromSeconds: number;
  readonly seconds: number;
  readonly fromRate: number;
  readonly toRate: number;
  readonly count: number;
}

/**
 * When the requests of an open model are due: the n-th as soon as the integral of the rate has reached n, the
 * first (0) at the start. With a constant rate that is n / rate.
 */
export class Arrivals {
  readonly #segments: readonly Segment[];

  /** `rate`: where the first stage starts from, and what stays without stages. Requests a second. */
  constructor(rate: number, stages: readonly LoadStage[]) {
    const segments: Segment[] = [];
    let at = 0;
    let count = 0;
    let current = rate;
    for (const stage of stages) {
      const { seconds, rate: toRate } = stage;
      // A stage of no length is a step.
      if (seconds > 0) segments.push({ fromSeconds: at, seconds, fromRate: current, toRate, count });
      at += seconds;
      count += (seconds * (current + toRate)) / 2;
      current = toRate;
    }
    const last = {
      fromSeconds: at,
      seconds: Number.POSITIVE_INFINITY,
      fromRate: current,
      toRate: current,
      count,
    };
    this.#segments = [...segments, last];
  }

  /** Requests a second that are intended at a time. */
  rateAt(seconds: number): number {
    const { fromSeconds, seconds: length, fromRate, toRate } = this.#segmentAt(seconds);
    if (length === Number.POSITIVE_INFINITY) return fromRate;
    return fromRate + ((toRate - fromRate) * (seconds - fromSeconds)) / length;
  }

  /** The integral of the rate up to a time: how many requests have become due, with a fraction. */
  countAt(seconds: number): number {
    if (seconds <= 0) return 0;
    const segment = this.#segmentAt(seconds);
    const passed = seconds - segment.fromSeconds;
    return segment.count + ((segment.fromRate + this.rateAt(seconds)) / 2) * passed;
  }

  /** Seconds after the start at which request `index` (from 0) is due; Infinity = never. */
  timeOf(index: number): number {
    const segment = this.#segmentOf(index);
    const { fromSeconds, seconds, fromRate, toRate } = segment;
    const missing = index - segment.count;
    if (missing <= 0) return this.#startOf(segment);
    const slope = seconds === Number.POSITIVE_INFINITY ? 0 : (toRate - fromRate) / seconds;
    if (slope === 0) return fromRate === 0 ? Number.POSITIVE_INFINITY : fromSeconds + missing / fromRate;
    // missing = fromRate·t + slope·t²/2, in the form that does not cancel for small slopes.
    const root = Math.sqrt(Math.max(0, fromRate * fromRate + 2 * slope * missing));
    return fromSeconds + Math.min(seconds, (2 * missing) / (fromRate + root));
  }

  /** A segment that begins at rest has no request at its very beginning, unless the load starts with one. */
  #startOf(segment: Segment): number {
    return segment.fromRate === 0 && segment.toRate === 0 ? Number.POSITIVE_INFINITY : segment.fromSeconds;
  }

  #segmentAt(seconds: number): Segment {
    const segments = this.#segments;
    let i = 0;
    while (i < segments.length - 1 && seconds >= segments[i + 1].fromSeconds) i++;
    return segments[i];
  }

  /** The first segment by whose end the integral exceeds `index`, or the last. */
  #segmentOf(index: number): Segment {
    const segments = this.#segments;
    let i = 0;
    while (i < segments.length - 1 && segments[i + 1].count <= index) i++;
    return segments[i];
  }
}
