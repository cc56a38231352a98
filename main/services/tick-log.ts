import type { LoadTick } from '../../proto/load';

/**
 * What a load has said while it ran. A load that dies leaves no report; this is what was counted until then.
 */
export class TickLog {
  /** Growing in time and count. */
  private readonly points: { readonly atUs: number; readonly requests: number }[] = [];
  /** The latest figures; null before the first. */
  last: LoadTick | null = null;

  /** The load's start on the shared clock. */
  begin(atUs: number): void {
    if (this.points.length === 0) this.points.push({ atUs, requests: 0 });
  }

  add(tick: LoadTick): void {
    this.last = tick;
    this.points.push({ atUs: tick.atUs, requests: tick.requests });
  }

  /**
   * Requests completed in a window of the shared clock; between two ticks they are taken to have come evenly,
   * so the error is at most a tick's requests at each end.
   */
  requestsIn(fromUs: number, toUs: number): number {
    return Math.round(Math.max(0, this.requestsAt(toUs) - this.requestsAt(fromUs)));
  }

  private requestsAt(atUs: number): number {
    const next = this.points.findIndex((point) => point.atUs >= atUs);
    if (next < 0) return this.points[this.points.length - 1]?.requests ?? 0;
    const b = this.points[next]!;
    const a = this.points[next - 1];
    if (a === undefined || b.atUs === a.atUs) return b.atUs === atUs ? b.requests : 0;
    return a.requests + ((b.requests - a.requests) * (atUs - a.atUs)) / (b.atUs - a.atUs);
  }
}
