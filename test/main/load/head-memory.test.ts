import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeadMemory } from '../../../main/load/head-memory';
import { ResponseParser } from '../../../main/load/parser';

const buffer = new Uint8Array(8192);

/** Writes text at the start of the shared buffer, with what was there before behind it. */
function put(text: string, at = 0): number {
  Buffer.from(buffer.buffer).write(text, at, 'latin1');
  return at + text.length;
}

interface Read {
  readonly status: number;
  readonly state: string;
  readonly end: number;
}

function reader(memory: HeadMemory): (text: string) => Read {
  return (text) => {
    const parser = new ResponseParser(memory);
    parser.reset();
    const to = put(text);
    const end = parser.execute(buffer, 0, to);
    return { status: parser.status, state: parser.state, end };
  };
}

const response = (status: number, time: string, body: string) =>
  `HTTP/1.1 ${status} X\r\nDate: Wed, 25 Nov 2026 ${time} GMT\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe('HeadMemory', () => {
  it('knows a head again though its Date has moved on', () => {
    const memory = new HeadMemory(buffer);
    const read = reader(memory);
    const first = response(200, '17:59:59', 'hello');
    expect(memory.match(buffer, 0, put(first))).toBe(0);
    expect(read(first)).toEqual({ status: 200, state: 'complete', end: first.length });
    const second = response(200, '18:00:00', 'hello');
    expect(memory.match(buffer, 0, put(second))).toBe(second.length - 5);
    expect(read(second)).toEqual({ status: 200, state: 'complete', end: second.length });
  });

  it.each([
    ['status', response(503, '17:59:59', 'hello')],
    ['length', response(200, '17:59:59', 'hello you')],
    ['a letter of the date', response(200, '17:59:59', 'hello').replace('Nov', 'Dec')],
    ['a header more', response(200, '17:59:59', 'hello').replace('\r\n\r\n', '\r\nX: 1\r\n\r\n')],
    ['its end', 'HTTP/1.1 200 X\r\nDate: Wed, 25 Nov 2026 17:59:59 GMT\r\nContent-Length: 5\r\n'],
  ])('reads a head anew that differs in %s', (_, other) => {
    const memory = new HeadMemory(buffer);
    const read = reader(memory);
    read(response(200, '17:59:59', 'hello'));
    expect(memory.match(buffer, 0, put(other))).toBe(0);
    const fresh = new ResponseParser();
    fresh.reset();
    fresh.execute(buffer, 0, put(other));
    expect(read(other)).toMatchObject({ status: fresh.status, state: fresh.state });
  });

  it('remembers no head whose body has no length or whose connection closes', () => {
    for (const fields of ['Transfer-Encoding: chunked', 'Connection: close\r\nContent-Length: 0', 'X: y']) {
      const memory = new HeadMemory(buffer);
      const text = `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;
      reader(memory)(text);
      expect(memory.match(buffer, 0, put(text))).toBe(0);
    }
  });

  it('never makes the parser say anything else than without it', () => {
    const fields = fc.constantFrom(
      ...['Content-Length: 3', 'Content-Length: 0', 'content-length:  12', 'Transfer-Encoding: chunked'],
      ...['Connection: close\r\nContent-Length: 3', 'Date: 17:59:59\r\nContent-Length: 3', 'X: 1'],
    );
    const text = fc
      .tuple(
        fc.constantFrom(100, 200, 204, 304, 404),
        fields,
        fc.string({ maxLength: 8, unit: 'binary-ascii' }),
      )
      .map(([status, lines, body]) => `HTTP/1.1 ${status} X\r\n${lines}\r\n\r\n${body}`);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
        const read = reader(new HeadMemory(buffer));
        for (const each of texts) {
          const fresh = new ResponseParser();
          fresh.reset();
          const end = fresh.execute(buffer, 0, put(each));
          expect(read(each)).toEqual({ status: fresh.status, state: fresh.state, end });
        }
      }),
    );
  });

  it('gives up on heads that are never the same', () => {
    const memory = new HeadMemory(buffer);
    const read = reader(memory);
    for (let i = 0; i < 100; i++) {
      const text = response(200, '17:59:59', 'x').replace('\r\n\r\n', `\r\nX-Id: ${i}\r\n\r\n`);
      expect(read(text)).toMatchObject({ status: 200, state: 'complete' });
    }
    const last = response(200, '17:59:59', 'x').replace('\r\n\r\n', '\r\nX-Id: 99\r\n\r\n');
    expect(memory.match(buffer, 0, put(last))).toBe(0);
  });

  it('leaves a HEAD response alone, whose length is of no body', () => {
    const memory = new HeadMemory(buffer);
    const text = response(200, '17:59:59', 'hello');
    reader(memory)(text);
    const parser = new ResponseParser(memory);
    parser.reset(true);
    const head = text.slice(0, -5);
    expect(parser.execute(buffer, 0, put(head))).toBe(head.length);
    expect(parser.state).toBe('complete');
  });
});
