import { describe, expect, it } from 'vitest';
import { readLook } from '../../../../renderer/views/graph/look';

const usual = {
  nodeCount: 80,
  nodeFraction: 0.005,
  edgeFraction: 0.001,
  scale: 'red-green',
  greyNoise: true,
};

describe('a look', () => {
  it('is read as it was kept', () => {
    const kept = {
      nodeCount: 200,
      nodeFraction: 0,
      edgeFraction: 0.2,
      scale: 'orange-blue',
      greyNoise: false,
    };
    expect(readLook(kept)).toEqual(kept);
  });

  it.each([undefined, null, 'x', 7, {}, { nodeCount: 1e9, nodeFraction: '0', scale: 'x', greyNoise: 1 }])(
    'of %j is the usual one',
    (kept) => {
      expect(readLook(kept)).toEqual(usual);
    },
  );
});
