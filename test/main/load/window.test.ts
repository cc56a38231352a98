import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slotOf } from '../../../engine/load/histogram';
import { Arrivals } from '../../../main/load/arrivals';
import { bucketUs, counter, WorkerMemory } from '../../../main/load/memory';
import { type Sampled, Sampler } from '../../../main/load/sampling';
import { noErrors, requestsInWindow } from '../../../proto/load';

const startedUs = 5_000_000;

const samplerOf = (memories: readonly WorkerMemory[], changes: Partial<Sampled> = {}): Sampler =>
  new Sampler({
    memories,
    startedUs,
    warmingUp: false,
    arrivals: null,
    arrivalsFromUs: startedUs,
    precise: false,
    ...changes,
  });

const endingAt = (endedUs: number, utilization = 0.5) => ({
  endedUs,
  utilization,
  reason: 'duration' as const,
});

/** The report of responses that completed at these times after the start, spread over two workers. */
function reportOf(timesUs: readonly number[], lengthUs: number) {
  const memories = [WorkerMemory.allocate(lengthUs / 1e6), WorkerMemory.allocate(lengthUs / 1e6)];
  const sampler = samplerOf(memories);
  timesUs.forEach((timeUs, i) => {
    memories[i % 2].recordResponse(200, 100, timeUs);
  });
  return sampler.report(endingAt(startedUs + lengthUs));
}

describe('requestsInWindow', () => {
  it('counts all for the whole, none outside, and a share of a cut bucket', () => {
    const report = reportOf([1000, 2000, 3000, 4000, 15_000], 30_000);
    expect(report.completions).toEqual([4, 1, 0]);
    expect(requestsInWindow(report, startedUs, report.endedUs)).toBe(5);
    expect(requestsInWindow(report, startedUs - 1e6, report.endedUs + 1e6)).toBe(5);
    expect(requestsInWindow(report, startedUs + 5000, startedUs + 10_000)).toBe(2);
    expect(requestsInWindow(report, startedUs + 30_000, startedUs + 90_000)).toBe(0);
    expect(requestsInWindow(report, startedUs - 90_000, startedUs)).toBe(0);
  });

  it('is off by no more than the buckets its ends cut', () => {
    const lengthUs = 200_000;
    const time = fc.integer({ min: 0, max: lengthUs - 1 });
    fc.assert(
      fc.property(fc.array(time, { maxLength: 200 }), time, time, (times, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const exact = times.filter((t) => t >= from && t < to).length;
        const inCut = times.filter((t) =>
          [from, to].some((end) => Math.floor(t / bucketUs) === Math.floor(end / bucketUs)),
        ).length;
        const found = requestsInWindow(reportOf(times, lengthUs), startedUs + from, startedUs + to);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(inCut);
      }),
    );
  });
});

describe('Sampler', () => {
  it('gives totals since the start, and rate and latency since the tick before', () => {
    const memory = WorkerMemory.allocate(1);
    const sampler = samplerOf([memory]);
    for (let i = 0; i < 10; i++) memory.recordResponse(200, 200, 1000);
    const first = sampler.tick(startedUs + 100_000);
    expect(first).toMatchObject({ requests: 10, requestsPerSecond: 100, latency: { p50: 0.2, max: 0.2 } });
    for (let i = 0; i < 20; i++) memory.recordResponse(500, 100, 150_000);
    memory.recordFailure('timeout');
    const second = sampler.tick(startedUs + 200_000);
    expect(second).toMatchObject({ requests: 30, requestsPerSecond: 200, latency: { p50: 0.1, max: 0.1 } });
    expect(second.errors).toEqual({ ...noErrors, timeout: 1, status: 20 });
    expect(sampler.tick(startedUs + 300_000)).toMatchObject({ requests: 30, requestsPerSecond: 0 });
  });

  it('repeats the rate where a tick comes too soon for one of its own, but not the totals', () => {
    const memory = WorkerMemory.allocate(1);
    const sampler = samplerOf([memory]);
    for (let i = 0; i < 10; i++) memory.recordResponse(200, 200, 1000);
    sampler.tick(startedUs + 100_000);
    memory.recordResponse(200, 200, 101_000);
    expect(sampler.tick(startedUs + 101_000)).toMatchObject({ requests: 11, requestsPerSecond: 100 });
  });

  it('keeps every completion of a load that was stopped early', () => {
    const report = reportOf([0, 5000, 10_000], 10_000);
    expect(report.completions).toEqual([3]);
    expect(report.requestsPerSecond).toBeCloseTo(300);
  });

  it('says when the generator was the bottleneck', () => {
    const sampler = samplerOf([WorkerMemory.allocate(1)]);
    expect(sampler.report(endingAt(startedUs + 1000, 0.95)).clientBound).toBe(true);
    expect(sampler.report(endingAt(startedUs + 1000, 0.85)).clientBound).toBe(false);
  });

  it("calls lateness the generator's own only where a connection stood free, and not a precise one busy", () => {
    const memory = WorkerMemory.allocate(1);
    const arrivals = new Arrivals(100, []);
    const reasonOf = (utilization: number, precise: boolean) =>
      samplerOf([memory], { arrivals, precise }).report(endingAt(startedUs + 1e6, utilization))
        .clientBoundReason;
    memory.counters[counter.sent] = 1000;
    memory.lag[slotOf(500_000)] = 1000;
    expect(reasonOf(0.95, true)).toBe('');
    expect(reasonOf(0.95, false)).toBe('busy');
    memory.counters[counter.late] = 11;
    expect(reasonOf(0.1, false)).toBe('lag');
    expect(reasonOf(0.95, true)).toBe('lag');
  });
});
