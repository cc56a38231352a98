import { describe, expect, it } from 'vitest';
import { nameKeys, orderRows } from '../../../../renderer/views/table/order';
import { exactly } from '../../../../renderer/views/table/table';

const frames = Int32Array.of(3, 1, 2, 0);

describe('the order of rows', () => {
  it('goes by key in either direction and keeps the order of equals', () => {
    const keys = Float64Array.of(5, 1, 5, 9);
    expect([...orderRows(keys, true, frames, null)]).toEqual([3, 0, 2, 1]);
    expect([...orderRows(keys, false, frames, null)]).toEqual([1, 0, 2, 3]);
  });

  it('puts infinite changes at the end', () => {
    expect([...orderRows(Float64Array.of(1, Infinity, -1, Infinity), true, frames, null)]).toEqual([
      1, 3, 0, 2,
    ]);
  });

  it('puts what is no number last, in either direction', () => {
    const keys = Float64Array.of(NaN, 2, 1, NaN);
    expect([...orderRows(keys, true, frames, null)]).toEqual([1, 2, 0, 3]);
    expect([...orderRows(keys, false, frames, null)]).toEqual([2, 1, 0, 3]);
  });

  it('drops the rows of frames that do not match', () => {
    expect([...orderRows(Float64Array.of(1, 2, 3, 4), true, frames, Uint8Array.of(0, 1, 1, 0))]).toEqual([
      2, 1,
    ]);
  });

  it('knows the alphabet', () => {
    const keys = nameKeys(frames, ['d', 'b', 'c', 'a']);
    expect([...orderRows(keys, false, frames, null)]).toEqual([0, 1, 2, 3]);
  });
});

describe('searching for exactly one name', () => {
  it('takes every character as itself', () => {
    const name = 'net/http.(*conn).serve[a|b]{1}^$+?\\';
    expect(new RegExp(exactly(name)).test(name)).toBe(true);
    expect(new RegExp(exactly('a.b')).test('axb')).toBe(false);
    expect(new RegExp(exactly('main')).test('main.main')).toBe(false);
  });
});
