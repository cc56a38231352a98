import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { counter, failureKinds, type WorkerMemory } from '../../../main/load/memory';
import { maxHeadBytes } from '../../../main/load/parser';
import type { LoadPlan } from '../../../proto/load';
import { drive, type Measured } from './drive';
import { type Answer, ok, reset, serve, type TestServer } from './helpers';

const kinds = failureKinds;

const afterRequests =
  (count: number) =>
  (memory: WorkerMemory): boolean =>
    memory.counters[counter.requests] >= count;

/** Runs until the first failure of any kind. */
const untilFailure = (memory: WorkerMemory): boolean =>
  kinds.some((kind) => memory.counters[counter[kind]] > 0);

async function driveAnswer(
  answer: Answer,
  changes: Partial<LoadPlan> = {},
  until?: (memory: WorkerMemory) => boolean,
): Promise<{ measured: Measured; server: TestServer }> {
  const server = await serve(answer);
  return { measured: await drive(server.port, changes, until), server };
}

describe('a load loop on a well-behaved service', () => {
  it('counts what the service counted, short of what the end cut off', async () => {
    const { measured, server } = await driveAnswer((socket) => socket.write(ok), { connections: 7 });
    expect(measured.failures).toEqual({});
    expect(server.accepted).toBe(7);
    expect(measured.requests).toBeGreaterThan(7);
    expect(server.requests - measured.requests).toBeGreaterThanOrEqual(0);
    expect(server.requests - measured.requests).toBeLessThanOrEqual(7);
    expect(measured.bytes).toBeGreaterThanOrEqual(measured.requests * ok.length);
    expect(measured.latencies).toBe(measured.requests);
    expect(measured.completions).toBe(measured.requests);
    expect(measured.open).toBe(0);
  });

  it('sends the next request only after the answer to the one before', async () => {
    let inFlight = 0;
    let most = 0;
    await driveAnswer(
      (socket) => {
        most = Math.max(most, ++inFlight);
        setImmediate(() => {
          inFlight--;
          socket.write(ok);
        });
      },
      { connections: 3 },
      afterRequests(100),
    );
    expect(most).toBeLessThanOrEqual(3);
  });

  it('opens all of many connections', async () => {
    const server = await serve((socket) => socket.write(ok));
    const measured = await drive(
      server.port,
      { connections: 250, seconds: 10 },
      (memory) => memory.counters[counter.open] === 250 && server.accepted === 250,
    );
    expect(server.accepted).toBe(250);
    expect(measured.failures).toEqual({});
  });

  it('sends a large body whole', async () => {
    const sizes: number[] = [];
    const server = createServer((socket) => {
      let size = 0;
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        size += bytes.length;
        if (bytes.at(-1) !== 33) return;
        sizes.push(size);
        size = 0;
        socket.write(ok);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const body = `${'x'.repeat(3_000_000)}!`;
    const measured = await drive(port, { method: 'POST', body, seconds: 10 }, afterRequests(2));
    server.close();
    expect(measured.failures).toEqual({});
    expect(new Set(sizes).size).toBe(1);
    expect(sizes[0]).toBeGreaterThan(body.length);
  });

  it('counts error responses as requests and by their status', async () => {
    const { measured } = await driveAnswer(
      (socket) => socket.write('HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n'),
      { seconds: 10 },
      afterRequests(5),
    );
    expect(measured.requests).toBeGreaterThanOrEqual(5);
    expect(measured.statuses).toEqual({ 500: measured.requests });
    expect(measured.failures).toEqual({});
  });

  it.each([
    ['says so', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
    ['is HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nbody until the end'],
  ])('opens a new connection at once where the service closes and %s', async (_, response) => {
    const { measured, server } = await driveAnswer(
      (socket) => socket.end(response),
      { seconds: 10 },
      afterRequests(20),
    );
    expect(measured.failures).toEqual({});
    expect(measured.requests).toBeGreaterThanOrEqual(20);
    expect(server.accepted).toBeGreaterThanOrEqual(measured.requests);
  });

  it('closes by itself when it asked to', async () => {
    const { server } = await driveAnswer(
      (socket) => socket.write(ok), // a service that ignores the wish
      { headers: [['Connection', 'close']], seconds: 10 },
      afterRequests(5),
    );
    expect(server.accepted).toBeGreaterThanOrEqual(5);
  });

  it('forgives an empty line after a body', async () => {
    const { measured } = await driveAnswer(
      (socket) => socket.write(`${ok}\r\n`),
      { seconds: 10 },
      afterRequests(5),
    );
    expect(measured.failures).toEqual({});
  });
});

describe('a load loop on a hostile service', () => {
  it('counts refused connections, and backs off', async () => {
    const { server, port } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    const measured = await drive(port, { connections: 2, seconds: 0.5 });
    expect(Object.keys(measured.failures)).toEqual(['connect']);
    expect(measured.failures.connect).toBeGreaterThanOrEqual(2);
    // Pauses of 10, 20, 40, … ms leave room for at most six attempts each in half a second.
    expect(measured.failures.connect).toBeLessThanOrEqual(12);
  });

  it('counts a hanging request once as a timeout, and opens anew', async () => {
    const { measured, server } = await driveAnswer(
      () => {},
      { timeoutMs: 50, seconds: 10 },
      (memory) => memory.counters[counter.timeout] === 3,
    );
    expect(measured).toMatchObject({ requests: 0, failures: { timeout: 3 } });
    expect(server.requests).toBeGreaterThanOrEqual(3);
  });

  it('counts a slow drip as unfinished: bytes are no answer', async () => {
    const { measured } = await driveAnswer(
      (socket) => {
        let sent = 0;
        const drip = setInterval(() => sent < ok.length - 1 && socket.write(ok[sent++]), 20);
        socket.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 100, seconds: 10 },
      untilFailure,
    );
    expect(measured).toMatchObject({ requests: 0, failures: { unfinished: 1 } });
  });

  it('counts a body that never ends as unfinished', async () => {
    const { measured } = await driveAnswer(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const pour = setInterval(() => socket.write('more'), 5);
        socket.on('close', () => clearInterval(pour));
      },
      { timeoutMs: 100, seconds: 10 },
      untilFailure,
    );
    expect(measured).toMatchObject({ requests: 0, failures: { unfinished: 1 } });
  });

  it('counts a late answer as a timeout even before the sweep comes by', async () => {
    const { measured } = await driveAnswer(
      (socket) => setTimeout(() => socket.write(ok), 20),
      { timeoutMs: 1, seconds: 10 },
      untilFailure,
    );
    expect(measured).toMatchObject({ requests: 0, latencies: 0, failures: { timeout: 1 } });
  });

  it('counts a read error where it resets in mid-body', async () => {
    const { measured } = await driveAnswer(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
        // Together with the bytes, the system tells a reset as an end: they are to be read before.
        setTimeout(() => setImmediate(() => reset(socket)), 20);
      },
      { seconds: 10 },
      untilFailure,
    );
    expect(measured).toMatchObject({ requests: 0, failures: { read: 1 } });
    expect(measured.problems.read).toMatch(/ECONNRESET/);
  });

  it.each<[string, Answer]>([
    ['in mid-body', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')],
    ['in mid-head', (socket) => socket.end('HTTP/1.1 200')],
    ['without a word', (socket) => socket.end()],
  ])('counts a response as closed where it closes %s', async (_, answer) => {
    const { measured } = await driveAnswer(answer, { seconds: 10 }, untilFailure);
    expect(measured).toMatchObject({ requests: 0, failures: { closed: 1 } });
  });

  it('counts each unannounced close, beside the answers that came', async () => {
    const { measured } = await driveAnswer(
      (socket, nth) => (nth === 1 ? socket.write(ok) : socket.end()),
      { seconds: 10 },
      (memory) => memory.counters[counter.closed] === 3,
    );
    expect(measured).toMatchObject({ requests: 3, failures: { closed: 3 } });
  });

  it.each<[string, string]>([
    ['answers garbage', 'what is this?\r\n\r\n'],
    ['answers binary', '\x16\x03\x01\x02'],
    ['sends a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(maxHeadBytes)}`],
    ['sends a broken length', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n'],
  ])('counts a protocol error where it %s', async (_, text) => {
    const { measured } = await driveAnswer(
      (socket) => socket.write(text, 'latin1'),
      { seconds: 10 },
      untilFailure,
    );
    expect(measured).toMatchObject({ requests: 0, failures: { protocol: 1 } });
  });

  it('counts an answer nobody asked for as a protocol error, not as a request', async () => {
    const { measured } = await driveAnswer((socket) => socket.write(ok + ok), { seconds: 10 }, untilFailure);
    expect(measured).toMatchObject({ requests: 1, failures: { protocol: 1 } });
  });

  it('recovers when the service does', async () => {
    let broken = true;
    const server = await serve((socket) => (broken ? socket.end() : socket.write(ok)));
    const measured = await drive(server.port, { seconds: 10 }, (memory) => {
      if (memory.counters[counter.closed] >= 2) broken = false;
      return memory.counters[counter.requests] >= 5;
    });
    expect(measured.requests).toBeGreaterThanOrEqual(5);
    expect(Object.keys(measured.failures)).toEqual(['closed']);
  });

  it('ends at its deadline whatever the service does', async () => {
    const { measured } = await driveAnswer(() => {}, { connections: 5, seconds: 0.2 });
    expect(measured.lastedMs).toBeGreaterThanOrEqual(200);
    expect(measured).toMatchObject({ requests: 0, failures: {}, open: 0 });
  });
});
