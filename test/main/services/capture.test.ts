import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fetchProfile } from '../../../main/services/capture';
import { failureOf } from './failures';
import { startRawService, startService, tinyProfile, unusedUrl } from './fake-service';

/** A service that answers every request with these bytes. */
const answering = (body: Uint8Array | string, type = 'application/octet-stream', status = 200) =>
  startService((_, response) => response.writeHead(status, { 'content-type': type }).end(body));

const snapshot = (url: URL) => fetchProfile({ url: url.href, seconds: null });

describe('a capture', () => {
  it("keeps the service's bytes exactly, and tells the profile's own duration", async () => {
    const sent = tinyProfile(1_500_000_000n);
    const asked: (string | undefined)[] = [];
    const url = await startService((request, response) => {
      asked.push(request.url);
      response.end(sent);
    });
    const got = await fetchProfile({ url: new URL('/debug/pprof/profile', url).href, seconds: 3 });
    expect(got.bytes).toEqual(sent);
    expect(got.durationUs).toBe(1_500_000);
    expect(got.endedUs).toBeGreaterThan(got.startedUs);
    await fetchProfile({ url: new URL('/debug/pprof/heap?gc=1', url).href, seconds: null });
    expect(asked).toEqual(['/debug/pprof/profile?seconds=3', '/debug/pprof/heap?gc=1']);
  });

  it('tells the time that has passed while nothing comes', async () => {
    let finish = () => {};
    const url = await startService((_, response) => {
      finish = () => response.end(tinyProfile());
    });
    const seen: number[] = [];
    await fetchProfile({
      url: url.href,
      seconds: 2,
      onProgress: ({ elapsedSeconds, seconds }) => {
        expect(seconds).toBe(2);
        seen.push(elapsedSeconds);
        if (seen.length === 2) finish();
      },
    });
    expect(seen[1]).toBeGreaterThan(seen[0]!);
  });
});

describe('a refusal', () => {
  it("brings the service's own words", async () => {
    const url = await startService((_, response) =>
      response
        .writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'x-go-pprof': '1' })
        .end('Could not enable CPU profiling: cpu profiling already in use\n'),
    );
    expect(await failureOf(snapshot(url))).toEqual({
      code: 'http-status',
      subject: url.href,
      facts: { status: 500, text: 'Could not enable CPU profiling: cpu profiling already in use' },
    });
  });

  it('has its words cut, and made harmless to a terminal', async () => {
    const steering = `\u001b[31mred\u0007\r\n\tand \u202Eturned\u0000 ${'é'.repeat(2000)}`;
    const { facts } = await failureOf(snapshot(await answering(steering, 'text/plain', 400)));
    expect(facts.text).toMatch(/^\[31mred and turned é+$/);
    expect(facts.text).toHaveLength(500);
  });

  it.each([
    ['text/html', '<html>Oops</html>'],
    ['application/json', '{"error":"x"}'],
    ['', '<!doctype html>'],
  ])('in %j has no words to show', async (type, body) => {
    const { code, facts } = await failureOf(snapshot(await answering(body, type, 503)));
    expect({ code, ...facts }).toEqual({ code: 'http-status', status: 503, text: '' });
  });

  it('by sending us elsewhere names where', async () => {
    const url = await startService((_, response) =>
      response.writeHead(302, { location: 'https://login.test/' }).end(),
    );
    const { code, facts } = await failureOf(snapshot(url));
    expect(code).toBe('http-status');
    expect(facts.text).toContain('https://login.test/');
  });
});

describe('an answer that is no profile', () => {
  const whole = tinyProfile();

  it.each([
    ['empty', new Uint8Array(0), 'empty-file'],
    ['an HTML page', '<!DOCTYPE html><html><body>Not here</body></html>', 'not-a-profile'],
    ['text', 'no profile here\n', 'not-a-profile'],
    ['truncated gzip', whole.subarray(0, whole.length - 9), 'gzip-truncated'],
    ['corrupt gzip', Uint8Array.from(whole, (byte, i) => (i === 3 ? 0xff : byte)), 'gzip-corrupt'],
    ['a broken profile', gzipSync(Uint8Array.of(0x0a, 0x7f)), 'malformed-profile'],
  ])('%s', async (_, body, code) => {
    const url = await answering(body);
    const failure = await failureOf(snapshot(url));
    expect(failure.subject).toBe(url.href);
    expect(failure.code).toBe(code);
  });

  it('an HTML page is called that', async () => {
    const url = await answering('<html><head></head></html>', 'text/html');
    expect((await failureOf(snapshot(url))).facts.looksLike).toBe('an HTML page');
  });
});

describe('a capture that does not come to its end', () => {
  it('stops at the size cap', async () => {
    const url = await answering(new Uint8Array(10_001));
    const failure = await failureOf(fetchProfile({ url: url.href, seconds: null, maxBytes: 10_000 }));
    expect(failure).toMatchObject({ code: 'too-large', facts: { limitBytes: 10_000 } });
  });

  it('tells of a service that dies in the middle', async () => {
    const url = await startRawService((socket) => socket.destroy());
    expect((await failureOf(fetchProfile({ url: url.href, seconds: 1 }))).code).toBe('connection-lost');
  });

  it('tells of a service that is not there', async () => {
    expect((await failureOf(snapshot(await unusedUrl()))).code).toBe('connection-refused');
  });

  it('closes the connection when it is cancelled', async () => {
    const cancel = new AbortController();
    let closed: Promise<unknown> | undefined;
    const url = await startService((_, response) => {
      closed = once(response, 'close');
      cancel.abort();
    });
    const capture = fetchProfile({ url: url.href, seconds: 60, signal: cancel.signal });
    expect((await failureOf(capture)).code).toBe('cancelled');
    await closed;
  });
});
