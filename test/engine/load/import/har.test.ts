import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importHar } from '../../../../engine/load/import/har';
import { FlamebenchError } from '../../../../proto/errors';

const har = (...entries: unknown[]) => JSON.stringify({ log: { version: '1.2', entries } });
const get = (url: string, more: object = {}) => ({ request: { method: 'GET', url, headers: [], ...more } });
const reason = (text: string, base = ''): string => {
  try {
    importHar(text, 'x.har', base);
  } catch (error) {
    if (error instanceof FlamebenchError) return `${error.failure.subject}: ${error.failure.facts.reason}`;
    throw error;
  }
  return '';
};

describe('a HAR file', () => {
  it('gives the requests of the origin that most go to', () => {
    const text = har(
      get('http://a.test/1#x', {
        headers: [
          { name: ':method', value: 'GET' },
          { name: 'A', value: 'b' },
        ],
      }),
      get('https://b.test/'),
      get('http://A.test:80/2', {
        headers: [
          { name: 'Host', value: 'a.test' },
          { name: 'Connection', value: 'close' },
        ],
      }),
      get('data:text/plain,x'),
    );
    const { requests, elsewhere, origin } = importHar(text, 'x.har', '');
    expect(origin).toBe('http://a.test');
    expect(elsewhere).toBe(1);
    expect(requests.map(({ url, headers }) => [url, headers])).toEqual([
      ['http://a.test/1', [['A', 'b']]],
      ['http://A.test:80/2', []],
    ]);
    expect(importHar(text, 'x.har', 'https://b.test/any').requests.map(({ url }) => url)).toEqual([
      'https://b.test/',
    ]);
  });

  it('has bodies as text, as base64, and as fields', () => {
    const post = (postData: object) => ({ request: { method: 'post', url: 'http://h/', postData } });
    const { requests } = importHar(
      har(
        post({ mimeType: 'text/plain', text: 'ü' }),
        post({ mimeType: 'x', text: 'AAEC', encoding: 'base64' }),
        post({ mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a b', value: '&' }] }),
      ),
      'x.har',
      '',
    );
    expect(requests.map(({ method, body, bodyEncoding }) => [method, body, bodyEncoding])).toEqual([
      ['POST', 'ü', 'utf8'],
      ['POST', 'AAEC', 'base64'],
      ['POST', 'a%20b=%26', 'utf8'],
    ]);
  });

  it.each([
    ['', 'x.har: it is not JSON'],
    ['[]', 'it has no log.entries'],
    ['{"log":{"entries":{}}}', 'it has no log.entries'],
    [har(), 'it holds no http or https request'],
    [har(get('http://h/'), {}), 'entry 2 of x.har: it has no request'],
    [har(get('http://h h/')), 'entry 1 of x.har: its URL cannot be read'],
    [har(get('http://h/', { headers: [{ name: 1 }] })), 'a header has no name and value'],
    [har(get('http://h/', { method: 'G T' })), 'must be an upper-case HTTP method'],
    [
      har(get('http://h/', { postData: { mimeType: 'multipart/form-data', params: [{ name: 'f' }] } })),
      'parts of its form',
    ],
  ])('is refused where it is none: %s', (text, expected) => {
    expect(reason(text)).toContain(expected);
  });

  it('says where its requests go when none goes where it should', () => {
    expect(reason(har(get('http://a/')), 'http://b/')).toContain(
      'none of its 1 requests goes to http://b, but 1 to http://a',
    );
  });

  it('never fails but by a reason, whatever is in it', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('http://h/', 'GET', 'data:x', []));
    const request = fc.record(
      {
        method: value,
        url: value,
        headers: fc.oneof(value, fc.array(fc.record({ name: value, value }))),
        postData: fc.oneof(value, fc.record({ text: value, params: value, mimeType: value })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(value, fc.record({ request }))),
        (entries) => void reason(har(...entries)),
      ),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.string(), (text) => void reason(text)));
  });

  it('takes deep nesting without falling over', () => {
    expect(reason(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toContain('it has no log.entries');
  });
});
