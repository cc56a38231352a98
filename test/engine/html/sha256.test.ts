import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, sha256 } from '../../../engine/html/sha256';

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

describe('SHA-256', () => {
  it('agrees with Node at every length around the ends of blocks', () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
      expect(base64(sha256(bytes))).toBe(expected(bytes));
    }
  });

  it('agrees with Node on anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        expect(base64(sha256(bytes))).toBe(expected(bytes));
      }),
    );
  });
});
