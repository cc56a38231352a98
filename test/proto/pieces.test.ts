import { expect, test } from 'vitest';
import { fetchHeld, hasHeld, holdLarge, pieceBytes } from '../../proto/pieces';

/** Bytes that differ from piece to piece. */
function large(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i + Math.floor(i / pieceBytes)) % 251);
}

/** Keeps what is held, and gives it out in pieces. */
function store() {
  const kept: Uint8Array[] = [];
  const asked: [string, number][] = [];
  return {
    kept,
    asked,
    hold: (bytes: Uint8Array) => String(kept.push(bytes) - 1),
    piece: async (id: string, at: number) => {
      asked.push([id, at]);
      return kept[Number(id)]!.slice(at, at + pieceBytes);
    },
  };
}

test('what is small crosses as it is', () => {
  const value = { name: 'a', bytes: new Uint8Array(pieceBytes), list: [1, 'b', null, undefined] };
  const { hold, kept } = store();
  expect(holdLarge(value, hold)).toBe(value);
  expect(kept).toEqual([]);
  expect(hasHeld(value)).toBe(false);
});

test('large bytes come back whole, wherever they stand in the value', async () => {
  const [a, b] = [large(2.5 * pieceBytes), large(pieceBytes + 1)];
  const value = { before: { name: 'a', bytes: a }, list: [b, new Uint8Array([1])], none: null };
  const { hold, piece, kept, asked } = store();
  const crossed = holdLarge(value, hold);
  expect(kept[0]).toBe(a);
  expect(kept[1]).toBe(b);
  expect(hasHeld(crossed)).toBe(true);
  expect(JSON.stringify(crossed).length).toBeLessThan(300);
  const whole = (await fetchHeld(crossed, piece)) as typeof value;
  expect(whole.before.name).toBe('a');
  expect(Buffer.compare(whole.before.bytes, a)).toBe(0);
  expect(Buffer.compare(whole.list[0]!, b)).toBe(0);
  expect(whole.list[1]).toEqual(new Uint8Array([1]));
  expect(whole.none).toBeNull();
  // Each piece once, of each array in its order: with the last one main lets the bytes go.
  const places = (id: string) => asked.filter(([of]) => of === id).map(([, at]) => at / pieceBytes);
  expect(places('0')).toEqual([0, 1, 2]);
  expect(places('1')).toEqual([0, 1]);
});

test('bytes alone are a value too', async () => {
  const bytes = large(pieceBytes + 7);
  const { hold, piece } = store();
  const whole = (await fetchHeld(holdLarge(bytes, hold), piece)) as Uint8Array;
  expect(Buffer.compare(whole, bytes)).toBe(0);
  // It has a buffer of its own, which can be handed on.
  expect(whole.buffer.byteLength).toBe(bytes.length);
});

test('a piece that cannot be had fails the whole', async () => {
  const crossed = holdLarge(large(3 * pieceBytes), () => 'x');
  await expect(fetchHeld(crossed, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
