import { describe, expect, it } from 'vitest';
import { readLook } from '../../../../renderer/views/flame/look';

describe('how a flame graph looks', () => {
  const usual = readLook(undefined, ['package', 'self']);

  it('is as usual where nothing was kept', () => {
    expect(usual).toEqual({
      upright: false,
      order: 'heavy',
      foldRecursion: false,
      coloring: 'package',
      scale: 'red-green',
      minimap: true,
      greyNoise: true,
    });
    for (const kept of [null, 5, 'flame', []]) expect(readLook(kept, ['package'])).toEqual(usual);
  });

  it('comes back as it was kept', () => {
    const kept = { ...usual, upright: true, order: 'name', coloring: 'self', minimap: false };
    expect(readLook(JSON.parse(JSON.stringify(kept)), ['package', 'self'])).toEqual(kept);
  });

  it('is as usual in what is not understood', () => {
    const kept = { upright: 'yes', order: 'random', coloring: 'change', scale: 7, foldRecursion: true };
    expect(readLook(kept, ['package', 'self'])).toEqual({ ...usual, foldRecursion: true });
  });
});
