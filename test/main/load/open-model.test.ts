import { describe, expect, it } from 'vitest';
import { percentiles, slotOf } from '../../../engine/load/histogram';
import { drive, type Measured } from './drive';
import { ok, serve } from './helpers';

/** Response and service times of all seconds: the ring added up. */
function p(measured: Measured, of: 'response' | 'service', share: number): number {
  const ring = measured.memory[of];
  const slots = slotOf(2 ** 31 - 1) + 1;
  const counts = new Uint32Array(slots);
  ring.forEach((count, i) => {
    counts[i % slots] += count;
  });
  return percentiles(counts, [share])[0];
}

describe('the open model', () => {
  it('sends what its rate asks for, no more and no less', async () => {
    const server = await serve((socket) => socket.write(ok));
    const measured = await drive(server.port, { rate: 200, connections: 5, seconds: 1 });
    expect(measured.failures).toEqual({});
    // 0, 5, … 995 ms, and what is due at the very end may or may not be sent.
    expect(measured.sent + measured.unsent).toBeGreaterThanOrEqual(200);
    expect(measured.sent + measured.unsent).toBeLessThanOrEqual(202);
    expect(measured.requests + measured.inFlight).toBe(measured.sent);
    expect(measured.latencies).toBe(measured.requests);
    expect(measured.services).toBe(measured.requests);
  });

  it('goes by the rate however slow the service is, with latency from the intended start', async () => {
    // One connection and 30 ms an answer: 33 a second can be had, 100 are asked for.
    // A busy machine takes longer, which the service sees as well.
    const tookMs: number[] = [];
    const server = await serve((socket) => {
      const askedMs = performance.now();
      setTimeout(() => {
        tookMs.push(performance.now() - askedMs);
        socket.write(ok);
      }, 30);
    });
    const measured = await drive(server.port, { rate: 100, connections: 1, seconds: 1 });
    const ownMs = tookMs.sort((a, b) => a - b)[Math.floor(tookMs.length / 2)]!;
    expect(measured.sent).toBeLessThan(40);
    expect(measured.sent + measured.unsent).toBeGreaterThanOrEqual(99);
    expect(measured.inFlight).toBe(1);
    expect(p(measured, 'service', 0.5) / 1000).toBeLessThan(2 * ownMs);
    // The last of 33 was due 330 ms in, and answered at the end.
    expect(p(measured, 'response', 1) / 1000).toBeGreaterThan(400);
    expect(measured.memory.lag.some((count) => count > 0)).toBe(true);
  });

  it('tells how long the requests have waited that were never sent', async () => {
    const server = await serve(() => {});
    const measured = await drive(server.port, { rate: 100, connections: 1, seconds: 0.5 });
    expect(measured).toMatchObject({ requests: 0, sent: 1, inFlight: 1 });
    expect(measured.unsent).toBeGreaterThanOrEqual(49);
    const [oldest] = percentiles(measured.memory.unsentAges, [1]);
    expect(oldest / 1000).toBeGreaterThan(450);
    const [waiting] = percentiles(measured.memory.inFlightAges, [1]);
    expect(waiting / 1000).toBeGreaterThan(450);
  });

  it('catches up after a stall, and does not hide it', async () => {
    // The service stands still between 200 and 500 ms after its first request.
    let firstMs = 0;
    const server = await serve((socket) => {
      firstMs ||= Date.now();
      const at = Date.now() - firstMs;
      setTimeout(() => socket.write(ok), at > 200 && at < 500 ? 500 - at : 0);
    });
    const measured = await drive(server.port, { rate: 100, connections: 50, seconds: 1 });
    expect(measured.failures).toEqual({});
    expect(measured.requests).toBeGreaterThanOrEqual(95);
    // A third of the requests met it.
    expect(p(measured, 'response', 0.95) / 1000).toBeGreaterThan(100);
    expect(p(measured, 'response', 0.3) / 1000).toBeLessThan(100);
  });

  it('follows stages', async () => {
    const server = await serve((socket) => socket.write(ok));
    const stages = [
      { seconds: 0.5, rate: 200 },
      { seconds: 0, rate: 0 },
    ];
    const measured = await drive(server.port, { rate: 0, stages, connections: 10, seconds: 1 });
    // From rest to 200 a second in half a second: 50; then nothing.
    expect(measured.sent).toBe(50);
    expect(measured).toMatchObject({ requests: 50, unsent: 0, inFlight: 0 });
  });

  it('keeps precise times in precise mode', async () => {
    const server = await serve((socket) => socket.write(ok));
    const measured = await drive(server.port, { rate: 200, precise: true, connections: 5, seconds: 0.5 });
    // A timer's millisecond would show; a machine that is busy with other things must not.
    expect(percentiles(measured.memory.lag, [0.25])[0]).toBeLessThan(300);
  });

  it('opens connections anew and goes on where the service closes idle ones', async () => {
    const server = await serve((socket, nth) => (nth === 3 ? socket.end(ok) : socket.write(ok)));
    const measured = await drive(server.port, { rate: 200, connections: 2, seconds: 0.5 });
    expect(measured.requests).toBeGreaterThan(60);
    expect(server.accepted).toBeGreaterThan(10);
  });
});
