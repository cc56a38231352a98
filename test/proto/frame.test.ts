import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, FrameReader, maxFrameBytes } from '../../proto/frame';

const bytes = fc.uint8Array({ maxLength: 50 });
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0 || 0),
    fc.constantFrom(null, true, false),
    bytes,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: 'binary', maxLength: 5 }).filter((key) => !/^(\$bytes|__proto__)$/.test(key)),
      tie('value'),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
  ),
})).value;

describe('a frame', () => {
  it('brings back any value of JSON, bytes among it', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decodeFrame(encodeFrame(given))).toEqual(given);
      }),
    );
  });

  it('takes a Buffer as the bytes it is, and gives each array its own buffer', () => {
    const back = decodeFrame(encodeFrame({ a: Buffer.from('one'), b: Buffer.from('two') }));
    const { a, b } = back as { a: Uint8Array; b: Uint8Array };
    expect([...a, ...b].map((c) => String.fromCharCode(c)).join('')).toBe('onetwo');
    expect([a.buffer.byteLength, b.buffer.byteLength]).toEqual([3, 3]);
    const viaBuffer = decodeFrame(Buffer.from(encodeFrame({ a }))) as { a: Uint8Array };
    expect(viaBuffer.a.buffer.byteLength).toBe(3);
  });

  it('is refused when it is cut, overlong, or names bytes it does not hold', () => {
    const whole = encodeFrame({ bytes: new Uint8Array(5) });
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeFrame(whole.subarray(0, length))).toThrow('bad-argument');
    }
    expect(() => decodeFrame(new Uint8Array([...whole, 0]))).toThrow('bad-argument');
    for (const place of [[0, 1], [-1, 1], [0.5, 0], 'x', null, [0], [2 ** 60, 0]]) {
      expect(() => decodeFrame(encodeFrame({ $bytes: place })), JSON.stringify(place)).toThrow(
        'bad-argument',
      );
    }
    expect(() => decodeFrame(new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 0x7b]))).toThrow('bad-argument');
  });

  it('is refused when names share bytes, which would make much of little', () => {
    const frame = encodeFrame([new Uint8Array(100), 1]);
    const json = new TextEncoder().encode(JSON.stringify(new Array(50).fill({ $bytes: [0, 100] })));
    const bomb = new Uint8Array(8 + json.length + 100);
    const header = new DataView(bomb.buffer);
    header.setUint32(0, json.length, true);
    header.setUint32(4, 100, true);
    bomb.set(json, 8);
    expect(() => decodeFrame(bomb)).toThrow('bad-argument');
    expect(decodeFrame(frame)).toEqual([new Uint8Array(100), 1]);
  });

  it('makes nothing but a value or a refusal of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (given) => {
        try {
          decodeFrame(given);
        } catch (thrown) {
          expect(thrown).toMatchObject({ failure: { code: 'bad-argument' } });
        }
      }),
    );
  });
});

describe('a reader', () => {
  it('finds the values of a stream, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 6 }),
        fc.array(fc.nat(40), { minLength: 1 }),
        (values, cuts) => {
          const stream = new Uint8Array(values.flatMap((each) => [...encodeFrame(each)]));
          const reader = new FrameReader();
          const found: unknown[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const end = at + 1 + cuts[turn % cuts.length]!;
            found.push(...reader.push(stream.subarray(at, end)));
            at = end;
          }
          expect(found).toEqual(values);
        },
      ),
    );
  });

  it('refuses a frame that is announced too long before it has come', () => {
    const header = new Uint8Array(8);
    new DataView(header.buffer).setUint32(4, maxFrameBytes, true);
    expect(() => new FrameReader().push(header)).toThrow('too-large');
  });
});
