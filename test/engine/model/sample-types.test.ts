import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterpart, findSampleType, sampleTypeNames } from '../../../engine/model/sample-types';

const typed = (...texts: string[]) =>
  texts.map((text) => {
    const [type = '', unit = ''] = text.split('/');
    return { type, unit };
  });

describe('the names of sample types', () => {
  it('are their types, and tell several of one type apart', () => {
    expect(sampleTypeNames(typed('samples/count', 'cpu/nanoseconds'))).toEqual(['samples', 'cpu']);
    expect(sampleTypeNames(typed('space/count', 'space/bytes'))).toEqual(['space', 'space/bytes']);
    expect(sampleTypeNames(typed('a/x', 'a/x', 'a/x', 'a'))).toEqual(['a', 'a#2', 'a#3', 'a#4']);
    expect(sampleTypeNames([{ type: 'a/x', unit: '' }, ...typed('a/y', 'a/x')])).toEqual(['a/x', 'a', 'a#2']);
  });

  it('find their rows, as do type and unit together', () => {
    const types = typed('space/count', 'space/bytes', 'cpu/ms');
    expect(
      ['space', 'space/bytes', 'space/count', 'cpu/ms', 'bytes', ''].map((n) => findSampleType(types, n)),
    ).toEqual([0, 1, 0, 2, -1, -1]);
  });

  it('are never two of one name, and each finds its own row', () => {
    const text = fc.constantFrom('', 'a', 'b', 'a/x', 'a#2', 'a/', 'x');
    fc.assert(
      fc.property(fc.array(fc.record({ type: text, unit: text }), { maxLength: 8 }), (types) => {
        const names = sampleTypeNames(types);
        expect(new Set(names).size).toBe(types.length);
        expect(names.map((name) => findSampleType(types, name))).toEqual([...types.keys()]);
      }),
    );
  });
});

describe('what counts the same in another profile', () => {
  it('has its type and unit, whatever its place', () => {
    const [own, other] = [typed('space/count', 'space/bytes'), typed('space/bytes', 'space/count')];
    expect([counterpart(own, 0, other), counterpart(own, 1, other)]).toEqual([1, 0]);
    const twice = typed('a/x', 'a/x');
    expect([counterpart(twice, 0, twice), counterpart(twice, 1, twice)]).toEqual([0, 1]);
    expect(counterpart(twice, 1, typed('a/x'))).toBe(0);
  });

  it('may be in another unit that leads to it, and in no other', () => {
    const own = typed('cpu/milliseconds');
    expect(counterpart(own, 0, typed('cpu/count', 'cpu/nanoseconds'))).toBe(1);
    expect(counterpart(own, 0, typed('cpu/bytes', 'wall/milliseconds'))).toBe(-1);
  });
});
