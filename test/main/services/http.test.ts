import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { nowUs } from '../../../main/services/clock';
import { type HttpRequest, httpGet } from '../../../main/services/http';
import { failureOf } from './failures';
import { startRawService, startService, startTlsService, unusedUrl } from './fake-service';

const get = (url: URL, options: Partial<HttpRequest> = {}) =>
  httpGet({ url, deadlineSeconds: 10, maxBytes: 1_000_000, ...options });

describe('an answer', () => {
  it('is told whole: status, media type, bytes, and when it was asked and came', async () => {
    let asked: IncomingMessage | undefined;
    const url = await startService((request, response) => {
      asked = request;
      response.writeHead(418, { 'content-type': 'Text/Plain; charset=utf-8' }).end('short and stout');
    });
    const beforeUs = nowUs();
    const response = await get(new URL('/tea?x=1', url));
    expect(response).toMatchObject({ status: 418, mediaType: 'text/plain', location: '' });
    expect(Buffer.from(response.body).toString()).toBe('short and stout');
    expect(response.startedUs).toBeGreaterThan(beforeUs);
    expect(response.endedUs).toBeGreaterThan(response.startedUs);
    expect(response.endedUs).toBeLessThanOrEqual(nowUs());
    expect(asked?.url).toBe('/tea?x=1');
    expect(asked?.headers).toMatchObject({ 'accept-encoding': 'identity', connection: 'close' });
  });

  it('reports the bytes as they come', async () => {
    const url = await startService((_, response) => {
      response.write('a'.repeat(1000));
      setImmediate(() => response.end('b'.repeat(500)));
    });
    const counts: number[] = [];
    const response = await get(url, { onReceived: (count) => counts.push(count) });
    expect(response.body.length).toBe(1500);
    expect(counts.at(-1)).toBe(1500);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });
});

it('finds a service that listens at one of the addresses of localhost', async () => {
  const url = await startService((_, response) => response.end('here'));
  const response = await get(new URL(`http://localhost:${url.port}/`));
  expect(Buffer.from(response.body).toString()).toBe('here');
});

describe('a redirect', () => {
  it('is followed inside the origin', async () => {
    const url = await startService((request, response) => {
      if (request.url === '/there/') response.end('here');
      else response.writeHead(301, { location: '/there/' }).end();
    });
    const response = await get(new URL('/there', url));
    expect(response.url.pathname).toBe('/there/');
    expect(Buffer.from(response.body).toString()).toBe('here');
  });

  it('to another origin is handed back, and that origin never asked', async () => {
    let asked = 0;
    const elsewhere = await startService((_, response) => {
      asked++;
      response.end();
    });
    const url = await startService((_, response) =>
      response.writeHead(302, { location: elsewhere.href }).end(),
    );
    expect(await get(url)).toMatchObject({ status: 302, location: elsewhere.href });
    expect(asked).toBe(0);
  });

  it('is followed three times and no more', async () => {
    let asked = 0;
    const url = await startService((_, response) => {
      asked++;
      response.writeHead(307, { location: `/${asked}` }).end();
    });
    expect((await get(url)).status).toBe(307);
    expect(asked).toBe(4);
  });
});

describe('a service that', () => {
  it('is not there refuses the connection', async () => {
    const url = await unusedUrl();
    expect(await failureOf(get(url))).toEqual({ code: 'connection-refused', subject: url.host, facts: {} });
  });

  it('resets in the middle loses the connection, and what had come is counted', async () => {
    const url = await startRawService((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(100)}`, () =>
        socket.resetAndDestroy(),
      );
    });
    const failure = await failureOf(get(url));
    expect(failure.code).toBe('connection-lost');
    expect([0, 100]).toContain(failure.facts.receivedBytes);
  });

  it('closes in the middle loses the connection', async () => {
    const url = await startRawService((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(100)}`);
    });
    expect(await failureOf(get(url))).toEqual({
      code: 'connection-lost',
      subject: url.host,
      facts: { receivedBytes: 100 },
    });
  });

  it('never answers runs into the deadline', async () => {
    const url = await startService(() => {});
    expect(await failureOf(get(url, { deadlineSeconds: 0.2 }))).toEqual({
      code: 'timed-out',
      subject: url.href,
      facts: { seconds: 0.2 },
    });
  });

  it('drips for ever runs into the deadline', async () => {
    const url = await startService((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect((await failureOf(get(url, { deadlineSeconds: 0.3 }))).code).toBe('timed-out');
  });

  it('announces more than the cap is cut off', async () => {
    const url = await startService((_, response) =>
      response.writeHead(200, { 'content-length': 2001 }).end(),
    );
    const failure = await failureOf(get(url, { maxBytes: 2000 }));
    expect(failure).toEqual({ code: 'too-large', subject: url.href, facts: { limitBytes: 2000 } });
  });

  it('sends without end is cut off at the cap', async () => {
    const url = await startService((_, response) => {
      const block = Buffer.alloc(64 * 1024);
      const pour = () => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', pour);
      pour();
    });
    expect((await failureOf(get(url))).code).toBe('too-large');
  });

  it('does not speak HTTP is no pprof service', async () => {
    const url = await startRawService((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect((await failureOf(get(url))).code).toBe('no-pprof');
  });

  it('does not speak TLS fails as TLS, in words', async () => {
    const url = await startService((_, response) => response.end());
    const failure = await failureOf(get(new URL(url.href.replace('http:', 'https:'))));
    expect(failure.code).toBe('tls-failed');
    expect(failure.facts.reason).toMatch(/^[a-z ]+$/);
  });

  it('has a certificate nobody trusts is refused', async () => {
    let asked = false;
    const url = await startTlsService((_, response) => {
      asked = true;
      response.end();
    });
    const failure = await failureOf(get(url));
    expect(failure).toMatchObject({ code: 'tls-failed', subject: url.host });
    expect(failure.facts.reason).toContain('self');
    expect(asked).toBe(false);
  });
});

describe('cancelling', () => {
  it('closes the connection, so that the service can stop', async () => {
    const cancel = new AbortController();
    let closed: Promise<unknown> | undefined;
    const url = await startService((_, response) => {
      closed = once(response, 'close');
      cancel.abort();
    });
    expect((await failureOf(get(url, { signal: cancel.signal }))).code).toBe('cancelled');
    await closed;
  });

  it('before the start asks nothing', async () => {
    let asked = false;
    const url = await startService(() => {
      asked = true;
    });
    expect((await failureOf(get(url, { signal: AbortSignal.abort() }))).code).toBe('cancelled');
    expect(asked).toBe(false);
  });
});
