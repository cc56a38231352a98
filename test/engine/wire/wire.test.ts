import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, highWord, signedNumber, unsignedNumber } from '../../../engine/wire/int64';
import { WireReader, wireType } from '../../../engine/wire/reader';
import { WireWriter } from '../../../engine/wire/writer';

const bits64 = fc.bigInt(0n, 2n ** 64n - 1n);

describe('numbers', () => {
  it('of 64 bits survive writing and reading', () => {
    fc.assert(
      fc.property(bits64, (value) => {
        const w = new WireWriter();
        w.varint(Number(value & 0xffffffffn), Number(value >> 32n));
        const bytes = w.finish();
        const r = new WireReader(bytes, 'it');
        r.varint();
        expect((BigInt(r.hi) << 32n) | BigInt(r.lo)).toBe(value);
        expect(decimal(r.lo, r.hi)).toBe(value.toString());
        expect(unsignedNumber(r.lo, r.hi)).toBe(Number(value));
        expect(r.pos).toBe(bytes.length);
      }),
    );
  });

  it('that are signed survive too, exact up to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(signedNumber(value >>> 0, highWord(value))).toBe(value);
        const w = new WireWriter();
        w.int(1, value);
        const r = new WireReader(w.finish(), 'it');
        // 0 is what a missing field means, so nothing is written for it.
        const read = r.end === 0 ? 0 : r.tag() === 1 && r.int();
        expect(read).toBe(value);
      }),
    );
  });
});

it('messages of any length get their length in front', () => {
  for (const size of [0, 1, 127, 128, 16383, 16384, 100_000]) {
    const w = new WireWriter();
    const outer = w.open(1);
    const inner = w.open(2);
    for (let i = 0; i < size; i++) w.varint(i & 127, 0);
    w.close(inner);
    w.close(outer);
    w.int(3, 7);
    const r = new WireReader(w.finish(), 'it');
    expect(r.tag()).toBe(1);
    const end = r.enter();
    expect(r.tag()).toBe(2);
    const length = r.length();
    expect(length).toBe(size);
    expect(r.pos + length).toBe(r.end);
    r.pos += length;
    r.leave(end);
    expect(r.tag()).toBe(3);
    expect(r.int()).toBe(7);
  }
});

it('a message is read no further than its own end', () => {
  const r = new WireReader(Uint8Array.from([0x0a, 1, 0x80, 1]), 'it');
  r.tag();
  expect(r.type).toBe(wireType.bytes);
  r.enter();
  expect(() => r.varint()).toThrow('malformed-profile: it');
});
