import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxHeadBytes, ResponseParser } from '../../../main/load/parser';

interface Parsed {
  readonly status: number;
  readonly keepAlive: boolean;
  readonly end: number;
}

/** Parses a stream of responses given in pieces; `cuts` are positions in it. */
function parseStream(bytes: Uint8Array, cuts: readonly number[], head = false): (Parsed | string)[] {
  const parser = new ResponseParser();
  parser.reset(head);
  const found: (Parsed | string)[] = [];
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...ends, bytes.length]) {
    // A copy, so that a parser that kept a view of a reused buffer would be found out.
    const piece = bytes.slice(from, to);
    let at = 0;
    while (at < piece.length) {
      at = parser.execute(piece, at, piece.length);
      if (parser.state === 'broken') return [...found, parser.problem];
      if (parser.state === 'complete') {
        found.push({ status: parser.status, keepAlive: parser.keepAlive, end: from + at });
        parser.reset();
      }
    }
    piece.fill(0);
    from = to;
  }
  found.push(parser.finish());
  return found;
}

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const one = (text: string, head = false): Parsed | string => parseStream(latin1(text), [], head)[0];

const body = fc.string({ maxLength: 40, unit: 'binary-ascii' });
const fields = fc.array(
  fc.constantFrom('Server: x', 'Connection: keep-alive', 'Content-Type: text/plain', 'X-Empty:', 'TE: none'),
  { maxLength: 4 },
);
const status = fc.constantFrom(200, 404, 500);
const head = (code: number, lines: string[]): string =>
  `${[`HTTP/1.1 ${code} Fine`, ...lines].join('\r\n')}\r\n\r\n`;

/** A response with an end of its own, and its status. */
const response = fc.oneof(
  fc.tuple(status, fields, body).map(([code, lines, text]) => ({
    code,
    text: head(code, [...lines, `Content-Length: ${text.length}`]) + text,
  })),
  fc
    .tuple(
      status,
      fields,
      fc.array(
        body.filter((text) => text.length > 0),
        { maxLength: 3 },
      ),
      fc.boolean(),
    )
    .map(([code, lines, chunks, trailer]) => ({
      code,
      text:
        head(code, [...lines, 'transfer-encoding: gzip, Chunked']) +
        chunks.map((text) => `${text.length.toString(16)};n=v\r\n${text}\r\n`).join('') +
        `0\r\n${trailer ? 'Digest: 1\r\n' : ''}\r\n`,
    })),
  fc.constantFrom(204, 304).map((code) => ({ code, text: head(code, ['Content-Length: 99']) })),
  status.map((code) => ({ code, text: `HTTP/1.1 100 Continue\r\n\r\n${head(code, ['Content-Length: 0'])}` })),
);

describe('ResponseParser', () => {
  it('finds the same responses however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(response, { maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (all, cuts) => {
          const bytes = latin1(all.map(({ text }) => text).join(''));
          let end = 0;
          const expected = all.map(({ code, text }) => {
            end += text.length;
            return { status: code, keepAlive: true, end };
          });
          expect(parseStream(bytes, cuts)).toEqual([...expected, 'broken']);
        },
      ),
    );
  });

  it('finds the same responses byte by byte', () => {
    const text = `${head(200, ['Transfer-Encoding: chunked'])}3\r\nabc\r\n0\r\n\r\n${head(404, ['Content-Length: 1'])}x`;
    const everywhere = Array.from({ length: text.length }, (_, i) => i);
    expect(parseStream(latin1(text), everywhere)).toEqual(parseStream(latin1(text), []));
  });

  it('never throws, and stays where it was broken, on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(), { maxLength: 5 }), (noise, cuts) => {
        const bytes = new Uint8Array([...latin1('HTTP/1.1 200 OK\r\n'), ...noise]);
        expect(parseStream(bytes, cuts).length).toBeGreaterThan(0);
        const plausible = noise[0] === 72 || noise[0] === 13 || noise[0] === 10 || noise.length === 0;
        if (!plausible) expect(parseStream(noise, cuts)).toEqual(['it does not begin with HTTP/1.']);
      }),
    );
  });

  it('takes a body without a length until the peer closes', () => {
    const parser = new ResponseParser();
    const bytes = latin1('HTTP/1.1 200 OK\r\n\r\nanything');
    expect(parser.execute(bytes, 0, bytes.length)).toBe(bytes.length);
    expect(parser.state).toBe('more');
    expect(parser.finish()).toBe('complete');
    expect(parser.keepAlive).toBe(false);
  });

  it('breaks when the peer closes inside a head, a sized body or a chunk', () => {
    for (const text of ['HTTP/1.1 200', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab']) {
      expect(parseStream(latin1(text), [])).toEqual(['broken']);
    }
    expect(parseStream(latin1('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'), [])).toEqual([
      'broken',
    ]);
  });

  it('knows responses to HEAD have no body', () => {
    const text = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n';
    expect(one(text, true)).toEqual({ status: 200, keepAlive: true, end: text.length });
  });

  it.each([
    ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nCONNECTION: Upgrade, Close\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', true],
    ['\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.1 200 OK\nContent-Length: 0\n\n', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', true],
  ])('%j keeps alive: %s', (text, keepAlive) => {
    expect(one(text)).toEqual({ status: 200, keepAlive, end: text.length });
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', 'it does not begin with HTTP/1.'],
    ['HTTP/2 200\r\n\r\n', 'it does not begin with HTTP/1.'],
    ['HTTP/1.1 2000 OK\r\n\r\n', 'its status line is malformed'],
    ['HTTP/1.1 20\r\n\r\n', 'its status line is malformed'],
    ['HTTP/1.1 099 OK\r\n\r\n', 'its status line is malformed'],
    ['HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'its Content-Length is malformed'],
    ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 'its Content-Length is malformed'],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 'a chunk size is malformed'],
    [
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'f'.repeat(14)}\r\n`,
      'a chunk size is malformed',
    ],
    ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'it switches protocols, which was not asked for'],
  ])('%j is broken', (text, problem) => {
    expect(one(text)).toBe(problem);
  });

  it('bounds heads, one long line and many short ones alike', () => {
    const problem = `its head is longer than ${maxHeadBytes} bytes`;
    expect(one(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(maxHeadBytes)}\r\n`)).toBe(problem);
    expect(one(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(maxHeadBytes / 6)}`)).toBe(problem);
    const cookie = `Set-Cookie: ${'x'.repeat(60_000)}`;
    expect(one(head(200, [cookie, 'Content-Length: 0']))).toMatchObject({ status: 200 });
  });
});
