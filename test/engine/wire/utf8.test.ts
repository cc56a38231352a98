import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../engine/wire/utf8';

const platform = new TextDecoder('utf-8', { ignoreBOM: true });

it('decodes any bytes as the platform does', () => {
  const anyBytes = fc.uint8Array({ maxLength: 40 });
  // Bytes around the borders of valid sequences, which random bytes rarely meet.
  const border = fc.array(
    fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyBytes,
        border.map((b) => Uint8Array.from(b)),
      ),
      (bytes) => {
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(platform.decode(bytes));
      },
    ),
    { numRuns: 2000 },
  );
});

it('encodes any text as the platform does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const text = a + b + '\ud800'.repeat(a.length % 2);
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    }),
  );
});

it('decodes a part of the bytes, and texts longer than an argument list', () => {
  const long = `${'x'.repeat(100_000)}é`;
  const bytes = new TextEncoder().encode(`<${long}>`);
  expect(decodeUtf8(bytes, 1, bytes.length - 1)).toBe(long);
  expect(decodeUtf8(bytes, 0, 3)).toBe('<xx');
});
