import { describe, expect, it } from 'vitest';
import { endpointOf, parseLoadUrl, prepareRequest } from '../../../main/load/request';
import { planOf, thrownBy } from './helpers';

const text = (changes: Parameters<typeof planOf>[0]): string =>
  Buffer.from(prepareRequest(planOf(changes), 'flamebench/9').bytes).toString('utf8');

describe('prepareRequest', () => {
  it('asks for path and query with host and name, and nothing else', () => {
    expect(text({ url: 'http://127.0.0.1:8080/a%20b?c=d#e' })).toBe(
      'GET /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: flamebench/9\r\n\r\n',
    );
  });

  it('counts the body in bytes', () => {
    expect(text({ url: 'http://localhost/', method: 'POST', body: 'naïve' })).toMatch(
      /Content-Length: 6\r\n\r\nnaïve$/,
    );
    expect(text({ url: 'http://localhost/', method: 'POST' })).toMatch(/Content-Length: 0\r\n\r\n$/);
  });

  it('lets the plan name host and agent, and repeat a field', () => {
    const headers: [string, string][] = [
      ['host', 'api.test'],
      ['USER-AGENT', 'me'],
      ['X-A', '1'],
      ['X-A', '2'],
    ];
    expect(text({ url: 'http://localhost/', headers })).toBe(
      'GET / HTTP/1.1\r\nhost: api.test\r\nUSER-AGENT: me\r\nX-A: 1\r\nX-A: 2\r\n\r\n',
    );
  });

  it('turns credentials of the URL into basic authorization', () => {
    expect(text({ url: 'http://me:p%40ss@localhost/' })).toContain('Authorization: Basic bWU6cEBzcw==\r\n');
  });

  it('knows requests that close, and HEAD', () => {
    const closing = planOf({ url: 'http://localhost/', method: 'HEAD', headers: [['Connection', 'close']] });
    expect(prepareRequest(closing, 'x')).toMatchObject({ head: true, closes: true });
    expect(prepareRequest(planOf({ url: 'http://localhost/' }), 'x')).toMatchObject({
      head: false,
      closes: false,
    });
    const named = planOf({ url: 'http://localhost/', headers: [['Connection', 'closed-loop']] });
    expect(prepareRequest(named, 'x').closes).toBe(false);
  });

  it.each([
    ['X-A', 'a\r\nX-B: b'],
    ['X-A', 'a\nb'],
    ['X-A', 'a\0b'],
    ['X-A', '€'],
    ['X A', 'a'],
    ['X:A', 'a'],
    ['', 'a'],
    ['Content-Length', '5'],
    ['transfer-encoding', 'chunked'],
  ])('refuses the header %j: %j', (name, value) => {
    const plan = planOf({ url: 'http://localhost/', headers: [[name, value]] });
    expect(thrownBy(() => prepareRequest(plan, 'x'))).toMatchObject({
      code: 'bad-argument',
      subject: `header ${name}`,
    });
  });

  it('refuses a method that would inject or tunnel', () => {
    for (const method of ['GET / HTTP/1.1\r\nX: y\r\n\r\nGET', 'CONNECT', '']) {
      const plan = planOf({ url: 'http://localhost/', method });
      expect(thrownBy(() => prepareRequest(plan, 'x'))?.code).toBe('bad-argument');
    }
  });
});

describe('parseLoadUrl', () => {
  it('says what it cannot drive', () => {
    expect(thrownBy(() => parseLoadUrl('ftp://localhost/'))).toMatchObject({
      code: 'bad-url',
      facts: { reason: expect.stringContaining('https') },
    });
    expect(thrownBy(() => parseLoadUrl('/just/a/path'))?.code).toBe('bad-url');
  });

  it('gives a resolver the bare host', () => {
    expect(endpointOf(parseLoadUrl('http://[::1]:81/'))).toEqual({ host: '::1', port: 81 });
    expect(endpointOf(parseLoadUrl('http://localhost'))).toEqual({ host: 'localhost', port: 80 });
    expect(endpointOf(parseLoadUrl('https://localhost'))).toEqual({ host: 'localhost', port: 443 });
  });
});
