import { expect, test } from 'vitest';
import { HeldBytes } from '../../../main/window/held-bytes';
import { pieceBytes } from '../../../proto/pieces';

const nothing = 'bad-argument: bytes.piece';

test('gives held bytes out piece by piece, and lets them go with the last', () => {
  const held = new HeldBytes();
  const bytes = Uint8Array.from({ length: pieceBytes + 2 }, (_, i) => i % 251);
  const id = held.hold(bytes);
  const first = held.piece({ id, at: 0 });
  expect(Buffer.compare(first, bytes.subarray(0, pieceBytes))).toBe(0);
  // What crosses is the whole buffer behind a view.
  expect(first.buffer.byteLength).toBe(pieceBytes);
  expect([...held.piece({ id, at: pieceBytes })]).toEqual([...bytes.subarray(pieceBytes)]);
  expect(() => held.piece({ id, at: 0 })).toThrow(nothing);
});

test('refuses what is not held', () => {
  const held = new HeldBytes();
  const id = held.hold(new Uint8Array(3));
  expect(() => held.piece({ id: 'other', at: 0 })).toThrow(nothing);
  expect(() => held.piece({ id, at: 3 })).toThrow(nothing);
  held.clear();
  expect(() => held.piece({ id, at: 0 })).toThrow(nothing);
});
