import { describe, expect, it } from 'vitest';
import { counter } from '../../../main/load/memory';
import { loadTargetSchema } from '../../../proto/load';
import { drive } from './drive';
import { ok, serve } from './helpers';

describe('a load of so many requests', () => {
  it.each([1, 7, 100])('sends exactly %d, and ends with the last answer', async (requests) => {
    const server = await serve((socket) => setTimeout(() => socket.write(ok), 1));
    const measured = await drive(server.port, { requests, connections: 4, seconds: 30 });
    expect(measured).toMatchObject({ requests, sent: requests, inFlight: 0, reason: 'requests' });
    expect(server.requests).toBe(requests);
    expect(measured.lastedMs).toBeLessThan(10_000);
  });

  it('counts those that fail among them', async () => {
    const server = await serve((socket, nth) => (nth === 2 ? socket.end() : socket.write(ok)));
    const measured = await drive(server.port, { requests: 20, connections: 2, seconds: 30 });
    expect(server.requests).toBe(20);
    expect(measured.requests + (measured.failures.closed ?? 0)).toBe(20);
    expect(measured.failures.closed).toBeGreaterThan(0);
  });

  it('cuts the last call of a pipeline', async () => {
    const server = await serve((socket) => socket.write(ok));
    const measured = await drive(server.port, { requests: 10, pipeline: 4, seconds: 30 });
    expect(measured).toMatchObject({ requests: 10, sent: 10, reason: 'requests' });
    expect(server.requests).toBe(10);
  });

  it('of the open model as well', async () => {
    const server = await serve((socket) => socket.write(ok));
    const measured = await drive(server.port, { requests: 25, rate: 500, connections: 3, seconds: 30 });
    expect(measured).toMatchObject({ requests: 25, reason: 'requests', unsent: 0 });
  });

  it('does not count its warm-up', async () => {
    const server = await serve((socket) => setTimeout(() => socket.write(ok), 1));
    const plan = { requests: 30, connections: 3, warmupSeconds: 0.2, seconds: 30 };
    const measured = await drive(server.port, plan);
    expect(measured).toMatchObject({ requests: 30, sent: 30, reason: 'requests' });
    const before = measured.warmup?.counters[counter.sent] ?? 0;
    expect(before).toBeGreaterThan(3);
    expect(server.requests).toBe(before + 30);
  });
});

describe('a warm-up', () => {
  it('counts nowhere but in its own memory, and keeps the connections', async () => {
    const server = await serve((socket) => socket.write(ok));
    const measured = await drive(server.port, { connections: 2, warmupSeconds: 0.3, seconds: 0.3 });
    expect(measured.lastedMs).toBeGreaterThanOrEqual(600);
    expect(server.accepted).toBe(2);
    const before = measured.warmup?.counters[counter.requests] ?? 0;
    expect(before).toBeGreaterThan(2);
    expect(measured.requests).toBeGreaterThan(2);
    expect(server.requests - measured.requests - before).toBeLessThanOrEqual(2);
    expect(measured.open).toBe(0);
  });
});

describe('pipelining', () => {
  it('sends several at once and counts every answer', async () => {
    let most = 0;
    let waiting = 0;
    const server = await serve((socket) => {
      most = Math.max(most, ++waiting);
      setImmediate(() => {
        waiting--;
        socket.write(ok);
      });
    });
    const measured = await drive(server.port, { pipeline: 5, requests: 50, seconds: 30 });
    expect(most).toBe(5);
    expect(measured).toMatchObject({ requests: 50, latencies: 50, failures: {} });
  });

  it('counts all that a close in the middle loses', async () => {
    const server = await serve((socket, nth) => {
      if (nth === 1) socket.write(ok);
      if (nth === 2) socket.end();
    });
    const measured = await drive(server.port, { pipeline: 3, seconds: 10 }, (memory) => {
      return memory.counters[counter.closed] > 0;
    });
    expect(measured).toMatchObject({ requests: 1, failures: { closed: 2 } });
  });

  it('counts all of a call that times out, each once', async () => {
    const server = await serve(() => {});
    const measured = await drive(server.port, { pipeline: 3, timeoutMs: 50, seconds: 10 }, (memory) => {
      return memory.counters[counter.timeout] > 0;
    });
    expect(measured).toMatchObject({ requests: 0, failures: { timeout: 3 } });
  });

  it('knows which of mixed responses have no body', async () => {
    const server = await serve((socket) => {
      // The head announces a length; only the answer to GET brings it.
      socket.write(server.lastHead.startsWith('HEAD') ? ok.slice(0, -2) : ok);
    });
    const head = loadTargetSchema.parse({ url: '/', method: 'HEAD' });
    const measured = await drive(server.port, { pipeline: 3, targets: [head], requests: 60, seconds: 30 });
    expect(measured).toMatchObject({ requests: 60, failures: {} });
  });
});

describe('further targets', () => {
  it('are asked for in turn', async () => {
    const seen = new Map<string, number>();
    const server = await serve((socket) => {
      const [line] = server.lastHead.split('\r\n');
      seen.set(line, (seen.get(line) ?? 0) + 1);
      socket.write(ok);
    });
    const targets = [
      loadTargetSchema.parse({ url: '/b' }),
      loadTargetSchema.parse({ url: '/c', method: 'DELETE' }),
    ];
    await drive(server.port, { targets, requests: 30, seconds: 30 });
    expect(Object.fromEntries(seen)).toEqual({
      'GET / HTTP/1.1': 10,
      'GET /b HTTP/1.1': 10,
      'DELETE /c HTTP/1.1': 10,
    });
  });
});

describe('a hook for responses', () => {
  it('sees status, headers and body of every response, whatever its framing', async () => {
    const answers = [
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A:  1 \r\n\r\nhello',
      'HTTP/1.1 100 Continue\r\nX-I: no\r\n\r\nHTTP/1.1 201 Made\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfoo\r\n4\r\nbars\r\n0\r\n\r\n',
      'HTTP/1.1 204 None\r\n\r\n',
    ];
    const server = await serve((socket, nth) => {
      const answer = answers[(nth - 1) % 3];
      // In two pieces, so that lines and bodies are cut.
      socket.write(answer.slice(0, 60));
      setImmediate(() => socket.write(answer.slice(60)));
    });
    const heard: [number, Record<string, string>, string][] = [];
    const measured = await drive(server.port, { requests: 3, seconds: 30 }, undefined, {
      response: (status, headers, body) =>
        heard.push([status, Object.fromEntries(headers), Buffer.from(body).toString()]),
    });
    expect(measured.requests).toBe(3);
    expect(heard).toEqual([
      [200, { 'Content-Length': '5', 'X-A': '1' }, 'hello'],
      [201, { 'Transfer-Encoding': 'chunked' }, 'foobars'],
      [204, {}, ''],
    ]);
  });
});
